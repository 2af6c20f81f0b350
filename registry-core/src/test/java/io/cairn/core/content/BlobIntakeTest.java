// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class BlobIntakeTest {
  private static final int LENGTH = 5_000_000;

  @Test
  void bytes_reach_the_sink_in_order_and_are_hashed_by_the_pool() throws IOException {
    var bytes = random();
    var sink = new ByteArrayOutputStream();

    try (var pool = new HashingPool(2)) {
      var stored =
          new BlobIntake(pool)
              .receive(
                  BlobUpload.of(Digest.hash(bytes)).sized(LENGTH),
                  new ByteArrayInputStream(bytes),
                  sink::write);

      assertThat(stored.digest()).isEqualTo(Digest.hash(bytes));
    }

    assertThat(sink.toByteArray()).isEqualTo(bytes);
  }

  @Test
  void a_long_upload_does_not_keep_another_from_the_only_hashing_thread()
      throws InterruptedException, ExecutionException, TimeoutException {
    var isOtherDone = new CompletableFuture<Void>();
    try (var pool = new HashingPool(1);
        var senders = Executors.newVirtualThreadPerTaskExecutor()) {
      var intake = new BlobIntake(pool);
      var running = new Semaphore(0);
      var endless =
          senders.submit(() ->
              intake.receive(
                  BlobUpload.ofUnknownDigest(),
                  until(isOtherDone),
                  (_, _, _) -> running.release()));
      running.acquire(8);

      var bytes = random();
      var other =
          senders.submit(() ->
              intake.receive(
                  BlobUpload.ofUnknownDigest(), new ByteArrayInputStream(bytes), (_, _, _) -> {}));

      try {
        assertThat(other.get(30, TimeUnit.SECONDS).digest()).isEqualTo(Digest.hash(bytes));
        assertThat(endless.isDone()).isFalse();
      } finally {
        isOtherDone.complete(null);
      }
      assertThat(endless.get(30, TimeUnit.SECONDS).sizeBytes()).isPositive();
    }
  }

  @Test
  void an_upload_ends_when_the_pool_was_closed() {
    var pool = new HashingPool(1);
    pool.close();

    assertThatThrownBy(() ->
            new BlobIntake(pool)
                .receive(
                    BlobUpload.ofUnknownDigest(),
                    new ByteArrayInputStream(random()),
                    (_, _, _) -> {}))
        .isInstanceOf(InterruptedIOException.class);
  }

  @Test
  void a_sink_that_breaks_ends_the_reading() {
    var body = new ByteArrayInputStream(random());

    assertThatThrownBy(() ->
            new BlobIntake(Runnable::run)
                .receive(
                    BlobUpload.ofUnknownDigest(),
                    body,
                    (_, _, _) -> {
                      throw new IOException("full");
                    }))
        .hasMessage("full");

    assertThat(body.available()).isPositive();
  }

  private static InputStream until(CompletableFuture<Void> end) {
    return new InputStream() {
      @Override
      public int read() {
        return end.isDone() ? -1 : 0;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) {
        return end.isDone() ? -1 : length;
      }
    };
  }

  private static byte[] random() {
    var bytes = new byte[LENGTH];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}
