// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.acceptance.server.ServerProcess;
import io.cairn.acceptance.server.ServerProcess.Refusal;
import io.cairn.acceptance.server.ServerProcess.Start;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A data folder that a server must not touch: another server holds it, or a newer version wrote
/// it. It ends with exit code 1 and one clear text, and changes nothing.
class RefusedStartTest {
  @TempDir Path folder;

  private Path data() {
    return folder.resolve("data");
  }

  @Test
  void a_data_folder_that_another_server_holds_or_a_newer_version_wrote_is_refused()
      throws IOException, InterruptedException, SQLException {
    try (var server = ServerProcess.start(new Start(data()))) {
      var second = ServerProcess.refused(new Start(data()));

      assertRefused(second, "is used by another Cairn server (process " + server.pid() + ")");
      assertThat(second.text()).contains("--data-dir");
      try (var admin = server.admin()) {
        assertThat(admin.get("/teams").status()).as("the first one serves on").isEqualTo(200);
      }
      server.stop();
    }

    migrateBeyond();
    var facts = Files.readAllBytes(data().resolve("facts.db"));
    assertRefused(ServerProcess.refused(new Start(data())), "changed by a newer Cairn");
    assertThat(data().resolve("facts.db")).hasBinaryContent(facts);

    Files.writeString(data().resolve("format"), "2\n");
    assertRefused(ServerProcess.refused(new Start(data())), "has format '2'");
    assertThat(data().resolve("format")).hasContent("2\n");
  }

  private static void assertRefused(Refusal refusal, String why) {
    assertThat(refusal.exitCode()).isEqualTo(1);
    assertThat(refusal.text()).contains(why).doesNotContain("\tat ");
  }

  /// As a later version would have left its history.
  private void migrateBeyond() throws SQLException {
    try (var facts = DriverManager.getConnection("jdbc:sqlite:" + data().resolve("facts.db"));
        var statement = facts.createStatement()) {
      statement.executeUpdate(
          """
          insert into flyway_schema_history (installed_rank, version, description, type, script,
            checksum, installed_by, execution_time, success)
          values (9000, '900', 'later', 'SQL', 'V900__later.sql', 1, 'x', 1, true)
          """);
    }
  }
}
