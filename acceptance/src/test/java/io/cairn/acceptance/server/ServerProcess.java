// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A server in a process of its own on a data folder that outlives it. Closing kills it.
public final class ServerProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Process process;
  private final Path data;
  private final int port;
  private final Path log;
  private final Duration untilReady;

  private ServerProcess(Launched launched) {
    this.process = launched.process();
    this.data = launched.start().data();
    this.port = launched.port();
    this.log = launched.log();
    this.untilReady = awaitReady();
  }

  private record Launched(Process process, Start start, int port, Path log) {}

  /// How a start ended that was refused.
  public record Refusal(int exitCode, String text) {}

  /// How to start one.
  ///
  /// @param port 0 for a free one
  /// @param before words in front of the command, such as `strace`
  /// @param java flags for Java
  /// @param classPath what goes before the server's own classes
  public record Start(
      Path data, int port, List<String> before, List<String> java, List<Path> classPath) {
    public Start(Path data) {
      this(data, 0, List.of(), List.of("-Xmx256m"), List.of());
    }

    public Start port(int number) {
      return new Start(data, number, before, java, classPath);
    }

    public Start before(List<String> words) {
      return new Start(data, port, List.copyOf(words), java, classPath);
    }

    public Start java(String... flags) {
      var all = new ArrayList<>(java);
      all.addAll(List.of(flags));
      return new Start(data, port, before, all, classPath);
    }

    public Start classPath(List<Path> first) {
      return new Start(data, port, before, java, List.copyOf(first));
    }
  }

  /// Starts one and waits until it serves.
  public static ServerProcess start(Start start) {
    return new ServerProcess(launch(start));
  }

  /// Starts one that must refuse to serve, and tells how it ended.
  public static Refusal refused(Start start) throws InterruptedException {
    var launched = launch(start);
    var process = launched.process();
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("it did not end by itself:\n" + text(launched.log()));
    }
    return new Refusal(process.exitValue(), text(launched.log()));
  }

  private static Launched launch(Start start) {
    try {
      Files.createDirectories(start.data().toAbsolutePath().getParent());
      var log = Files.createTempFile("server", ".log");
      log.toFile().deleteOnExit();
      var port = start.port() == 0 ? freePort() : start.port();
      var command = new ArrayList<>(start.before());
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(
          List.of(
              "--enable-native-access=ALL-UNNAMED",
              "--sun-misc-unsafe-memory-access=allow",
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1"));
      command.addAll(start.java());
      command.addAll(BuiltServer.program(start.classPath()));
      var builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("CAIRN_"));
      builder.environment().put("CAIRN_DATA_DIR", start.data().toString());
      builder.environment().put("CAIRN_PORT", Integer.toString(port));
      return new Launched(builder.start(), start, port, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private Duration awaitReady() {
    var began = System.nanoTime();
    try (var http = HttpClient.newHttpClient()) {
      var question =
          HttpRequest.newBuilder(url().resolve("/q/health/ready"))
              .timeout(Duration.ofSeconds(5))
              .build();
      while (true) {
        var waited = Duration.ofNanos(System.nanoTime() - began);
        if (!process.isAlive() || waited.compareTo(PATIENCE) > 0) {
          process.destroyForcibly();
          throw new IllegalStateException("the server does not serve:\n" + logText());
        }
        if (isReady(http, question)) {
          return waited;
        }
        Thread.sleep(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static boolean isReady(HttpClient http, HttpRequest question)
      throws InterruptedException {
    try {
      return http.send(question, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException _) {
      return false;
    }
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  public int port() {
    return port;
  }

  /// Of what was started: with words before the command that is theirs.
  public long pid() {
    return process.pid();
  }

  /// How long it took until it served.
  public Duration untilReady() {
    return untilReady;
  }

  public Path data() {
    return data;
  }

  /// A client with the first administrator's key.
  public Session admin() {
    try {
      return new Session(url(), Files.readString(data.resolve("admin.key")).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// Waits until it ended by itself; false if it did not.
  public boolean awaitEnd(Duration patience) throws InterruptedException {
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// SIGKILL, to it and to what it started; returns when it is gone.
  public void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
  }

  /// SIGTERM; returns when it is gone.
  public void stop() {
    var started = process.descendants().toList();
    started.forEach(ProcessHandle::destroy);
    started.forEach(one -> one.onExit().join());
    process.destroy();
    process.onExit().join();
  }

  /// What it has written so far.
  public String logText() {
    return text(log);
  }

  private static String text(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
