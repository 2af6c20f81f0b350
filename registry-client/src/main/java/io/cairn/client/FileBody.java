// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// The bytes of a file as the body of a request, from the start again at each attempt.
///
/// The length is that of the hashed bytes: a file that grew or shrank fails the request.
record FileBody(Opening bytes, long sizeBytes, Progress progress, AtomicLong sentBytes)
    implements Supplier<BodyPublisher> {
  FileBody(Path file, long sizeBytes, Progress progress) {
    this(() -> Files.newInputStream(file), sizeBytes, progress);
  }

  FileBody(Opening bytes, long sizeBytes, Progress progress) {
    this(bytes, sizeBytes, progress, new AtomicLong());
  }

  /// What has the bytes, wherever it lies.
  @FunctionalInterface
  interface Opening {
    InputStream open() throws IOException;
  }

  @Override
  public BodyPublisher get() {
    progress.bytes(-sentBytes.getAndSet(0));
    if (sizeBytes == 0) {
      return BodyPublishers.noBody();
    }
    return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(this::open), sizeBytes);
  }

  private InputStream open() {
    try {
      return new Counted(bytes.open());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Counted extends FilterInputStream {
    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      var value = super.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      var count = super.read(buffer, offset, length);
      count(Math.max(count, 0));
      return count;
    }

    private void count(long count) {
      sentBytes.addAndGet(count);
      progress.bytes(count);
    }
  }
}
