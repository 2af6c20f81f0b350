// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import io.cairn.storage.contract.StoreServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines that break, and servers that say no.
@ExtendWith(ServersLive.class)
class GcsFaultTest {
  private static final int PART = 1 << 20;
  private static Optional<GcsServer> server = Optional.empty();
  private static FaultyLine line;

  private final HashingPool hashing = new HashingPool(2);
  private final String prefix = "it/" + UUID.randomUUID() + "/";
  private final List<GcsBlobStore> opened = new ArrayList<>();

  /// One that sends its clients back over the line when they go on with an upload.
  @BeforeAll
  static void a_server_behind_a_line() throws IOException {
    var port = StoreServer.freePort();
    line = new FaultyLine(URI.create("http://127.0.0.1:" + port));
    server = GcsServer.start(port, line.url().getAuthority());
    server.ifPresent(GcsServer::createBucket);
  }

  @AfterAll
  static void closeLine() throws IOException {
    line.close();
  }

  private GcsBlobStore open(URI endpoint) {
    return open(GcsServer.settings(endpoint, prefix, PART));
  }

  private GcsBlobStore overLine() {
    assumeTrue(server.isPresent(), "fake-gcs-server is not there");
    return open(line.url());
  }

  private GcsBlobStore impatient(int part) {
    var patience = new Patience(Duration.ofMillis(300));
    return open(GcsServer.settings(line.url(), prefix, part, patience));
  }

  private GcsBlobStore open(GcsSettings settings) {
    var made = GcsBlobStore.open(settings, hashing, Timeline.system());
    opened.add(made);
    return made;
  }

  @AfterEach
  void close() {
    line.cutUp(0, 0);
    line.cutDown(0, 0);
    line.stallUp(0, 0);
    line.stallDown(0, 0);
    line.corruptUp(0, 0);
    line.delay(0);
    opened.forEach(GcsBlobStore::close);
    hashing.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {900_000, 5_000_000})
  void a_write_whose_line_is_cut_is_sent_again(int length) throws IOException {
    var store = overLine();
    var bytes = Bodies.random(length, 1);
    line.cutUp(1, 500_000);

    store.put(BlobUpload.of(Digest.hash(bytes)), Bodies.stream(bytes));

    try (var in = store.open(Digest.hash(bytes))) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {900_000, 5_000_000})
  void a_write_whose_line_is_cut_again_and_again_leaves_nothing(int length) {
    var store = overLine();
    var bytes = Bodies.random(length, 2);
    line.cutUp(1_000, 100_000);

    assertThatThrownBy(() -> store.put(BlobUpload.of(Digest.hash(bytes)), Bodies.stream(bytes)))
        .isInstanceOf(Failure.Unavailable.class)
        .hasMessageMatching(".*\\((there is no connection|it lost what was sent).*");

    assertNothingVisible(store, Digest.hash(bytes));
  }

  @Test
  void a_large_write_that_is_damaged_on_the_line_is_found_out() {
    var store = overLine();
    var bytes = Bodies.random(5_000_000, 3);
    line.corruptUp(1, 600_000);

    assertThatThrownBy(() -> store.put(BlobUpload.of(Digest.hash(bytes)), Bodies.stream(bytes)))
        .isInstanceOf(Failure.Unavailable.class)
        .hasMessageContaining("damaged on the way");

    assertNothingVisible(store, Digest.hash(bytes));
  }

  @Test
  void a_slow_line_only_takes_longer() throws IOException {
    var store = overLine();
    var bytes = Bodies.random(3_000_000, 4);
    line.delay(2);

    store.put(BlobUpload.of(Digest.hash(bytes)), Bodies.stream(bytes));

    try (var in = store.open(Digest.hash(bytes))) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
  }

  @Test
  void a_read_whose_line_falls_silent_goes_on_over_another() throws IOException {
    var store = overLine();
    var bytes = Bodies.random(5_000_000, 5);
    store.put(BlobUpload.of(Digest.hash(bytes)), Bodies.stream(bytes));
    line.stallDown(1, 1_000_000);

    try (var in = impatient(PART).open(Digest.hash(bytes))) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
  }

  @Test
  void a_write_whose_line_takes_nothing_more_is_sent_over_another() throws IOException {
    var store = overLine();
    var bytes = Bodies.random(900_000, 6);
    line.stallUp(1, 500_000);

    impatient(PART).put(BlobUpload.of(Digest.hash(bytes)), Bodies.stream(bytes));

    try (var in = store.open(Digest.hash(bytes))) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
  }

  /// The chunk is within what the system takes for a line that nobody empties, or more than that.
  @ParameterizedTest
  @ValueSource(ints = {PART, 8 * PART})
  void a_write_whose_lines_all_take_nothing_more_ends_with_an_error_and_leaves_nothing(int part) {
    var store = overLine();
    var bytes = Bodies.random(9 * PART, part);
    line.stallUp(1_000, 500_000);

    assertThatThrownBy(
            () -> impatient(part).put(BlobUpload.of(Digest.hash(bytes)), Bodies.stream(bytes)))
        .isInstanceOf(Failure.Unavailable.class)
        .hasMessageMatching(".*\\((there is no connection|it lost what was sent).*");

    line.stallUp(0, 0);
    assertNothingVisible(store, Digest.hash(bytes));
  }

  @ParameterizedTest
  @CsvSource({
    "401,does not take the credentials",
    "403,denies access",
    "500,status 500",
  })
  void a_refusal_is_told_in_words(int status, String words) throws IOException {
    try (var refusing = refusing(status, Integer.MAX_VALUE)) {
      var store = open(refusing.url());
      assertThatThrownBy(() -> store.open(Digest.hash(new byte[0])))
          .isInstanceOf(Failure.Unavailable.class)
          .hasMessageContaining(words);
    }
  }

  @Test
  void a_store_that_asks_to_slow_down_is_asked_again_a_few_times_and_then_told_of()
      throws IOException {
    try (var busy = refusing(429, Integer.MAX_VALUE)) {
      var store = open(busy.url());
      assertThatThrownBy(() -> store.open(Digest.hash(new byte[0])))
          .isInstanceOf(Failure.Busy.class);

      assertThat(busy.asked()).isBetween(2, 6);
    }
  }

  @Test
  void a_store_that_is_busy_once_is_asked_again() throws IOException {
    try (var busy = refusing(503, 1)) {
      assertThat(open(busy.url()).list("", new PageRequest(5, Optional.empty())).items()).isEmpty();
      assertThat(busy.asked()).isEqualTo(2);
    }
  }

  private static RefusingServer refusing(int status, int times) throws IOException {
    return new RefusingServer(
        status,
        times,
        "application/json",
        "{\"error\":{\"code\":%d,\"message\":\"no\"}}".formatted(status),
        "{\"kind\":\"storage#objects\"}");
  }

  private void assertNothingVisible(GcsBlobStore store, Digest digest) {
    line.cutUp(0, 0);
    assertThat(store.list("", new PageRequest(5, Optional.empty())).items()).isEmpty();
    assertThat(store.sizeBytes(digest)).isEmpty();
  }
}
