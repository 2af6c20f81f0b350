// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.testing.Answer;
import io.cairn.api.testing.Api;
import io.cairn.core.content.Digest;
import io.cairn.core.content.ManifestEntry;
import io.cairn.core.content.ManifestEntry.FileEntry;
import io.cairn.core.content.ManifestWriter;
import io.cairn.core.name.FilePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Logs versions over the routes, as a client does it.
final class Logged {
  private Logged() {}

  /// Opens a draft of type `model` and hands out its id.
  static String open(Api api, String collection) {
    return api.post(collection + "/drafts", Map.of("type", "model")).expect(201).at("/id");
  }

  static Answer upload(Api api, String draft, String content) {
    return api.putBytes(
        "/drafts/" + draft + "/blobs/" + digest(content), content.getBytes(StandardCharsets.UTF_8));
  }

  static Answer manifest(Api api, String draft, String text) {
    return api.putBytes("/drafts/" + draft + "/manifest", text.getBytes(StandardCharsets.UTF_8));
  }

  static Answer commit(Api api, String draft, String... aliases) {
    return api.post("/drafts/" + draft + "/commit", Map.of("aliases", List.of(aliases)));
  }

  /// Everything from the draft to the commit.
  static Answer log(Api api, String collection, Map<String, String> files, String... aliases) {
    var draft = open(api, collection);
    files.values().forEach(content -> upload(api, draft, content));
    manifest(api, draft, text(files)).expect(200);
    return commit(api, draft, aliases);
  }

  /// The manifest of files given by path and content.
  static String text(Map<String, String> files) {
    var out = new ByteArrayOutputStream();
    var entries =
        files.entrySet().stream()
            .<ManifestEntry>map(file ->
                new FileEntry(
                    new FilePath(file.getKey()),
                    file.getValue().getBytes(StandardCharsets.UTF_8).length,
                    Digest.parse(digest(file.getValue()))))
            .sorted(ManifestEntry.order())
            .iterator();
    try {
      ManifestWriter.write(out, entries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  static String digest(String content) {
    return Digest.hash(content.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
