// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cairn.acceptance.server.CommandLine;
import io.cairn.acceptance.server.ServerProcess;
import io.cairn.acceptance.server.ServerProcess.Start;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// As `BackupTest`, with the facts in PostgreSQL, whose own programs copy them. One of the long
/// runs: `./cairn test --long`.
class PostgresBackupTest {
  private static final int ENOUGH = 30;

  @TempDir Path folder;

  private final Acknowledged acknowledged = new Acknowledged();

  @Test
  void facts_in_postgresql_and_bytes_on_disk_come_back_together() throws Exception {
    assumeTrue(Boolean.getBoolean("testing.long"), "one of the long runs");
    var programs = InstalledPostgres.programs();
    if (programs.isEmpty()) {
      System.out.println("left out: backup of PostgreSQL; install Debian's package 'postgresql'");
    }
    assumeTrue(programs.isPresent(), "no PostgreSQL with pg_dump is installed");

    try (var postgres = InstalledPostgres.start(programs.get())) {
      postgres.execute("create database facts");
      postgres.execute("create database restored");
      postgres.execute("create database poor");
      var backup = folder.resolve("backup").toString();
      var before = new Acknowledged();
      var first = ServerProcess.start(on(postgres, "facts", "data"));
      var cairn = new CommandLine(first, folder);
      try (first) {
        Workload.prepare(first);
        try (var workload = Workload.start(first, 0, acknowledged)) {
          while (acknowledged.count() < ENOUGH) {
            Thread.sleep(10);
          }
          acknowledged.versions().forEach(before::version);
          assertThat(cairn.run("admin", "backup", backup).exitCode())
              .as("no --database")
              .isEqualTo(2);
          cairn.ok("admin", "backup", backup, "--database", postgres.urlWithUser("facts"));
          first.kill();
          workload.stop();
        }
      }

      var data = folder.resolve("restored");
      cairn.ok(
          "admin",
          "restore",
          backup,
          "--database",
          postgres.urlWithUser("restored"),
          "--data-dir",
          data.toString());
      Files.copy(first.data().resolve("admin.key"), data.resolve("admin.key"));
      try (var server = ServerProcess.start(on(postgres, "restored", "restored"));
          var audit = new Audit(server, before)) {
        audit.check(before.versions().entrySet());
        new CommandLine(server, folder).ok("verify", "--server");
      }

      var digest = Content.sha256(Content.of(before.versions().values().iterator().next()).large());
      Files.delete(Path.of(backup, "blobs/sha256", digest.substring(0, 2), digest));
      var poor =
          cairn.run(
              "admin",
              "restore",
              backup,
              "--database",
              postgres.urlWithUser("poor"),
              "--data-dir",
              "" + folder.resolve("poor"));
      assertThat(poor.exitCode()).isEqualTo(4);
      assertThat(poor.text()).contains(digest).contains("needed by crash/p/c");
      var taken = cairn.run("admin", "restore", backup, "--database", postgres.urlWithUser("poor"));
      assertThat(taken.exitCode()).as("a data base that is not empty").isEqualTo(1);
    }
  }

  private Start on(InstalledPostgres postgres, String database, String place) {
    return new Start(folder.resolve(place))
        .java("-Dcairn.db.url=jdbc:" + postgres.url(database), "-Dcairn.db.user=cairn");
  }
}
