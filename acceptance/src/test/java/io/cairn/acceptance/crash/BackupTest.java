// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.acceptance.server.CommandLine;
import io.cairn.acceptance.server.ServerProcess;
import io.cairn.acceptance.server.ServerProcess.Start;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Backs a server up while eight clients write, kills it, and makes another of the backup: what was
/// acknowledged before the backup began is there, to the byte, and nothing is half there. A blob
/// that the backup lost is named with the versions that it hits.
class BackupTest {
  private static final int ENOUGH = 30;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final Acknowledged acknowledged = new Acknowledged();

  @Test
  void a_backup_taken_while_others_write_takes_the_place_of_a_server_that_is_gone()
      throws IOException, InterruptedException, ExecutionException {
    var backup = folder.resolve("backup");
    var before = new Acknowledged();
    var first = ServerProcess.start(new Start(folder.resolve("data")));
    var cairn = new CommandLine(first, folder);
    try (first) {
      Workload.prepare(first);
      try (var workload = Workload.start(first, 0, acknowledged)) {
        await(ENOUGH);
        cairn.ok("admin", "backup", backup.toString());
        await(2 * ENOUGH);
        acknowledged.versions().forEach(before::version);
        // Into the same folder only what is new is moved; a file that rots there is found.
        rot(backup);
        assertThat(cairn.run("admin", "restore", backup.toString(), "--dry-run").exitCode())
            .isEqualTo(4);
        var again = cairn.ok("admin", "backup", backup.toString(), "--verify", "--json");
        assertThat(again).contains("\"ok\" : true").contains("\"bytesCopied\" : true");
        first.kill();
        workload.stop();
      }
    }

    var restored = folder.resolve("restored");
    var told = cairn.ok("admin", "restore", backup.toString(), "--data-dir", restored.toString());
    assertThat(told).contains("restored " + restored);
    // Keys are as they were.
    Files.copy(first.data().resolve("admin.key"), restored.resolve("admin.key"));
    try (var server = ServerProcess.start(new Start(restored));
        var audit = new Audit(server, before)) {
      assertThat(before.versions()).hasSizeGreaterThan(ENOUGH / 4);
      audit.check(before.versions().entrySet());
      new CommandLine(server, folder).ok("verify", "--server");
    }
    assertThatALostBlobIsNamed(cairn, backup, before);
  }

  private static void rot(Path backup) throws IOException {
    try (var files = Files.walk(backup.resolve("blobs"))) {
      var file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
      var bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
    }
  }

  private void assertThatALostBlobIsNamed(CommandLine cairn, Path backup, Acknowledged before)
      throws IOException, InterruptedException {
    var seed = before.versions().values().iterator().next();
    var digest = Content.sha256(Content.of(seed).large());
    Files.delete(backup.resolve("blobs/sha256/" + digest.substring(0, 2) + "/" + digest));
    var poor = folder.resolve("poor");
    var restore =
        new String[] {"admin", "restore", backup.toString(), "--data-dir", poor.toString()};

    var result = cairn.run(restore);

    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(result.text())
        .contains("missing  sha256:" + digest)
        .containsPattern("needed by crash/p/c[0-2]:v[0-9]+");
    var taken = cairn.run(restore);
    assertThat(taken.exitCode()).isEqualTo(1);
    assertThat(taken.text()).contains("is not empty");
    // As a kill leaves it.
    Files.writeString(poor.resolve("restoring"), "cut\n");
    assertThat(ServerProcess.refused(new Start(poor)).text())
        .contains("let 'cairn admin restore' end first");
  }

  private void await(int versions) throws InterruptedException {
    var until = System.nanoTime() + PATIENCE.toNanos();
    var enough = acknowledged.count() + versions;
    while (acknowledged.count() < enough) {
      assertThat(System.nanoTime()).isLessThan(until);
      Thread.sleep(10);
    }
  }
}
