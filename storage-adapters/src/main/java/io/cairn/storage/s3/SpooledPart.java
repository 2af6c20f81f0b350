// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.s3;

import io.cairn.core.failure.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.CRC32C;
import software.amazon.awssdk.core.sync.RequestBody;

/// A part of a blob on its way to the bucket, in a file: so it can be sent again when the line
/// breaks, and takes no heap however large it is. Not made durable: the store's word counts.
final class SpooledPart implements AutoCloseable {
  private final Path file;
  private final OutputStream out;
  private final CRC32C crc32c = new CRC32C();
  private long sizeBytes;

  private SpooledPart(Path file, OutputStream out) {
    this.file = file;
    this.out = out;
  }

  static SpooledPart create(Path folder) {
    try {
      var file = Files.createTempFile(folder, "part-", ".spool");
      return new SpooledPart(file, Files.newOutputStream(file));
    } catch (IOException e) {
      throw unavailable(e);
    }
  }

  void write(byte[] buffer, int offset, int length) {
    try {
      out.write(buffer, offset, length);
    } catch (IOException e) {
      throw unavailable(e);
    }
    crc32c.update(buffer, offset, length);
    sizeBytes += length;
  }

  long sizeBytes() {
    return sizeBytes;
  }

  /// CRC32C (RFC 9260 appendix A) as S3 spells it.
  String checksum() {
    return Base64.getEncoder()
        .encodeToString(ByteBuffer.allocate(4).putInt((int) crc32c.getValue()).array());
  }

  /// All of it, as often as the SDK asks.
  RequestBody body() {
    return RequestBody.fromContentProvider(this::open, sizeBytes, "application/octet-stream");
  }

  private InputStream open() {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (out) {
      Files.deleteIfExists(file);
    } catch (IOException _) {
      // The next start empties the folder.
    }
  }

  private static Failure unavailable(IOException e) {
    return new Failure.Unavailable("the folder for parts of blobs (disk full or faulty)", e);
  }
}
