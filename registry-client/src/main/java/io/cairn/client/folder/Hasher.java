// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/// SHA-256 of files.
public final class Hasher {
  private static final int BUFFER_BYTES = 256 << 10;

  private Hasher() {}

  /// @param sizeBytes how many bytes were read, whatever the file system said before
  public record Hash(String sha256, long sizeBytes) {}

  /// Reads the whole file; tells `progress` how many bytes each step read.
  public static Hash hash(Path file, LongConsumer progress) throws IOException {
    var digest = sha256();
    var buffer = new byte[BUFFER_BYTES];
    var total = 0L;
    try (var in = Files.newInputStream(file)) {
      for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
        total += read;
        progress.accept(read);
      }
    }
    return new Hash(HexFormat.of().formatHex(digest.digest()), total);
  }

  /// A fresh SHA-256.
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
