// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Stream;

/// A server of somebody else's as a process of its own, which ends with the run of tests. Who kills
/// it in the middle makes the test fail that runs: see [ServersLive].
public final class StoreServer {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final int TOLD_CHARACTERS = 2_000;
  private static final Set<StoreServer> STARTED = ConcurrentHashMap.newKeySet();

  private final String name;
  private final Process process;
  private final URI endpoint;
  private final Path folder;

  private StoreServer(String name, Process process, URI endpoint, Path folder) {
    this.name = name;
    this.process = process;
    this.endpoint = endpoint;
    this.folder = folder;
  }

  public URI endpoint() {
    return endpoint;
  }

  @Override
  public String toString() {
    return name + ", process " + process.pid() + ", " + endpoint;
  }

  long pid() {
    return process.pid();
  }

  /// Starts it and waits until it answers at that port.
  ///
  /// @param command of the folder that is its own, where it may keep things until it ends
  public static StoreServer start(
      String name,
      Function<Path, List<String>> command,
      Map<String, String> environment,
      int port) {
    try {
      var folder = Files.createTempDirectory("cairn-" + name);
      var words = new ArrayList<>(command.apply(Files.createDirectory(folder.resolve("data"))));
      var builder = new ProcessBuilder(words).redirectErrorStream(true);
      builder.environment().putAll(environment);
      var process = builder.redirectOutput(folder.resolve("log").toFile()).start();
      var server = new StoreServer(name, process, URI.create("http://127.0.0.1:" + port), folder);
      Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
      server.awaitPort(port);
      STARTED.add(server);
      System.out.println("server for the tests of stores: " + server);
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(name + " does not start", e);
    }
  }

  private void awaitPort(int port) {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!answers(port)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException(name + " does not start: " + log());
      }
      LockSupport.parkNanos(100_000_000);
    }
  }

  /// Fails if a server that was started here is gone: what tests found of it meanwhile is nothing.
  public static void requireAllLive() {
    for (var server : STARTED) {
      if (!server.process.isAlive()) {
        throw new AssertionError(
            server
                + ", has ended in the middle of the tests with status "
                + server.process.exitValue()
                + ":\n"
                + server.log());
      }
    }
  }

  /// Ends it, and removes what it kept.
  void stop() {
    STARTED.remove(this);
    process.destroyForcibly();
    process.onExit().join();
    try (var files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException | UncheckedIOException _) {
      // It lies where things do not stay.
    }
  }

  /// The end of what it has said.
  private String log() {
    try {
      var text = Files.readString(folder.resolve("log"));
      return text.substring(Math.max(0, text.length() - TOLD_CHARACTERS));
    } catch (IOException _) {
      return "";
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
