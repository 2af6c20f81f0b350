// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.acceptance.server.CommandLine;
import io.cairn.acceptance.server.ServerProcess;
import io.cairn.acceptance.server.ServerProcess.Start;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `cairn admin backup` and `restore` killed again and again, at the beginning, among the blobs and
/// near the end: called again they go on, no server takes what is half restored, and in the end all
/// is there to the byte.
class BackupCutTest {
  private static final boolean IS_LONG = Boolean.getBoolean("testing.long");
  private static final int FILES = IS_LONG ? 5_000 : 400;
  private static final int CUTS_AMONG_BLOBS = IS_LONG ? 20 : 1;

  @TempDir Path folder;

  private final long seed = Long.getLong("testing.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void who_is_killed_goes_on_when_called_again() throws Exception {
    var source = files();
    var backup = folder.resolve("backup");
    var first = ServerProcess.start(new Start(folder.resolve("data")));
    var cairn = new CommandLine(first, folder);
    try (first) {
      cairn.ok("admin", "team", "create", "vision");
      cairn.ok("log", source.toString(), "--name", "vision/p/c", "--type", "model");

      var cuts =
          cutAgainAndAgain(
              cairn,
              backup.resolve("blobs"),
              () -> Files.exists(backup.resolve("unfinished")),
              "admin",
              "backup",
              backup.toString());

      assertThat(backup.resolve("backup.json")).doesNotExist();
      cairn.ok("admin", "backup", backup.toString());
      assertThat(backup.resolve("unfinished")).doesNotExist();
      assertThat(backup.resolve("parts")).doesNotExist();
      assertThat(cairn.ok("admin", "restore", backup.toString(), "--dry-run")).contains("whole");
      System.out.printf("backup cut: seed %d, with so many blobs there: %s%n", seed, cuts);
      first.kill();
    }
    restore(cairn, first, source, backup);
  }

  private void restore(CommandLine cairn, ServerProcess first, Path source, Path backup)
      throws Exception {
    var restored = folder.resolve("restored");
    var command =
        new String[] {"admin", "restore", backup.toString(), "--data-dir", restored.toString()};

    var cuts =
        cutAgainAndAgain(
            cairn,
            restored.resolve("blobs"),
            () -> Files.exists(restored.resolve("restoring")),
            command);

    assertThat(ServerProcess.refused(new Start(restored)).text())
        .contains("let 'cairn admin restore' end first");
    cairn.ok(command);
    System.out.printf("restore cut: seed %d, with so many blobs there: %s%n", seed, cuts);
    Files.copy(first.data().resolve("admin.key"), restored.resolve("admin.key"));
    try (var server = ServerProcess.start(new Start(restored))) {
      var again = new CommandLine(server, folder);
      again.ok("verify", "--server");
      again.ok("pull", "vision/p/c:v0", "--to", folder.resolve("pulled").toString(), "--no-cache");
      again.ok("verify", "vision/p/c:v0", source.toString());
    }
  }

  /// Kills it when it has begun, and then when so many blobs have come.
  ///
  /// @return how many blobs were there each time
  private List<Long> cutAgainAndAgain(
      CommandLine cairn, Path blobs, BooleanSupplier hasBegun, String... words)
      throws IOException, InterruptedException {
    var cuts = new ArrayList<Long>();
    cuts.add(cut(cairn, blobs, hasBegun, words));
    var wanted =
        IntStream.generate(() -> 1 + random.nextInt(FILES * 9 / 10))
            .limit(CUTS_AMONG_BLOBS)
            .sorted()
            .toArray();
    for (var each : wanted) {
      cuts.add(cut(cairn, blobs, () -> count(blobs) >= each, words));
    }
    return cuts;
  }

  private long cut(CommandLine cairn, Path blobs, BooleanSupplier isTime, String... words)
      throws IOException, InterruptedException {
    var log = Files.createTempFile(folder, "cut", ".log");
    var process = cairn.start(log, words);
    while (process.isAlive() && !isTime.getAsBoolean()) {
      Thread.sleep(1);
    }
    process.destroyForcibly();
    var exitCode = process.waitFor();
    assertThat(exitCode).as("seed %d: %s", seed, Files.readString(log)).isEqualTo(137);
    return count(blobs);
  }

  private static long count(Path blobs) {
    return names(blobs.resolve("sha256"))
        .flatMap(shard -> names(blobs.resolve("sha256").resolve(shard)))
        .filter(name -> name.length() == 64)
        .count();
  }

  private static Stream<String> names(Path folder) {
    return Optional.ofNullable(folder.toFile().list()).stream().flatMap(Stream::of);
  }

  private Path files() throws IOException {
    var out = Files.createDirectories(folder.resolve("out"));
    for (var i = 0; i < FILES; i++) {
      var bytes = new byte[1 + random.nextInt(8_000)];
      random.nextBytes(bytes);
      Files.write(out.resolve("file-" + i), bytes);
    }
    return out;
  }
}
