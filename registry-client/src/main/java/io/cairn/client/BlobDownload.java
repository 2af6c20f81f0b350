// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import io.cairn.client.CairnException.Kind;
import io.cairn.client.folder.Entry;
import io.cairn.client.folder.Hasher;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

/// Brings one blob into a file: goes on where it was cut, and puts it in place once it is verified.
final class BlobDownload {
  private static final int BUFFER_BYTES = 256 << 10;
  private static final int MAX_ATTEMPTS_WITHOUT_PROGRESS = 6;

  private final Transport transport;
  private final Route route;
  private final Entry.File blob;
  private final Progress progress;

  BlobDownload(Transport transport, Route route, Entry.File blob, Progress progress) {
    this.transport = transport;
    this.route = route;
    this.blob = blob;
    this.progress = progress;
  }

  /// @param part where the bytes grow; what an earlier call left there is taken up
  /// @throws CairnException of kind INTEGRITY if other bytes came, also at a second attempt
  void into(Path part, Path target) throws IOException {
    Files.createDirectories(part.getParent());
    var isRight = arrives(part);
    if (!isRight) {
      // What lay there was not ours, or was damaged on the way: once more from the start.
      isRight = arrives(part);
    }
    if (!isRight) {
      throw CairnException.of(
          Kind.INTEGRITY, "bytes.damaged", blob.digest() + " arrived damaged, twice");
    }
    Files.createDirectories(target.getParent());
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /// Whether the right bytes are in `part` now; nothing is there if not.
  private boolean arrives(Path part) throws IOException {
    var sha256 = Hasher.sha256();
    var have = resume(part, sha256);
    var idle = 0;
    try (var out =
        Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      while (have < blob.sizeBytes()) {
        var got = fetch(out, sha256, have);
        have += got;
        idle = got > 0 ? 0 : idle + 1;
        if (have < blob.sizeBytes()) {
          rest(idle);
        }
      }
    }
    if (HexFormat.of().formatHex(sha256.digest()).equals(blob.sha256())) {
      return true;
    }
    Files.delete(part);
    progress.bytes(-have);
    return false;
  }

  private void rest(int idle) {
    if (idle >= MAX_ATTEMPTS_WITHOUT_PROGRESS || !transport.isPatient()) {
      throw transport.unreachable(new IOException("the answer breaks off again and again"));
    }
    transport.restBeforeAttempt(idle);
  }

  private long resume(Path part, MessageDigest sha256) throws IOException {
    if (!Files.exists(part)) {
      return 0;
    }
    var size = Files.size(part);
    if (size > blob.sizeBytes()) {
      Files.delete(part);
      return 0;
    }
    try (var in = Files.newInputStream(part)) {
      var buffer = new byte[BUFFER_BYTES];
      for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        sha256.update(buffer, 0, count);
      }
    }
    progress.bytes(size);
    return size;
  }

  /// How many bytes came before the line broke or the blob was whole.
  private long fetch(OutputStream out, MessageDigest sha256, long have) throws IOException {
    var call = Call.get(route);
    var response = transport.open(have == 0 ? call : call.header("Range", "bytes=" + have + "-"));
    var range = response.headers().firstValue("Content-Range").orElse("");
    var got = 0L;
    try (var in = response.body()) {
      if (have > 0 && !range.startsWith("bytes " + have + "-")) {
        throw CairnException.of(
            Kind.INTEGRITY, "range", "the server sent another part of a blob than was asked for");
      }
      var buffer = new byte[BUFFER_BYTES];
      while (have + got < blob.sizeBytes()) {
        var count = read(in, buffer, blob.sizeBytes() - have - got);
        if (count < 0) {
          return got;
        }
        out.write(buffer, 0, count);
        sha256.update(buffer, 0, count);
        got += count;
        progress.bytes(count);
      }
    }
    return got;
  }

  /// A line that breaks is as one that ends.
  private static int read(InputStream in, byte[] buffer, long most) {
    try {
      return in.read(buffer, 0, (int) Math.min(buffer.length, most));
    } catch (IOException _) {
      return -1;
    }
  }
}
