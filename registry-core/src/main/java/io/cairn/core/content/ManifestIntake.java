// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import io.cairn.core.failure.Failure;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Stores a manifest while it is read and checked: one pass, flat memory. A text that is no
/// manifest is refused before the store has kept it.
public final class ManifestIntake {
  private static final int PIPE_BYTES = 256 * 1_024;

  private final BlobStore store;
  private final long maxBytes;
  private final long maxEntries;

  /// @param maxBytes longest manifest
  /// @param maxEntries most entries in one
  public ManifestIntake(BlobStore store, long maxBytes, long maxEntries) {
    this.store = store;
    this.maxBytes = maxBytes;
    this.maxEntries = maxEntries;
  }

  /// Keeps the body if it is a manifest; does not close it.
  ///
  /// @throws Failure.Invalid field `manifest`, naming the line
  /// @throws Failure.TooLarge field `body` or `manifest`
  /// @throws IOException if the body breaks
  public ManifestSummary store(InputStream body) throws IOException {
    try (var reading = new PipedInputStream(PIPE_BYTES);
        var copy = new PipedOutputStream(reading)) {
      var summary = new CompletableFuture<ManifestSummary>();
      Thread.ofVirtual().name("manifest-check").start(() -> check(reading, summary));
      var stored =
          store.put(BlobUpload.ofUnknownDigest().atMost(maxBytes), new Copied(body, copy, summary));
      var checked = await(summary);
      if (!checked.digest().equals(stored.digest())) {
        throw new IllegalStateException("the manifest that was checked is not the one stored");
      }
      return checked;
    }
  }

  private void check(InputStream in, CompletableFuture<ManifestSummary> summary) {
    try (in) {
      summary.complete(new ManifestReader(in, maxEntries).summary());
    } catch (IOException | RuntimeException e) {
      summary.completeExceptionally(e);
    }
  }

  private static ManifestSummary await(CompletableFuture<ManifestSummary> summary)
      throws IOException {
    try {
      return summary.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case Failure failure -> throw failure;
        case UncheckedIOException broken -> throw new IOException(broken);
        case null, default -> throw e;
      }
    }
  }

  /// Gives the store what it reads, and the check a copy. At the end it waits for the check, so
  /// that the store sees a refusal before it has the whole.
  private static final class Copied extends FilterInputStream {
    private final PipedOutputStream copy;
    private final CompletableFuture<ManifestSummary> summary;

    Copied(InputStream body, PipedOutputStream copy, CompletableFuture<ManifestSummary> summary) {
      super(body);
      this.copy = copy;
      this.summary = summary;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      var count = in.read(buffer, offset, length);
      if (count < 0) {
        copy.close();
        await(summary);
        return -1;
      }
      pass(buffer, offset, count);
      return count;
    }

    private void pass(byte[] buffer, int offset, int count) throws IOException {
      try {
        copy.write(buffer, offset, count);
        copy.flush();
      } catch (IOException e) {
        // The check has closed its end: it says why.
        await(summary);
        throw e;
      }
    }
  }
}
