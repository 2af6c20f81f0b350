// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.client.CacheFolder;
import io.cairn.client.CairnClient;
import io.cairn.client.LogRequest;
import io.cairn.client.LogResult;
import io.cairn.client.PullRequest;
import io.cairn.client.RetryPolicy;
import io.cairn.client.TransferOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// A large file over a line that breaks, to a real server of 128 MiB heap that is stopped and
/// killed meanwhile: what arrives is right, and hardly more was sent than the file has. With
/// `-Dtesting.long=true` the file has 2 GiB (`-Dtesting.gib=N`), and more kinds of trouble are
/// made.
@Timeout(value = 30, unit = TimeUnit.MINUTES)
@NullUnmarked
class TransferIT {
  private static final boolean IS_LONG = Boolean.getBoolean("testing.long");
  private static final long SIZE = IS_LONG ? Long.getLong("testing.gib", 2) << 30 : 64L << 20;
  private static final double MOST = 1.05;
  private static final String NAME = "vision/transfer/large";

  @TempDir Path folder;

  private Path launcher;
  private Path out;
  private int port;
  private ServerProcess server;
  private CuttingProxy line;

  @BeforeEach
  void a_server_behind_a_line() throws Exception {
    launcher = BuiltCairn.launcher();
    port = ServerProcess.freePort();
    line = new CuttingProxy(port);
    var small = folder.resolve("cairn-128m");
    Files.writeString(
        small, "#!/bin/sh\nCAIRN_JAVA_OPTS=-Xmx128m exec '" + launcher + "' \"$@\"\n");
    Files.setPosixFilePermissions(small, PosixFilePermissions.fromString("rwx------"));
    launcher = small;
    start();
    out = Files.createDirectory(folder.resolve("out"));
    write(out.resolve("weights.bin"));
    try (var client = direct()) {
      client.admin().createTeam("vision", Optional.empty());
    }
  }

  @AfterEach
  void stop() throws Exception {
    if (server != null) {
      server.close();
      line.close();
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "testing.long", matches = "true")
  void cut_at_40_percent_and_the_server_restarted() throws Exception {
    var cut = line.cutUpAt(SIZE * 2 / 5);

    whileLogging(() -> {
      assertThat(cut.await(10, TimeUnit.MINUTES)).isTrue();
      server.close();
      start();
      return null;
    });

    assertMovedOnce();
    assertPulledBytesAreRight();
  }

  @Test
  void the_server_killed_at_40_percent() throws Exception {
    var cut = line.cutUpAt(SIZE * 2 / 5);

    whileLogging(() -> {
      assertThat(cut.await(10, TimeUnit.MINUTES)).isTrue();
      kill();
      start();
      return null;
    });

    assertMovedOnce();
    assertPulledBytesAreRight();
  }

  @Test
  @EnabledIfSystemProperty(named = "testing.long", matches = "true")
  void the_line_cut_ten_times_each_way() throws Exception {
    for (var i = 1; i <= 10; i++) {
      line.cutUpAt(SIZE * i / 11);
    }
    log();
    assertMovedOnce();

    var before = line.down();
    for (var i = 1; i <= 10; i++) {
      line.cutDownAt(before + SIZE * i / 11);
    }
    assertPulledBytesAreRight();
    assertThat(line.down() - before).isLessThan((long) (SIZE * MOST));
  }

  @Test
  void the_client_killed_at_40_percent_and_called_again() throws Exception {
    var first = commandLine();
    var cut = line.cutUpAt(SIZE * 2 / 5);
    assertThat(cut.await(10, TimeUnit.MINUTES)).isTrue();
    first.destroyForcibly().waitFor();

    var second = commandLine();

    assertThat(second.waitFor()).as(Files.readString(folder.resolve("client.log"))).isZero();
    assertMovedOnce();
    assertPulledBytesAreRight();
  }

  private void assertMovedOnce() {
    System.out.printf(
        "transfer: %d of %d bytes sent, %.4f%n", line.up(), SIZE, (double) line.up() / SIZE);
    assertThat(line.up()).isBetween(SIZE, (long) (SIZE * MOST));
  }

  private void assertPulledBytesAreRight() throws IOException {
    var target = folder.resolve("pulled");
    try (var client = overTheLine()) {
      client.artifacts().pull(PullRequest.of(NAME + ":latest", target));
    }
    assertThat(Files.mismatch(target.resolve("weights.bin"), out.resolve("weights.bin")))
        .isEqualTo(-1);
    try (var staged = Files.list(folder.resolve("data").resolve("staging"))) {
      assertThat(staged).isEmpty();
    }
  }

  private void whileLogging(Callable<?> trouble) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var logging = threads.submit(this::log);
      trouble.call();
      assertThat(logging.get(20, TimeUnit.MINUTES).sentBytes()).isEqualTo(SIZE);
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    }
  }

  private LogResult log() {
    try (var client = overTheLine()) {
      var options = TransferOptions.DEFAULT.cache(cache());
      return client.artifacts().log(LogRequest.of(out, NAME).type("model").options(options));
    }
  }

  private Process commandLine() throws IOException {
    var builder =
        new ProcessBuilder(
                launcher.toString(), "log", out.toString(), "--name", NAME, "--type", "model")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("client.log").toFile());
    var environment = builder.environment();
    environment.put("CAIRN_URL", line.url().toString());
    environment.put("CAIRN_API_KEY", server.adminKey());
    environment.put("CAIRN_CACHE_DIR", cache().orElseThrow().folder().toString());
    environment.put("CAIRN_NO_BUILD", "1");
    return builder.start();
  }

  private Optional<CacheFolder> cache() {
    return Optional.of(new CacheFolder(folder.resolve("cache"), 0, false));
  }

  private CairnClient overTheLine() {
    return client(line.url());
  }

  private CairnClient direct() {
    return client(server.url());
  }

  private CairnClient client(URI url) {
    try {
      return CairnClient.connect(url, Optional.of(server.adminKey()), RetryPolicy.DEFAULT);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void start() throws IOException, InterruptedException {
    server =
        ServerProcess.start(launcher, folder.resolve("data"), port, folder.resolve("server.log"));
  }

  /// By the process id in the lock of the data folder; the launcher is that process.
  private void kill() throws Exception {
    var pid = Long.parseLong(Files.readString(folder.resolve("data").resolve("lock")).strip());
    var process = ProcessHandle.of(pid).orElseThrow();
    process.destroyForcibly();
    process.onExit().get(1, TimeUnit.MINUTES);
  }

  private static void write(Path file) throws IOException {
    var random = new Random(42);
    var block = new byte[1 << 20];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (var left = SIZE; left > 0; left -= block.length) {
        random.nextBytes(block);
        out.write(block);
      }
    }
  }
}
