// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What one pull leaves to the next.
class PullAgainTest {
  private static final byte[] LARGE = new byte[3_000_000];
  private static final byte[] SMALL = "small".getBytes(StandardCharsets.UTF_8);

  static {
    new Random(1).nextBytes(LARGE);
  }

  @TempDir Path folder;

  @Test
  void a_pull_into_another_folder_moves_no_bytes() {
    var version = new StoredVersion(Map.of("large", LARGE, "small", SMALL));
    try (var server = new TinyServer();
        var cairn = server.client()) {
      version.serve(server, (exchange, bytes) -> TinyServer.send(exchange, 200, bytes));

      assertThat(pull(cairn, "one", true).movedFiles()).isEqualTo(2);
      assertThat(pull(cairn, "two", true).movedFiles()).isZero();
      assertThat(folder.resolve("two/large")).hasBinaryContent(LARGE);
      assertThat(pull(cairn, "three", false).movedFiles()).isEqualTo(2);
    }
  }

  @Test
  void a_damaged_file_in_the_cache_is_fetched_anew() throws IOException {
    var version = new StoredVersion(Map.of("large", LARGE));
    try (var server = new TinyServer();
        var cairn = server.client()) {
      version.serve(server, (exchange, bytes) -> TinyServer.send(exchange, 200, bytes));
      pull(cairn, "one", true);
      try (var kept = Files.walk(folder.resolve("cache/blobs"))) {
        Files.write(
            kept.filter(Files::isRegularFile).findFirst().orElseThrow(), new byte[3_000_000]);
      }

      assertThat(pull(cairn, "two", true).movedFiles()).isEqualTo(1);
      assertThat(folder.resolve("two/large")).hasBinaryContent(LARGE);
      assertThat(pull(cairn, "three", true).movedFiles()).isZero();
    }
  }

  @Test
  void a_folder_that_a_killed_pull_of_another_version_left_aside_comes_back() throws IOException {
    var former = new StoredVersion(Map.of("kept", SMALL));
    try (var server = new TinyServer();
        var cairn = server.client()) {
      former.serve(server, (exchange, bytes) -> TinyServer.send(exchange, 200, bytes));
      pull(cairn, "to", false);
    }
    // As a pull of v7 leaves it that was killed between its two renames.
    var work = Files.createDirectories(folder.resolve(".to.cairn-0123456789abcdef"));
    Files.move(folder.resolve("to"), work.resolve("old"));
    try (var server = new TinyServer();
        var cairn = server.client()) {
      new StoredVersion(Map.of("large", LARGE))
          .serve(server, (exchange, bytes) -> TinyServer.send(exchange, 200, new byte[3_000_000]));

      assertThatThrownBy(() -> pull(cairn, "to", false)).isInstanceOf(CairnException.class);

      assertThat(folder.resolve("to/kept")).hasBinaryContent(SMALL);
    }
  }

  @Test
  @Timeout(60)
  void a_body_that_goes_silent_ends_with_an_error() throws Exception {
    var end = new CountDownLatch(1);
    try (var server = new TinyServer();
        var http = HttpClient.newHttpClient()) {
      server.on(
          "/silent",
          exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(SMALL);
            exchange.getResponseBody().flush();
            try {
              end.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      var request = HttpRequest.newBuilder(server.url().resolve("/silent")).build();
      var body = http.send(request, BodyHandlers.ofInputStream()).body();
      try (var watched = new WatchedBody(body, Duration.ofMillis(300))) {
        assertThat(watched.readNBytes(SMALL.length)).isEqualTo(SMALL);
        assertThatThrownBy(watched::readAllBytes)
            .isInstanceOf(IOException.class)
            .hasMessageContaining("nothing came");
      } finally {
        end.countDown();
        http.shutdownNow();
      }
    }
  }

  private PullResult pull(CairnClient cairn, String target, boolean isCached) {
    var cache =
        Optional.of(new CacheFolder(folder.resolve("cache"), 1L << 30, false))
            .filter(_ -> isCached);
    return cairn
        .artifacts()
        .pull(
            PullRequest.of("m/d:v0", folder.resolve(target))
                .options(TransferOptions.DEFAULT.cache(cache)));
  }
}
