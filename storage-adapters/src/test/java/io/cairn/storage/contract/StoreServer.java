// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// A server of somebody else's as a process of its own, which ends with the run of tests. Who kills
/// it in the middle makes the tests fail that come after.
public final class StoreServer {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final String name;
  private final Process process;
  private final URI endpoint;

  private StoreServer(String name, Process process, URI endpoint) {
    this.name = name;
    this.process = process;
    this.endpoint = endpoint;
  }

  public URI endpoint() {
    return endpoint;
  }

  @Override
  public String toString() {
    return name + ", process " + process.pid() + ", " + endpoint;
  }

  /// Starts it and waits until it answers at that port.
  public static StoreServer start(
      String name, List<String> command, Map<String, String> environment, int port) {
    try {
      var log = Files.createTempFile("cairn-" + name, ".log");
      var builder = new ProcessBuilder(new ArrayList<>(command)).redirectErrorStream(true);
      builder.environment().putAll(environment);
      var process = builder.redirectOutput(log.toFile()).start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      var server = new StoreServer(name, process, URI.create("http://127.0.0.1:" + port));
      server.awaitPort(port, log);
      System.out.println("server for the tests of stores: " + server);
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(name + " does not start", e);
    }
  }

  private void awaitPort(int port, Path log) throws IOException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!answers(port)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException(name + " does not start: " + Files.readString(log));
      }
      LockSupport.parkNanos(100_000_000);
    }
  }

  private static boolean answers(int port) {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(US_ASCII));
      return socket.getInputStream().read() >= 0;
    } catch (IOException _) {
      return false;
    }
  }

  /// A program in Cairn's cache or on the path.
  public static Optional<Path> program(String name) {
    var home = Path.of(System.getProperty("user.home"), ".cache", "cairn", "bin");
    var path = Stream.of(System.getenv().getOrDefault("PATH", "").split(":")).map(Path::of);
    return Stream.concat(Stream.of(home), path)
        .map(folder -> folder.resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// A port that nobody listens on now.
  public static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("no free port", e);
    }
  }
}
