// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.acceptance.server.ServerProcess;
import io.cairn.acceptance.server.ServerProcess.Start;
import io.cairn.acceptance.server.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// A thousand clients that send a byte a second, deep JSON, bodies that unpack to gigabytes, and
/// uploads that are cut off: a normal call beside them is answered within a second, and when they
/// are gone no thread, file handle or file of theirs is left (security rules I5, I10, L1, L7).
@TestInstance(Lifecycle.PER_CLASS)
class HostileClientsTest {
  private static final boolean IS_LONG = Boolean.getBoolean("testing.long");
  private static final int SLOW = 1_000;
  private static final int CUT_UPLOADS = IS_LONG ? 500 : 40;
  private static final Duration ENOUGH = Duration.ofSeconds(1);
  // The pool keeps threads that it made for normal calls.
  private static final int POOLED_THREADS = 16;

  private final ServerProcess server;
  private final Session session;
  private final long seed = Long.getLong("testing.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final List<Long> callNanos = new ArrayList<>();

  HostileClientsTest(@TempDir Path folder) {
    // By default a head may take 10 s and a body 50 s; the short round does not wait as long.
    var start = new Start(folder.resolve("data"));
    var hurried = start.java("-Dcairn.http.head-timeout=PT3S", "-Dcairn.http.body-grace=PT4S");
    server = ServerProcess.start(IS_LONG ? start : hurried);
    session = server.admin();
    Session.ok(session.json("POST", "/teams", Map.of("name", "busy")));
  }

  @AfterAll
  void stop() {
    session.close();
    server.close();
  }

  @BeforeEach
  void warmUp() {
    for (var i = 0; i < 20; i++) {
      normalCalls();
    }
    callNanos.clear();
  }

  @Test
  void a_thousand_slow_clients_slow_nobody_and_are_ended()
      throws IOException, InterruptedException {
    try (var slow = new SlowClients()) {
      var draft = openDraft();
      var before = Footprint.of(server);

      var began = System.nanoTime();
      slow.connect(
          server.port(),
          SLOW / 4,
          new byte[0],
          "GET /api/v1/whoami HTTP/1.1\r\nX: ".getBytes(US_ASCII));
      slow.connect(
          server.port(),
          SLOW / 4,
          head("POST", "/teams", "application/json"),
          "{ ".getBytes(US_ASCII));
      slow.connect(
          server.port(),
          SLOW / 4,
          head("POST", "/drafts/" + draft + "/blobs", "application/vnd.cairn.blobs"),
          new byte[] {7});
      slow.connect(
          server.port(),
          SLOW / 4,
          head("POST", "/drafts/" + draft + "/uploads", "application/octet-stream"),
          new byte[] {7});
      slow.begin();
      await(
          Duration.ofSeconds(75),
          () -> {
            normalCalls();
            return slow.left() == 0;
          });
      var took = Duration.ofNanos(System.nanoTime() - began);

      assertThat(took).isLessThan(Duration.ofSeconds(60));
      assertCallsWereQuick();
      assertNothingLeft(draft, before);
      System.out.printf(
          "slow clients: %d, all ended after %d s, slowest normal call beside them %d ms, %s%n",
          SLOW, took.toSeconds(), slowestMillis(), Footprint.of(server));
    }
  }

  @Test
  void deep_json_and_packed_bombs_are_refused_at_once() throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var draft = openDraft();
      var deep = "{\"name\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
      var metadata = "{\"metadata\":{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}}";
      var bomb = bomb(IS_LONG ? 160 : 40);
      var before = Footprint.of(server);

      timed(() -> assertThat(send("/teams", deep)).isEqualTo(400));
      timed(() -> assertThat(send("/drafts/" + draft + "/commit", metadata)).isEqualTo(400));
      for (var path : List.of("/teams", "/drafts/" + draft + "/blobs")) {
        var answer = http.send(packed(path, bomb), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path).isEqualTo(400);
        assertThat(answer.body()).contains("Content-Encoding");
        normalCalls();
      }

      assertCallsWereQuick();
      assertThat(Footprint.of(server).residentKib() - before.residentKib()).isLessThan(64 << 10);
      assertNothingLeft(draft, before);
    }
  }

  @Test
  void uploads_that_are_cut_off_go_on_and_leave_nothing()
      throws IOException, InterruptedException, NoSuchAlgorithmException {
    try (var http = HttpClient.newHttpClient()) {
      var draft = openDraft();
      var before = Footprint.of(server);

      for (var i = 0; i < CUT_UPLOADS; i++) {
        upload(http, draft);
        if (i % 10 == 0) {
          normalCalls();
        }
      }

      assertCallsWereQuick();
      assertNothingLeft(draft, before);
      System.out.printf(
          "cut uploads: seed %d, %d cut and gone on with, slowest normal call %d ms, %s%n",
          seed, CUT_UPLOADS, slowestMillis(), Footprint.of(server));
    }
  }

  /// Begins, is cut off somewhere, asks where to go on, and sends the rest.
  private void upload(HttpClient http, String draft)
      throws IOException, InterruptedException, NoSuchAlgorithmException {
    var bytes = new byte[100_000 + random.nextInt(400_000)];
    random.nextBytes(bytes);
    var begun =
        http.send(
            request("/drafts/" + draft + "/uploads")
                .header("Upload-Complete", "?0")
                .header("Upload-Length", Integer.toString(bytes.length))
                .POST(BodyPublishers.noBody())
                .build(),
            BodyHandlers.ofString());
    assertThat(begun.statusCode()).isEqualTo(201);
    var place = begun.headers().firstValue("Location").orElseThrow();

    try (var socket = new Socket("127.0.0.1", server.port())) {
      var out = socket.getOutputStream();
      out.write(
          ("PATCH "
                  + place
                  + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                  + key()
                  + "\r\nContent-Type: application/partial-upload\r\nUpload-Offset: 0\r\n"
                  + "Upload-Complete: ?1\r\nContent-Length: "
                  + bytes.length
                  + "\r\n\r\n")
              .getBytes(US_ASCII));
      out.write(bytes, 0, random.nextInt(bytes.length));
      if (random.nextBoolean()) {
        // A reset instead of a proper end.
        socket.setSoLinger(true, 0);
      }
    }

    var offset = offset(http, place);
    var done = finish(http, place, bytes, offset);
    assertThat(done.statusCode()).as(done.body()).isIn(200, 201);
    assertThat(done.body())
        .contains(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
  }

  private int offset(HttpClient http, String place) throws IOException, InterruptedException {
    var answer =
        http.send(
            request(place.substring("/api/v1".length()))
                .method("HEAD", BodyPublishers.noBody())
                .build(),
            BodyHandlers.discarding());
    return Integer.parseInt(answer.headers().firstValue("Upload-Offset").orElseThrow());
  }

  private HttpResponse<String> finish(HttpClient http, String place, byte[] bytes, int from)
      throws IOException, InterruptedException {
    var offset = from;
    for (var attempt = 0; ; attempt++) {
      var answer =
          http.send(
              request(place.substring("/api/v1".length()))
                  .header("Content-Type", "application/partial-upload")
                  .header("Upload-Offset", Integer.toString(offset))
                  .header("Upload-Complete", "?1")
                  .method("PATCH", BodyPublishers.ofByteArray(bytes, offset, bytes.length - offset))
                  .build(),
              BodyHandlers.ofString());
      // What the cut request still had in its hands may come behind the answer to HEAD.
      if (answer.statusCode() != 409 || attempt == 20) {
        return answer;
      }
      offset = offset(http, place);
    }
  }

  private String openDraft() {
    return Session.ok(
            session.json(
                "POST", "/teams/busy/projects/p/collections/c/drafts", Map.of("type", "dataset")))
        .json()
        .get("id")
        .asText();
  }

  /// A read, and two writes.
  private void normalCalls() {
    timed(() -> Session.ok(session.get("/whoami")));
    timed(() -> Session.ok(session.json("DELETE", "/drafts/" + openDraft(), Map.of())));
  }

  private void timed(Runnable call) {
    var began = System.nanoTime();
    call.run();
    callNanos.add(System.nanoTime() - began);
  }

  /// The draft is given up too, and with it what it leased.
  private void assertNothingLeft(String draft, Footprint before) throws InterruptedException {
    Session.ok(session.json("DELETE", "/drafts/" + draft, Map.of()));
    var until = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    var now = Footprint.of(server);
    while (!isClean(now, before)) {
      assertThat(System.nanoTime()).as("left: %s, before: %s", now, before).isLessThan(until);
      Thread.sleep(100);
      now = Footprint.of(server);
    }
    var open = Session.ok(session.get("/drafts")).json().get("items");
    assertThat(open).isEmpty();
  }

  private long slowestMillis() {
    return Collections.max(callNanos) / 1_000_000;
  }

  /// One call in a hundred may be slow because something else has the machine.
  private void assertCallsWereQuick() {
    var sorted = callNanos.stream().sorted().toList();
    var last = sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1);
    assertThat(Duration.ofNanos(last)).as("of %d calls", sorted.size()).isLessThan(ENOUGH);
  }

  private static boolean isClean(Footprint now, Footprint before) {
    return now.handles() <= before.handles() + 4
        && now.threads() <= before.threads() + POOLED_THREADS
        && now.temporaries() == 0
        && now.staged() == 0;
  }

  private static void await(Duration patience, BooleanSupplier condition)
      throws InterruptedException {
    var until = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(until);
      Thread.sleep(100);
    }
  }

  private byte[] head(String method, String path, String type) throws IOException {
    return (method
            + " /api/v1"
            + path
            + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
            + key()
            + "\r\nContent-Type: "
            + type
            + "\r\nContent-Length: 1000000\r\n\r\n")
        .getBytes(US_ASCII);
  }

  private int send(String path, String body) {
    return session.bytes("POST", path, body.getBytes(UTF_8), "application/json").status();
  }

  /// Zeros that unpack to so many times 64 MiB: members of gzip, one behind the other (RFC 1952).
  private static byte[] bomb(int members) throws IOException {
    var one = new ByteArrayOutputStream();
    try (var packed = new GZIPOutputStream(one)) {
      var zeros = new byte[1 << 20];
      for (var i = 0; i < 64; i++) {
        packed.write(zeros);
      }
    }
    var all = new ByteArrayOutputStream();
    for (var i = 0; i < members; i++) {
      one.writeTo(all);
    }
    return all.toByteArray();
  }

  private HttpRequest packed(String path, byte[] bomb) throws IOException {
    return request(path)
        .header(
            "Content-Type",
            path.equals("/teams") ? "application/json" : "application/vnd.cairn.blobs")
        .header("Content-Encoding", "gzip")
        .POST(BodyPublishers.ofByteArray(bomb))
        .build();
  }

  private HttpRequest.Builder request(String path) throws IOException {
    return HttpRequest.newBuilder(server.url().resolve("/api/v1" + path))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + key());
  }

  private String key() throws IOException {
    return Files.readString(server.data().resolve("admin.key")).strip();
  }
}
