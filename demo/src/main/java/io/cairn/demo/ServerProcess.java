// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// A Cairn server of our own as a child process on the embedded default. Closing it stops it.
final class ServerProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(150);
  private static final Duration TO_STOP = Duration.ofSeconds(15);
  private static final int LOG_LINES = 20;
  private static final Pattern LOGIN_LINK = Pattern.compile("https?://\\S+/login\\S*");

  private final Process process;
  private final Path dataFolder;
  private final Path log;
  private final URI url;

  private ServerProcess(Process process, Path dataFolder, Path log, URI url) {
    this.process = process;
    this.dataFolder = dataFolder;
    this.log = log;
    this.url = url;
  }

  /// Starts the server and waits until it says that it is ready.
  ///
  /// @param launcher the `cairn` script
  /// @param log file that receives what the server prints
  /// @throws DemoFailed with the server's last lines, if it ends or is not ready in two minutes
  static ServerProcess start(Path launcher, Path dataFolder, int port, Path log)
      throws IOException, InterruptedException {
    var command =
        List.of(
            launcher.toString(),
            "serve",
            "--data-dir",
            dataFolder.toString(),
            "--port",
            Integer.toString(port));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(log.toFile());
    builder.environment().keySet().removeIf(ServerProcess::isSettingOfAnotherServer);
    builder.environment().put("CAIRN_NO_BUILD", "1");
    var server =
        new ServerProcess(builder.start(), dataFolder, log, URI.create("http://127.0.0.1:" + port));
    try {
      server.awaitReady();
    } catch (DemoFailed | InterruptedException e) {
      server.close();
      throw e;
    }
    return server;
  }

  /// A port that nobody listens on now.
  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  URI url() {
    return url;
  }

  Path dataFolder() {
    return dataFolder;
  }

  /// Where the first start wrote the admin's key.
  Path adminKeyFile() {
    return dataFolder.resolve("admin.key");
  }

  /// The admin's key.
  ///
  /// @throws DemoFailed if the file is not there
  String adminKey() throws IOException {
    if (!Files.isReadable(adminKeyFile())) {
      throw new DemoFailed("the admin's key is not in " + adminKeyFile());
    }
    return Files.readString(adminKeyFile(), StandardCharsets.UTF_8).strip();
  }

  /// The link to log in with that the server printed, if it did.
  Optional<String> loginLink() throws IOException {
    return LOGIN_LINK.matcher(printed()).results().map(MatchResult::group).findFirst();
  }

  /// The story is told on the embedded default, whatever else the caller has set up.
  private static boolean isSettingOfAnotherServer(String variable) {
    return variable.startsWith("CAIRN_") && !variable.equals("CAIRN_JAVA_OPTS");
  }

  private String printed() throws IOException {
    return Files.readString(log, StandardCharsets.UTF_8);
  }

  /// Blocks until the server ends.
  int await() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(TO_STOP.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void awaitReady() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (var http = HttpClient.newHttpClient()) {
      while (!isReady(http)) {
        if (process.waitFor(BETWEEN_QUESTIONS.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new DemoFailed(
              "the server ended with code %d:%n%s".formatted(process.exitValue(), lastLines()));
        }
        if (System.nanoTime() > deadline) {
          throw new DemoFailed(
              "the server was not ready after %d s:%n%s"
                  .formatted(PATIENCE.toSeconds(), lastLines()));
        }
      }
    }
  }

  private boolean isReady(HttpClient http) throws InterruptedException {
    var question =
        HttpRequest.newBuilder(url.resolve("/q/health/ready"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return http.send(question, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException _) {
      return false; // nobody listens yet
    }
  }

  private String lastLines() throws IOException {
    var lines = printed().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
  }
}
