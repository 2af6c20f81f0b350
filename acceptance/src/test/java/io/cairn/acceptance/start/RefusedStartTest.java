// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.acceptance.server.Planted;
import io.cairn.acceptance.server.ServerProcess;
import io.cairn.acceptance.server.ServerProcess.Refusal;
import io.cairn.acceptance.server.ServerProcess.Start;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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

  @Test
  void a_port_that_somebody_has_is_told_before_anything_is_touched()
      throws IOException, InterruptedException {
    try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var refused = ServerProcess.refused(new Start(data()).port(other.getLocalPort()));

      assertRefused(refused, "port " + other.getLocalPort() + " of 127.0.0.1 cannot be taken");
      assertThat(refused.text()).contains("--port or CAIRN_PORT");
    }
    assertThat(data()).as("nothing was touched").doesNotExist();
  }

  @Test
  void production_needs_a_base_url_and_secrets_of_its_own() throws InterruptedException {
    var production = new Start(data()).java("-Dcairn.profile=production");

    assertRefused(ServerProcess.refused(production), "setting cairn.base-url must be there");
    var named = production.java("-Dcairn.base-url=https://cairn.example");
    assertRefused(
        ServerProcess.refused(named.java("-Dcairn.db.password=ChangeMe")),
        "cairn.db.password (CAIRN_DB_PASSWORD) must be a secret of your own");
    assertThat(data()).as("nothing was touched").doesNotExist();
    try (var server = ServerProcess.start(named.java("-Dcairn.db.password=9f86d081884c7d65"))) {
      assertThat(server.logText()).contains("Cairn is ready at https://cairn.example");
    }
  }

  @Test
  void the_embedded_data_base_does_not_go_on_a_network_file_system() throws InterruptedException {
    var classes =
        new Planted()
            .replace(
                "registry-api/src/main/java/io/cairn/api/wiring/StartRules.java",
                "Files.getFileStore(place).type().toLowerCase(Locale.ROOT)",
                "Files.isReadable(place) ? \"fuse.sshfs\" : Files.getFileStore(place).type()")
            .compile(folder.resolve("planted"));
    var start = new Start(data()).classPath(classes);

    assertRefused(ServerProcess.refused(start), "lies on a network file system (fuse.sshfs)");
    assertRefused(
        ServerProcess.refused(
            start.java("-Dcairn.db.url=jdbc:sqlite:" + folder.resolve("other.db"))),
        "other.db' lies on a network file system");
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
