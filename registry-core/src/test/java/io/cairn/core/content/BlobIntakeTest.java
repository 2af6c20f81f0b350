// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BlobIntakeTest {
  private static final int LENGTH = 5_000_000;
  private static final int BUFFER_BYTES = 256 * 1_024;
  private static final int BUFFERS = 4;

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
  void a_turn_at_the_pool_is_one_buffer_so_that_long_uploads_keep_no_other_waiting()
      throws IOException {
    var turns = new AtomicInteger();
    var ringIsFull = new CountDownLatch(BUFFERS);
    try (var pool = new HashingPool(1)) {
      Executor counting =
          burst -> {
            turns.incrementAndGet();
            pool.execute(() -> {
              awaitUninterruptibly(ringIsFull);
              burst.run();
            });
          };

      new BlobIntake(counting)
          .receive(
              BlobUpload.ofUnknownDigest(),
              new ByteArrayInputStream(random()),
              (_, _, _) -> ringIsFull.countDown());
    }

    // The last, smaller buffer is hashed by the sender itself.
    assertThat(turns).hasValue(LENGTH / BUFFER_BYTES);
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

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] random() {
    var bytes = new byte[LENGTH];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}
