// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.content.BlobUpload;
import io.cairn.core.content.Digest;
import io.cairn.core.content.HashingPool;
import io.cairn.core.failure.Failure;
import io.cairn.core.page.PageRequest;
import io.cairn.core.time.Timeline;
import io.cairn.storage.bucket.Patience;
import io.cairn.storage.contract.Bodies;
import io.cairn.storage.contract.FaultyLine;
import io.cairn.storage.contract.RefusingServer;
import io.cairn.storage.contract.ServersLive;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Lines that break, and servers that say no.
@ExtendWith(ServersLive.class)
class S3FaultTest {
  private static final String BUCKET = "cairn-faults";

  @TempDir Path spool;

  private final HashingPool hashing = new HashingPool(2);
  private final String prefix = "it/" + UUID.randomUUID() + "/";
  private final byte[] bytes = Bodies.random(6_000_000, 1);
  private final Digest digest = Digest.hash(bytes);
  private S3BlobStore direct;
  private FaultyLine line;
  private S3BlobStore overLine;

  @BeforeEach
  void a_store_behind_a_line() throws IOException {
    S3Server.mock().createBucket(BUCKET);
    var server = S3Server.mock().endpoint();
    direct = open(server);
    line = new FaultyLine(server);
    overLine = open(line.url());
  }

  private S3BlobStore open(URI endpoint) {
    return S3BlobStore.open(
        S3BlobStoreContract.settings(BUCKET, endpoint, prefix), spool, hashing, Timeline.system());
  }

  private S3BlobStore impatient() {
    var patience = new Patience(Duration.ofMillis(300));
    return S3BlobStore.open(
        S3BlobStoreContract.settings(BUCKET, line.url(), prefix, patience),
        spool,
        hashing,
        Timeline.system());
  }

  @AfterEach
  void close() throws IOException {
    overLine.close();
    direct.close();
    line.close();
    hashing.close();
  }

  @Test
  void a_read_whose_line_is_cut_goes_on_where_it_was() throws IOException {
    put(direct);
    line.cutDown(2, 2_000_000);

    assertThat(read(overLine)).isEqualTo(bytes);
    assertThat(line.connections()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void a_read_whose_line_is_cut_again_and_again_ends_with_an_error() throws IOException {
    put(direct);
    line.cutDown(100, 1_000_000);

    assertThatThrownBy(() -> read(overLine)).isInstanceOfAny(IOException.class, Failure.class);
  }

  @Test
  void a_write_whose_line_is_cut_is_sent_again() throws IOException {
    line.cutUp(1, 3_000_000);

    put(overLine);

    assertThat(read(direct)).isEqualTo(bytes);
  }

  @Test
  void a_write_whose_line_is_cut_again_and_again_leaves_nothing() {
    line.cutUp(1_000, 100_000);

    assertThatThrownBy(() -> put(overLine))
        .isInstanceOf(Failure.Unavailable.class)
        .hasMessageContaining("no connection");

    assertNothingVisible();
  }

  @Test
  void a_write_that_is_damaged_on_the_line_is_refused_by_the_store() {
    line.corruptUp(1, 1_000_000);

    assertThatThrownBy(() -> put(overLine))
        .isInstanceOf(Failure.Unavailable.class)
        .hasMessageContaining("damaged on the way");

    assertNothingVisible();
  }

  @Test
  void a_slow_line_only_takes_longer() throws IOException {
    line.delay(2);

    put(overLine);

    assertThat(read(overLine)).isEqualTo(bytes);
  }

  @Test
  void a_read_whose_line_falls_silent_goes_on_over_another() throws IOException {
    put(direct);
    line.stallDown(2, 2_000_000);

    try (var store = impatient()) {
      assertThat(read(store)).isEqualTo(bytes);
    }
    assertThat(line.connections()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void a_read_whose_lines_all_fall_silent_ends_with_an_error() throws IOException {
    put(direct);
    line.stallDown(100, 1_000_000);

    try (var store = impatient()) {
      assertThatThrownBy(() -> read(store))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("connection to the blob store broke");
    }
  }

  /// The first part is more than the system takes for a line that nobody empties.
  @Test
  void a_write_whose_line_takes_nothing_more_is_sent_over_another() throws IOException {
    line.stallUp(1, 1_000_000);

    try (var store = impatient()) {
      put(store);
    }

    assertThat(read(direct)).isEqualTo(bytes);
  }

  @Test
  void a_write_whose_lines_all_take_nothing_more_ends_with_an_error_and_leaves_nothing()
      throws IOException {
    line.stallUp(1_000, 100_000);

    try (var store = impatient()) {
      assertThatThrownBy(() -> put(store))
          .isInstanceOf(Failure.Unavailable.class)
          .hasMessageContaining("no connection");
    }

    assertNothingVisible();
  }

  @ParameterizedTest
  @CsvSource({
    "400,ExpiredToken,credentials for it have expired",
    "403,RequestTimeTooSkewed,clock and this server's differ",
    "403,InvalidAccessKeyId,does not take the credentials",
    "403,AccessDenied,denies access",
    "404,NoSuchBucket,no such bucket",
    "500,InternalError,status 500"
  })
  void a_refusal_is_told_in_words(int status, String code, String words) throws IOException {
    try (var refusing = refusing(status, code, Integer.MAX_VALUE);
        var store = open(refusing.url())) {
      assertThatThrownBy(() -> store.open(digest))
          .isInstanceOf(Failure.Unavailable.class)
          .hasMessageContaining(words);
      assertThatThrownBy(() -> put(store))
          .isInstanceOf(Failure.Unavailable.class)
          .hasMessageContaining(words);
    }
  }

  @Test
  void a_store_that_asks_to_slow_down_is_asked_again_a_few_times_and_then_told_of()
      throws IOException {
    try (var busy = refusing(503, "SlowDown", Integer.MAX_VALUE);
        var store = open(busy.url())) {
      assertThatThrownBy(() -> store.open(digest)).isInstanceOf(Failure.Busy.class);

      assertThat(busy.asked()).isBetween(2, 5);
    }
  }

  @Test
  void a_store_that_is_busy_once_is_asked_again() throws IOException {
    try (var busy = refusing(503, "SlowDown", 1);
        var store = open(busy.url())) {
      assertThat(store.list("", new PageRequest(5, Optional.empty())).items()).isEmpty();
      assertThat(busy.asked()).isEqualTo(2);
    }
  }

  private static RefusingServer refusing(int status, String code, int times) throws IOException {
    return new RefusingServer(
        status,
        times,
        "application/xml",
        "<Error><Code>" + code + "</Code><Message>no</Message></Error>",
        "<ListBucketResult><IsTruncated>false</IsTruncated></ListBucketResult>");
  }

  private void put(S3BlobStore store) throws IOException {
    store.put(BlobUpload.of(digest).sized(bytes.length), Bodies.stream(bytes));
  }

  private byte[] read(S3BlobStore store) throws IOException {
    try (var in = store.open(digest)) {
      return in.readAllBytes();
    }
  }

  private void assertNothingVisible() {
    assertThat(direct.list("", new PageRequest(5, Optional.empty())).items()).isEmpty();
    assertThat(direct.sizeBytes(digest)).isEmpty();
    assertThatThrownBy(() -> direct.open(digest)).isInstanceOf(Failure.NotFound.class);
  }
}
