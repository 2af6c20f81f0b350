// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.client.BlobCache;
import io.cairn.client.CacheFolder;
import io.cairn.client.CairnException;
import io.cairn.client.CairnException.Kind;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// The files that pulls keep on this machine.
@Command(
    name = "cache",
    description = {
      "Show, clear or check the files that pulls keep on this machine.",
      "CAIRN_CACHE_DIR says where (default ~/.cache/cairn), CAIRN_CACHE_LIMIT how much, for example"
          + " 5G, 0 for nothing (default 20 GiB or a tenth of the disk, whichever is less)."
    },
    footer = {"  cairn cache", "  cairn cache verify", "  cairn cache clear"})
final class CacheCommand implements Callable<Integer> {
  private final Session session;

  CacheCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    var settings = settings();
    var contents = new BlobCache(settings).contents();
    var object = object(contents).put("folder", settings.folder().toString());
    object.put("limit", settings.limitBytes()).put("linking", settings.isLinking());
    session
        .output()
        .print(
            object,
            () ->
                session
                    .output()
                    .line(
                        "%s, %s of %s in %s"
                            .formatted(
                                Units.count(contents.files(), "file"),
                                Units.bytes(contents.bytes()),
                                Units.bytes(settings.limitBytes()),
                                settings.folder())));
    return 0;
  }

  @Command(
      name = "clear",
      description = "Remove all pulled files from the cache.",
      footer = "  cairn cache clear")
  int clear() throws IOException {
    var removed = new BlobCache(settings()).clear();
    session
        .output()
        .print(
            object(removed),
            () ->
                session
                    .output()
                    .line(
                        "removed %s, %s"
                            .formatted(
                                Units.count(removed.files(), "file"),
                                Units.bytes(removed.bytes()))));
    return 0;
  }

  @Command(
      name = "verify",
      description = "Hash all files in the cache and remove damaged ones; exit code 4 if any was.",
      footer = "  cairn cache verify")
  int verify() throws IOException {
    var checked = new BlobCache(settings()).verify(session.transfer(1).progress());
    var object =
        object(new BlobCache.Contents(checked.files(), checked.bytes()))
            .put("damaged", checked.damaged());
    session
        .output()
        .print(
            object,
            () ->
                session
                    .output()
                    .line(
                        "%s, %s; damaged and removed: %d"
                            .formatted(
                                Units.count(checked.files(), "file"),
                                Units.bytes(checked.bytes()),
                                checked.damaged())));
    return checked.damaged() == 0 ? 0 : Kind.INTEGRITY.exitCode();
  }

  private CacheFolder settings() {
    return CacheFolder.of(session.terminal().environment())
        .orElseThrow(
            () -> CairnException.usage("there is no cache folder; set CAIRN_CACHE_DIR or HOME"));
  }

  private static ObjectNode object(BlobCache.Contents contents) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("files", contents.files())
        .put("bytes", contents.bytes());
  }
}
