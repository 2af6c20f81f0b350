// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.sun.net.httpserver.HttpExchange;
import io.cairn.client.folder.Entry;
import io.cairn.client.folder.Hasher;
import io.cairn.client.folder.ManifestWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A version that a [TinyServer] serves, its bytes as a test likes.
final class StoredVersion {
  private final Map<String, byte[]> blobs = new HashMap<>();
  private final byte[] manifest;
  private final String digest;

  /// How the bytes of a blob are sent.
  interface Sender {
    void send(HttpExchange exchange, byte[] bytes) throws IOException;
  }

  /// @param references paths of entries without bytes
  StoredVersion(Map<String, byte[]> files, String... references) {
    var out = new ByteArrayOutputStream();
    try {
      var writer = new ManifestWriter(out);
      var sorted = new TreeMap<String, Entry>(Entry.ORDER);
      files.forEach((path, bytes) -> {
        var sha256 = HexFormat.of().formatHex(Hasher.sha256().digest(bytes));
        blobs.put("sha256:" + sha256, bytes);
        sorted.put(path, new Entry.File(path, bytes.length, sha256));
      });
      for (var path : references) {
        var uri = "https://example.org/" + path;
        sorted.put(path, new Entry.Reference(path, Optional.empty(), uri, Optional.empty()));
      }
      for (var entry : sorted.values()) {
        writer.add(entry);
      }
      digest = writer.digest();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    manifest = out.toByteArray();
  }

  private StoredVersion(Map<String, byte[]> blobs, byte[] manifest, String digest) {
    this.blobs.putAll(blobs);
    this.manifest = manifest;
    this.digest = digest;
  }

  /// The same with a digest that its manifest does not have.
  StoredVersion withDigest(String other) {
    return new StoredVersion(blobs, manifest, other);
  }

  void serve(TinyServer server, Sender sender) {
    var json =
        """
        {"ref":"m/d:v0","path":"m/d","version":"v0","digest":"%s","versionId":"id","files":%d}\
        """
            .formatted(digest, blobs.size());
    server
        .on("/api/v1/resolve", exchange -> TinyServer.send(exchange, 200, json))
        .on("/api/v1/versions/id/manifest", exchange -> TinyServer.send(exchange, 200, manifest))
        .on(
            "/api/v1/versions/id/blobs/",
            exchange -> {
              var path = exchange.getRequestURI().getPath();
              var bytes = blobs.get(path.substring(path.lastIndexOf('/') + 1));
              sender.send(exchange, bytes == null ? new byte[0] : bytes);
            });
  }
}
