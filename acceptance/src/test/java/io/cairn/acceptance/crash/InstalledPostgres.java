// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.crash;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A PostgreSQL of this machine's own packages, whose `pg_dump` fits it; the one that comes as an
/// artifact has none.
final class InstalledPostgres implements AutoCloseable {
  private static final Path PACKAGES = Path.of("/usr/lib/postgresql");
  private static final int NOBODY = 65_534;
  private static final String RUN =
      """
      cd "$1" && exec >log 2>&1
      "$2/initdb" -D data -U cairn --auth=trust --encoding=UTF8 --no-locale || exit 1
      exec "$2/postgres" -D data -p "$3" -h 127.0.0.1 -k ''
      """;

  private final Process process;
  private final int port;

  private InstalledPostgres(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// The newest that is installed with all programs that a backup needs.
  static Optional<Path> programs() throws IOException {
    if (!Files.isDirectory(PACKAGES)) {
      return Optional.empty();
    }
    try (var versions = Files.list(PACKAGES)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin ->
              List.of("initdb", "postgres", "pg_dump", "pg_restore").stream()
                  .allMatch(name -> Files.isExecutable(bin.resolve(name))))
          .max(Comparator.naturalOrder());
    }
  }

  static InstalledPostgres start(Path programs) throws IOException, InterruptedException {
    var folder = Files.createTempDirectory("cairn-installed-postgres-");
    var isRoot = Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    var command = new ArrayList<String>();
    if (isRoot) {
      Files.setAttribute(folder, "unix:uid", NOBODY);
      Files.setAttribute(folder, "unix:gid", NOBODY);
      command.addAll(
          List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    command.addAll(List.of("sh", "-c", RUN, "sh", "" + folder, "" + programs, "" + port));
    var started = new InstalledPostgres(new ProcessBuilder(command).start(), port);
    var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      try {
        started.execute("select 1");
        return started;
      } catch (SQLException e) {
        if (!started.process.isAlive() || System.nanoTime() > until) {
          started.close();
          throw new IOException(Files.readString(folder.resolve("log")), e);
        }
        Thread.sleep(100);
      }
    }
  }

  void execute(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:" + url("postgres"), "cairn", "");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// As PostgreSQL's own programs write it, with the user.
  String urlWithUser(String database) {
    return "postgresql://cairn@127.0.0.1:" + port + "/" + database;
  }

  String url(String database) {
    return "postgresql://127.0.0.1:" + port + "/" + database;
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    process.onExit().join();
  }
}
