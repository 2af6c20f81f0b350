// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.cairn.acceptance.server.Planted;
import io.cairn.acceptance.server.ServerProcess;
import io.cairn.acceptance.server.ServerProcess.Start;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills the server by SIGKILL while eight clients write, at each of the named [KillPoints] and at
/// random moments, and starts it again on the same data folder. Nothing that was acknowledged may
/// be lost, nothing may be half there, and no hand may be needed.
///
/// A short round of some points by default; all points and 200 rounds with `./cairn test --long`.
class KillTest {
  private static final boolean IS_LONG = Boolean.getBoolean("testing.long");
  private static final int RANDOM_ROUNDS = Integer.getInteger("testing.kills", IS_LONG ? 200 : 1);
  private static final int POINTS = IS_LONG ? Integer.MAX_VALUE : 3;
  private static final Duration MAX_RESTART = Duration.ofSeconds(30);
  // Passing a point takes so long at most; some are passed by every third write only.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final long seed = Long.getLong("testing.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final Acknowledged acknowledged = new Acknowledged();

  @Test
  void what_was_acknowledged_is_there_after_a_kill_at_any_point()
      throws IOException, InterruptedException, ExecutionException {
    var points = KillPoints.all();
    var classes = points.planted().compile(folder.resolve("planted"));
    var names = new ArrayList<>(points.names());
    assertThat(names).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(20);
    Collections.shuffle(names, random);
    var rounds = names.stream().limit(POINTS).toList();

    var passed = new TreeSet<String>();
    var slowest = Duration.ZERO;
    for (var round = 0; round < rounds.size(); round++) {
      var name = rounds.get(round);
      try (var server = ServerProcess.start(plantedStart(classes, name))) {
        slowest = longer(slowest, recover(server, round));
        killAt(server, round);
        assertThat(folder.resolve("passed")).as("seed %d", seed).hasContent(name);
        passed.add(name);
      }
    }
    for (var round = 0; round < RANDOM_ROUNDS; round++) {
      try (var server = ServerProcess.start(start())) {
        slowest = longer(slowest, recover(server, rounds.size() + round));
        killAtRandom(server, rounds.size() + round);
      }
      if (round % 50 == 49) {
        System.out.printf("kills: %d points, %d random so far%n", passed.size(), round + 1);
      }
    }
    try (var server = ServerProcess.start(start());
        var audit = new Audit(server, acknowledged)) {
      audit.check(acknowledged.versions().entrySet());
    }

    assertThat(passed).hasSameSizeAs(rounds);
    assertThat(slowest).isLessThan(MAX_RESTART);
    System.out.printf(
        "kills: seed %d, %d named points, %d random, %d versions acknowledged, none lost,"
            + " slowest restart %d ms%n",
        seed, passed.size(), RANDOM_ROUNDS, acknowledged.versions().size(), slowest.toMillis());
  }

  @Test
  void a_move_of_an_alias_that_is_answered_before_its_commit_is_found_out() throws IOException {
    // Planted: the answer comes from a transaction that is undone; the real one runs later.
    var planted =
        new Planted()
            .replace(
                "registry-core/src/main/java/io/cairn/core/artifact/SetAlias.java",
                "    return facts.write(tx -> {",
                """
                    java.util.function.Function<io.cairn.core.fact.Tx, AliasView> change = tx -> {\
                """)
            .replace(
                "registry-core/src/main/java/io/cairn/core/artifact/SetAlias.java",
                "orElseThrow();\n    });\n",
                """
                orElseThrow();
                    };
                    var told = new java.util.concurrent.atomic.AtomicReference<AliasView>();
                    try {
                      facts.write(tx -> {
                        told.set(change.apply(tx));
                        throw new IllegalStateException("undone");
                      });
                    } catch (IllegalStateException _) {
                      Thread.ofVirtual().start(() -> {
                        try {
                          Thread.sleep(3_000);
                        } catch (InterruptedException e) {
                          return;
                        }
                        facts.write(change);
                      });
                    }
                    return told.get();
                """);
    var classes = planted.compile(folder.resolve("planted"));

    assertThatThrownBy(() -> runRandomRounds(start().classPath(classes)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("alias");
  }

  @Test
  void bytes_that_get_their_name_before_they_are_verified_are_found_out() throws IOException {
    var planted =
        new Planted()
            .replace(
                "storage-adapters/src/main/java/io/cairn/storage/local/LocalBlobStore.java",
                "      var stored = intake.receive(upload, body, file::write);",
                """
                      StoredBlob stored;
                      try {
                        stored = intake.receive(upload, body, file::write);
                      } catch (Failure.DigestMismatch e) {
                        var target = files.file(upload.digest().orElseThrow());
                        file.renameTo(target);
                        io.cairn.acceptance.server.KillPoint.at("planted.renamed");
                        Files.delete(target);
                        throw e;
                      }
                """);
    var classes = planted.compile(folder.resolve("planted"));

    assertThatThrownBy(
            () -> {
              try (var server = ServerProcess.start(plantedStart(classes, "planted.renamed"))) {
                recover(server, 0);
                killAt(server, 0);
              }
              try (var server = ServerProcess.start(start())) {
                recover(server, 1);
              }
            })
        .isInstanceOf(AssertionError.class);
  }

  private void runRandomRounds(Start start)
      throws IOException, InterruptedException, ExecutionException {
    for (var round = 0; round < 4; round++) {
      try (var server = ServerProcess.start(start)) {
        recover(server, round);
        killAtRandom(server, round);
      }
    }
    fail("nothing was found in 4 rounds");
  }

  private Start start() {
    return new Start(folder.resolve("data"));
  }

  private Start plantedStart(List<Path> classes, String point) {
    return start()
        .classPath(classes)
        .java(
            "-Dkillpoint.name=" + point,
            "-Dkillpoint.count=" + (1 + random.nextInt(4)),
            "-Dkillpoint.armed=" + folder.resolve("armed"));
  }

  /// Compares what was acknowledged since the last kill; answers how long the restart took.
  private Duration recover(ServerProcess server, int round) throws IOException {
    if (round == 0) {
      Workload.prepare(server);
      return Duration.ZERO;
    }
    try (var audit = new Audit(server, acknowledged)) {
      audit.check(acknowledged.takeNewVersions());
    }
    return server.untilReady();
  }

  private void killAt(ServerProcess server, int round)
      throws IOException, InterruptedException, ExecutionException {
    Files.deleteIfExists(folder.resolve("passed"));
    Files.createFile(folder.resolve("armed"));
    try (var workload = Workload.start(server, round, acknowledged)) {
      if (!server.awaitEnd(PATIENCE)) {
        workload.stop();
        fail("the point was never passed");
      }
      workload.stop();
    } finally {
      Files.delete(folder.resolve("armed"));
    }
  }

  private void killAtRandom(ServerProcess server, int round)
      throws InterruptedException, ExecutionException {
    try (var workload = Workload.start(server, round, acknowledged)) {
      // On a slow machine too there must be something to lose.
      var enough = acknowledged.count() + 40;
      var until = System.nanoTime() + PATIENCE.toNanos();
      while (acknowledged.count() < enough && System.nanoTime() < until) {
        Thread.sleep(10);
      }
      Thread.sleep(random.nextInt(1_000));
      server.kill();
      workload.stop();
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
