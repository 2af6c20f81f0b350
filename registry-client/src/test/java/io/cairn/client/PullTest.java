// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.cairn.client.CairnException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pulls from a server with faults that a sound one does not have.
class PullTest {
  private static final byte[] LARGE = bytes(3_000_000, 1);
  private static final byte[] SMALL = bytes(10, 2);

  @Test
  void a_line_that_breaks_is_taken_up_where_it_broke(@TempDir Path folder) throws Exception {
    var version = new StoredVersion(Map.of("large", LARGE, "sub/small", SMALL));
    var sent = new AtomicInteger();
    try (var server = new TinyServer();
        var cairn = server.client()) {
      version.serve(server, (exchange, bytes) -> breakOff(exchange, bytes, 700_000, sent));

      var result = cairn.artifacts().pull("m/d:v0", folder.resolve("to"));

      assertThat(folder.resolve("to/large")).hasBinaryContent(LARGE);
      assertThat(folder.resolve("to/sub/small")).hasBinaryContent(SMALL);
      assertThat(result.movedBytes()).isEqualTo(LARGE.length + SMALL.length);
      assertThat(sent.get()).isLessThan((int) (1.05 * (LARGE.length + SMALL.length)));
      assertThat(children(folder)).containsExactly("to");
    }
  }

  @Test
  void a_server_without_ranges_may_break_off_before_the_new_bytes(@TempDir Path folder)
      throws Exception {
    var version = new StoredVersion(Map.of("large", LARGE));
    var most = List.of(2_000_000, 1_000_000, LARGE.length).iterator();
    try (var server = new TinyServer();
        var cairn = server.client()) {
      version.serve(
          server,
          (exchange, bytes) -> {
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, most.next());
            exchange.getResponseBody().flush();
          });

      cairn.artifacts().pull("m/d:v0", folder.resolve("to"));

      assertThat(folder.resolve("to/large")).hasBinaryContent(LARGE);
    }
  }

  @Test
  void a_wrong_byte_leaves_nothing_under_the_name(@TempDir Path folder) throws Exception {
    var version = new StoredVersion(Map.of("large", LARGE, "small", SMALL));
    try (var server = new TinyServer();
        var cairn = server.client()) {
      version.serve(
          server,
          (exchange, bytes) -> {
            var bad = bytes.clone();
            bad[bad.length / 2] ^= 1;
            TinyServer.send(exchange, 200, bad);
          });

      assertThatThrownBy(() -> cairn.artifacts().pull("m/d:v0", folder.resolve("to")))
          .isInstanceOfSatisfying(
              CairnException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INTEGRITY))
          .hasMessageContaining("arrived damaged");
      assertThat(children(folder)).isEmpty();
    }
  }

  @Test
  void a_wrong_byte_leaves_the_former_pull_as_it_was(@TempDir Path folder) throws Exception {
    var target = folder.resolve("to");
    var former = new StoredVersion(Map.of("kept", SMALL));
    try (var server = new TinyServer();
        var cairn = server.client()) {
      former.serve(server, (exchange, bytes) -> TinyServer.send(exchange, 200, bytes));
      cairn.artifacts().pull("m/d:v0", target);
    }
    try (var server = new TinyServer();
        var cairn = server.client()) {
      new StoredVersion(Map.of("large", LARGE))
          .serve(
              server, (exchange, bytes) -> TinyServer.send(exchange, 200, new byte[LARGE.length]));

      assertThatThrownBy(() -> cairn.artifacts().pull("m/d:v0", target))
          .isInstanceOf(CairnException.class);

      assertThat(target.resolve("kept")).hasBinaryContent(SMALL);
      assertThat(cairn.artifacts().verify(target, Progress.NONE).isClean()).isTrue();
    }
  }

  @Test
  void a_wrong_manifest_is_refused(@TempDir Path folder) throws Exception {
    var version = new StoredVersion(Map.of("small", SMALL)).withDigest("sha256:" + "0".repeat(64));
    try (var server = new TinyServer();
        var cairn = server.client()) {
      version.serve(server, (exchange, bytes) -> TinyServer.send(exchange, 200, bytes));

      assertThatThrownBy(() -> cairn.artifacts().pull("m/d:v0", folder.resolve("to")))
          .isInstanceOfSatisfying(
              CairnException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INTEGRITY));
      assertThat(children(folder)).isEmpty();
    }
  }

  @Test
  void a_version_that_was_deleted_since_is_not_pulled(@TempDir Path folder) throws Exception {
    try (var server = new TinyServer();
        var cairn = server.client()) {
      server.on(
          "/api/v1/resolve",
          exchange -> TinyServer.send(exchange, 200, "{\"ref\":\"m/d:v0\",\"state\":\"deleted\"}"));

      assertThatThrownBy(() -> cairn.artifacts().pull("m/d:production~1", folder.resolve("to")))
          .isInstanceOfSatisfying(
              CairnException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND))
          .hasMessageContaining("'m/d:production~1' was m/d:v0, which is deleted since");
      assertThat(children(folder)).isEmpty();
    }
  }

  @Test
  void a_second_pull_moves_no_bytes_and_mends_what_is_wrong(@TempDir Path folder) throws Exception {
    var target = folder.resolve("to");
    var version = new StoredVersion(Map.of("a", SMALL, "b/large", LARGE, "b/twin", LARGE));
    try (var server = new TinyServer();
        var cairn = server.client()) {
      version.serve(server, (exchange, bytes) -> TinyServer.send(exchange, 200, bytes));
      assertThat(cairn.artifacts().pull("m/d:v0", target).movedFiles()).isEqualTo(2);

      var again = cairn.artifacts().pull("m/d:v0", target);
      Files.writeString(target.resolve("a"), "mended?");
      Files.delete(target.resolve("b/twin"));
      var mended = cairn.artifacts().pull("m/d:v0", target);

      assertThat(again.movedBytes()).isZero();
      assertThat(mended.movedBytes()).isEqualTo(SMALL.length);
      assertThat(target.resolve("a")).hasBinaryContent(SMALL);
      assertThat(target.resolve("b/twin")).hasBinaryContent(LARGE);
      assertThat(children(folder)).containsExactly("to");
    }
  }

  @Test
  void a_folder_of_other_make_is_replaced_by_force_only(@TempDir Path folder) throws Exception {
    var target = Files.createDirectories(folder.resolve("to"));
    Files.writeString(target.resolve("mine.txt"), "mine");
    var version = new StoredVersion(Map.of("a", SMALL));
    try (var server = new TinyServer();
        var cairn = server.client()) {
      version.serve(server, (exchange, bytes) -> TinyServer.send(exchange, 200, bytes));

      assertThatThrownBy(() -> cairn.artifacts().pull("m/d:v0", target))
          .hasMessageContaining("--force");
      assertThat(target.resolve("mine.txt")).hasContent("mine");

      cairn.artifacts().pull(PullRequest.of("m/d:v0", target).forced(true));
      assertThat(children(target)).containsExactlyInAnyOrder("a", ".cairn.json");
    }
  }

  @Test
  void own_files_in_a_pulled_folder_are_named_before_they_are_lost(@TempDir Path folder)
      throws Exception {
    var target = folder.resolve("to");
    var version = new StoredVersion(Map.of("a", SMALL));
    try (var server = new TinyServer();
        var cairn = server.client()) {
      version.serve(server, (exchange, bytes) -> TinyServer.send(exchange, 200, bytes));
      cairn.artifacts().pull("m/d:v0", target);
      Files.writeString(target.resolve("notes.txt"), "mine");

      assertThatThrownBy(() -> cairn.artifacts().pull("m/d:v0", target))
          .hasMessageContaining("notes.txt");
      assertThat(target.resolve("notes.txt")).hasContent("mine");
    }
  }

  @Test
  void an_own_file_under_the_name_of_a_reference_is_kept(@TempDir Path folder) throws Exception {
    var target = folder.resolve("to");
    var version = new StoredVersion(Map.of("a", SMALL), "far.bin");
    try (var server = new TinyServer();
        var cairn = server.client()) {
      version.serve(server, (exchange, bytes) -> TinyServer.send(exchange, 200, bytes));
      cairn.artifacts().pull("m/d:v0", target);
      Files.writeString(target.resolve("far.bin"), "fetched by hand");

      assertThatThrownBy(() -> cairn.artifacts().pull("m/d:v0", target))
          .hasMessageContaining("far.bin");
      assertThat(target.resolve("far.bin")).hasContent("fetched by hand");
    }
  }

  @Test
  void a_file_outside_that_a_link_means_shares_no_bytes(@TempDir Path folder) throws Exception {
    var target = folder.resolve("to");
    var outside = Files.write(folder.resolve("outside"), SMALL);
    var version = new StoredVersion(Map.of("a", SMALL, "b", LARGE));
    try (var server = new TinyServer();
        var cairn = server.client()) {
      version.serve(server, (exchange, bytes) -> TinyServer.send(exchange, 200, bytes));
      cairn.artifacts().pull("m/d:v0", target);
      Files.delete(target.resolve("a"));
      Files.createSymbolicLink(target.resolve("a"), outside);
      Files.delete(target.resolve("b"));

      cairn.artifacts().pull("m/d:v0", target);

      assertThat(Files.isSameFile(target.resolve("a"), outside)).isFalse();
      assertThat(target.resolve("a")).hasBinaryContent(SMALL);
    }
  }

  @Test
  void a_target_lost_in_the_switch_is_put_back(@TempDir Path folder) throws Exception {
    var target = folder.resolve("to");
    var version = new StoredVersion(Map.of("a", SMALL));
    try (var server = new TinyServer();
        var cairn = server.client()) {
      version.serve(server, (exchange, bytes) -> TinyServer.send(exchange, 200, bytes));
      var digest = cairn.artifacts().pull("m/d:v0", target).version().digest();
      Files.writeString(target.resolve("notes.txt"), "mine");
      var work = Files.createDirectories(folder.resolve(".to.cairn-" + digest.substring(7, 23)));
      Files.move(target, work.resolve("old"));

      assertThatThrownBy(() -> cairn.artifacts().pull("m/d:v0", target))
          .hasMessageContaining("notes.txt");
      assertThat(target.resolve("notes.txt")).hasContent("mine");
      assertThat(children(folder)).containsExactly("to");
    }
  }

  @Test
  void a_server_that_goes_away_for_good_keeps_what_came(@TempDir Path folder) throws Exception {
    var version = new StoredVersion(Map.of("large", LARGE));
    var target = folder.resolve("to");
    var sent = new AtomicInteger();
    try (var server = new TinyServer();
        var cairn = server.client()) {
      var left = new AtomicInteger(2);
      version.serve(
          server,
          (exchange, bytes) ->
              breakOff(exchange, bytes, left.getAndDecrement() > 0 ? 1_000_000 : 0, sent));
      assertThatThrownBy(() -> cairn.artifacts().pull("m/d:v0", target))
          .isInstanceOfSatisfying(
              CairnException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TRY_AGAIN));
      assertThat(target).doesNotExist();
    }
    try (var server = new TinyServer();
        var cairn = server.client()) {
      version.serve(server, (exchange, bytes) -> breakOff(exchange, bytes, 9_000_000, sent));

      cairn.artifacts().pull("m/d:v0", target);

      assertThat(target.resolve("large")).hasBinaryContent(LARGE);
      assertThat(sent.get()).isLessThan((int) (1.05 * LARGE.length));
      assertThat(children(folder)).containsExactly("to");
    }
  }

  /// Answers a range, but at most `most` bytes of it; then the line breaks.
  private static void breakOff(HttpExchange exchange, byte[] bytes, int most, AtomicInteger sent)
      throws IOException {
    var range = exchange.getRequestHeaders().getFirst("Range");
    var from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=([0-9]+)-", "$1"));
    if (range != null) {
      exchange
          .getResponseHeaders()
          .add("Content-Range", "bytes " + from + "-" + (bytes.length - 1) + "/" + bytes.length);
    }
    exchange.sendResponseHeaders(range == null ? 200 : 206, bytes.length - from);
    var part = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + most));
    exchange.getResponseBody().write(part);
    exchange.getResponseBody().flush();
    sent.addAndGet(part.length);
  }

  private static Iterable<String> children(Path folder) throws IOException {
    try (var children = Files.list(folder)) {
      return children.map(child -> child.getFileName().toString()).sorted().toList();
    }
  }

  private static byte[] bytes(int size, int seed) {
    var bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  @Test
  void a_folder_is_never_pulled_over_the_working_folder() {
    var version = new StoredVersion(new HashMap<>());
    try (var server = new TinyServer();
        var cairn = server.client()) {
      version.serve(server, (exchange, bytes) -> TinyServer.send(exchange, 200, bytes));

      assertThatThrownBy(() -> cairn.artifacts().pull("m/d:v0", Path.of(".")))
          .hasMessageContaining("working folder");
    }
  }
}
