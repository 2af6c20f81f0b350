// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import io.cairn.client.CairnException.Kind;
import io.cairn.client.ExportResult.LostBlob;
import io.cairn.client.folder.Entry;
import io.cairn.client.folder.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.LongAdder;

/// Brings a whole installation into a folder: all facts of one instant, then the blobs that they
/// name and the folder lacks. Facts in memory: none; digests: some thousand at a time.
final class Exporter {
  private static final int FACT_ATTEMPTS = 3;
  private static final int BLOBS_AT_ONCE = 10_000;

  private final Transport transport;
  private final ExportFolder folder;
  private final TransferOptions options;
  private final LongAdder movedBlobs = new LongAdder();
  private final LongAdder movedBytes = new LongAdder();
  private final List<LostBlob> lost = Collections.synchronizedList(new ArrayList<>());

  Exporter(Transport transport, Path folder, TransferOptions options) {
    this.transport = transport;
    this.folder = new ExportFolder(folder);
    this.options = options;
  }

  ExportResult run() throws IOException {
    if (!folder.isUsable()) {
      throw CairnException.of(
          Kind.REFUSED,
          "folder.taken",
          "'" + folder.folder() + "' is not empty and no export; name another folder");
    }
    var said = facts();
    var end = said.end();
    blobs(Json.number(end, "blobs"), Json.number(end, "bytes"));
    var head = said.head();
    var description = Json.object().put("cairn", ExportFolder.FORMAT);
    description.put("digest", Json.text(end, "digest"));
    description.put("server", Json.text(head, "server"));
    description.put("serverVersion", Json.text(head, "version"));
    description.put("madeAt", Json.text(head, "madeAt"));
    description.put("madeBy", Json.text(head, "madeBy"));
    description.put("rows", Json.number(end, "rows"));
    description.put("blobs", Json.number(end, "blobs"));
    description.put("bytes", Json.number(end, "bytes"));
    description.set("facts", end.path("facts"));
    var missing = description.putArray("missing");
    var sorted = lost.stream().sorted(Comparator.comparing(LostBlob::digest)).toList();
    for (var blob : sorted) {
      var told = missing.addObject().put("digest", blob.digest()).put("size", blob.sizeBytes());
      told.set("versions", Json.texts(blob.versions()));
    }
    folder.finish(description);
    return new ExportResult(
        folder.folder(),
        Json.text(end, "digest"),
        Json.number(end, "rows"),
        Json.number(end, "blobs"),
        Json.number(end, "bytes"),
        movedBlobs.sum(),
        movedBytes.sum(),
        sorted);
  }

  /// From the start again if the line breaks: facts are of one instant, and half of them are none.
  private FactStream.Said facts() throws IOException {
    for (var attempt = 1; ; attempt++) {
      Folders.delete(folder.newFacts());
      Files.createDirectories(folder.newFacts());
      options.progress().begin("facts", 0, 0);
      try (var in = transport.open(Call.get(Route.of("export", "facts"))).body();
          var stream = new FactStream(folder.newFacts(), options.progress())) {
        return stream.copy(in);
      } catch (IOException e) {
        if (attempt == FACT_ATTEMPTS || !transport.isPatient()) {
          throw transport.unreachable(e);
        }
        transport.restBeforeAttempt(attempt);
      } finally {
        options.progress().end();
      }
    }
  }

  private void blobs(long count, long bytes) throws IOException {
    var list = folder.newFacts().resolve(ExportFolder.BLOBS + ".ndjson");
    options.progress().begin("blobs", count, bytes);
    try (var lines = folder.lines(list)) {
      Parallel.each(new Each(lines), options.parallel(), Parallel.WAITING, this::blob);
    } finally {
      options.progress().end();
    }
  }

  private void blob(Entry.File blob) throws IOException {
    var target = folder.blob(blob.digest());
    if (isThere(target, blob)) {
      options.progress().bytes(blob.sizeBytes());
      options.progress().file();
      return;
    }
    var route = Route.of("export", "blobs", blob.digest());
    try {
      new BlobDownload(transport, route, blob, options.progress())
          .into(folder.part(blob.digest()), target);
      movedBlobs.increment();
      movedBytes.add(blob.sizeBytes());
      options.progress().file();
    } catch (CairnException e) {
      if (e.kind() != Kind.NOT_FOUND && e.kind() != Kind.INTEGRITY) {
        throw e;
      }
      lost.add(new LostBlob(blob.digest(), blob.sizeBytes(), e.text(), versions(route)));
    }
  }

  private List<String> versions(Route blob) {
    return Json.texts(transport.json(Call.get(blob.plus("versions"))), "versions");
  }

  /// Files are put in place verified, so a right length is enough; `import --dry-run` reads all.
  private static boolean isThere(Path file, Entry.File blob) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.size(file) == blob.sizeBytes();
  }

  /// Blobs of a list, some thousand in memory.
  static final class Each implements Parallel.Source<Entry.File> {
    private final ExportFolder.Lines lines;
    private List<Entry.File> batch = List.of();
    private int next;

    Each(ExportFolder.Lines lines) {
      this.lines = lines;
    }

    @Override
    public Entry.File next() throws IOException {
      if (next == batch.size()) {
        batch = lines.blobs(BLOBS_AT_ONCE);
        next = 0;
        if (batch.isEmpty()) {
          throw new NoSuchElementException();
        }
      }
      return batch.get(next++);
    }
  }
}
