// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.acceptance.server.Planted;
import io.cairn.acceptance.server.ServerProcess;
import io.cairn.acceptance.server.ServerProcess.Start;
import io.cairn.acceptance.server.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills the server by SIGKILL in the middle of a collection of garbage. After the restart it goes
/// on by itself: what is needed is whole, what is not is gone, and what went can be sent again.
///
/// One point by default, all of them with `./cairn test --long`.
class GcKillTest {
  private static final boolean IS_LONG = Boolean.getBoolean("testing.long");
  private static final String COLLECT =
      "registry-core/src/main/java/io/cairn/core/retention/CollectGarbage.java";
  private static final int VERSIONS = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private static final Map<String, String> POINTS =
      Map.of(
          "gc.deleted-one", "        store.delete(digest);",
          "gc.doomed", "          GarbageRows.doom(tx, still, timeline.now());",
          "gc.begun", "      var last = facts.write(tx -> begin(tx, all, judged));",
          "gc.ended", "        Removals.end(tx, gone);");

  @TempDir Path folder;

  @Test
  void a_collection_that_was_killed_harms_nothing_and_goes_on() throws Exception {
    var planted = new Planted();
    POINTS.forEach((name, anchor) ->
        planted.after(
            COLLECT, anchor, "io.cairn.acceptance.server.KillPoint.at(\"" + name + "\");"));
    var classes = planted.compile(folder.resolve("planted"));
    for (var point : IS_LONG ? List.copyOf(POINTS.keySet()) : List.of("gc.deleted-one")) {
      killAt(point, classes);
    }
  }

  private void killAt(String point, List<Path> classes) throws Exception {
    var data = folder.resolve(point).resolve("data");
    var armed = Files.createDirectories(data.getParent()).resolve("armed");
    var killed =
        start(data)
            .classPath(classes)
            .java("-Dkillpoint.name=" + point, "-Dkillpoint.armed=" + armed);
    try (var server = ServerProcess.start(killed);
        var admin = server.admin()) {
      Session.ok(admin.json("POST", "/teams", Map.of("name", "crash")));
      for (var i = 0; i < VERSIONS; i++) {
        log(admin, i);
      }
      for (var i = 0; i < VERSIONS; i += 2) {
        Session.ok(admin.json("DELETE", collection(i) + "/versions/v0", Map.of()));
      }
      // Longer than window and grace.
      LockSupport.parkNanos(Duration.ofMillis(2_500).toNanos());
      Files.createFile(armed);
      Session.ok(admin.json("POST", "/gc", Map.of("dryRun", false)));
      assertThat(server.awaitEnd(PATIENCE)).as(point).isTrue();
      assertThat(armed.resolveSibling("passed")).hasContent(point);
    }
    try (var server = ServerProcess.start(start(data));
        var admin = server.admin()) {
      assertThat(awaitEnd(admin, "/gc").path("state").asText()).as(point).isEqualTo("done");
      for (var i = 0; i < VERSIONS; i++) {
        assertThat(Files.exists(stored(data, i))).as("%s %d", point, i).isEqualTo(i % 2 == 1);
      }
      log(admin, 0);
      Session.ok(admin.json("POST", "/scrub", Map.of("bytesPerSecond", 0)));
      var scrub = awaitEnd(admin, "/scrub");
      assertThat(scrub.at("/report/damaged").asLong()).as(point).isZero();
      assertThat(scrub.path("blobs").asLong()).as(point).isPositive();
      assertThat(Files.exists(stored(data, 0))).isTrue();
    }
  }

  private static Start start(Path data) {
    return new Start(data)
        .java(
            "-Dcairn.gc.grace=1S",
            "-Dcairn.gc.trash=0S",
            "-Dcairn.gc.max-fraction=1",
            "-Dcairn.retention.undelete-window=0S");
  }

  private static JsonNode awaitEnd(Session admin, String route) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      var job = Session.ok(admin.get(route)).json();
      var isOpen = List.of("waiting", "running").contains(job.path("state").asText());
      if (!isOpen || System.nanoTime() > end) {
        return job;
      }
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }

  private static void log(Session admin, int number) {
    var draft =
        Session.ok(admin.json("POST", collection(number) + "/drafts", Map.of("type", "model")))
            .json()
            .get("id")
            .asText();
    var content = content(number);
    Session.ok(
        admin.bytes(
            "PUT", "/drafts/" + draft + "/blobs/sha256:" + Content.sha256(content), content));
    var manifest =
        "{\"cairn\":\"manifest/1\"}\n{\"path\":\"a\",\"size\":%d,\"sha256\":\"%s\"}\n"
            .formatted(content.length, Content.sha256(content));
    Session.ok(
        admin.bytes(
            "PUT", "/drafts/" + draft + "/manifest", manifest.getBytes(StandardCharsets.UTF_8)));
    Session.ok(admin.json("POST", "/drafts/" + draft + "/commit", Map.of()));
  }

  private static String collection(int number) {
    return "/teams/crash/projects/p/collections/c" + number;
  }

  private static byte[] content(int number) {
    return ("content " + number).repeat(100).getBytes(StandardCharsets.UTF_8);
  }

  private static Path stored(Path data, int number) {
    var hex = Content.sha256(content(number));
    return data.resolve("blobs/sha256").resolve(hex.substring(0, 2)).resolve(hex);
  }
}
