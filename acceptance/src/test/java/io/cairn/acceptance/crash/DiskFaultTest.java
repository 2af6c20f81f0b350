// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cairn.acceptance.crash.Injection.Fault;
import io.cairn.acceptance.server.ServerProcess;
import io.cairn.acceptance.server.ServerProcess.Start;
import io.cairn.acceptance.server.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// The disk fails while a client writes: at each step of keeping bytes and facts, by running full,
/// by becoming read-only, and by too many open files. While it lasts, reads go on and refusals say
/// why; when it ends, writes come back by themselves, and a repetition under the same key settles
/// each outcome. After a kill all that was acknowledged is there.
@TestInstance(Lifecycle.PER_CLASS)
class DiskFaultTest {
  private static final boolean IS_LONG = Boolean.getBoolean("testing.long");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long DISK_BYTES = 512L << 20;

  private final Acknowledged acknowledged = new Acknowledged();
  private final LinkedHashMap<String, Set<String>> seen = new LinkedHashMap<>();
  private final Path folder;
  private final boolean isMounted;
  private final boolean isBound;
  private final ServerProcess server;
  private final Session session;
  private long nextSeed = 1;

  /// One server for all: on a small disk of its own, and without root's right to write everywhere,
  /// where this can be had.
  DiskFaultTest(@TempDir Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    var disk = Files.createDirectory(folder.resolve("disk")).toString();
    isMounted = run("mount", "-t", "tmpfs", "-o", "size=" + DISK_BYTES, "tmpfs", disk) == 0;
    isBound = run("setpriv", "--bounding-set=-dac_override", "true") == 0;
    var start = new Start(data());
    server =
        ServerProcess.start(
            isBound
                ? start.before(List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search"))
                : start);
    session = server.admin();
    Workload.prepare(server);
  }

  private Path data() {
    return folder.resolve("disk").resolve("data");
  }

  /// Whatever happened before: after a kill all that was acknowledged is there.
  @AfterAll
  void audit() throws IOException, InterruptedException {
    try {
      session.close();
      server.kill();
      try (var restarted = ServerProcess.start(new Start(data()));
          var audit = new Audit(restarted, acknowledged)) {
        audit.check(acknowledged.versions().entrySet());
        assertThat(data().resolve("incoming")).isEmptyDirectory();
      }
      System.out.printf(
          "disk faults: %d versions acknowledged, none lost; refusals seen %s%n",
          acknowledged.versions().size(), seen);
    } finally {
      server.close();
      if (isMounted) {
        run("umount", "-l", folder.resolve("disk").toString());
      }
    }
  }

  @Test
  void at_each_step_a_fault_loses_nothing_and_passes()
      throws InterruptedException, ExecutionException {
    new SystemCalls(folder.resolve("unused")).words();
    try (var writer = writer()) {
      for (var fault : faults()) {
        endure(writer, fault);
      }
      writer.stop();
    }
  }

  @Test
  void a_full_disk_refuses_with_507_and_takes_writes_again_when_there_is_space()
      throws IOException, InterruptedException, ExecutionException {
    assumeTrue(isMounted, "a small disk can be mounted by root only");
    var filler = folder.resolve("disk").resolve("filler");
    try (var writer = writer()) {
      fill(filler);
      await(writer, () -> writer.refusals().containsKey("507 storage.full"));
      assertReads();
      Files.delete(filler);

      awaitProgress(writer, 2);
      writer.stop();
      assertThat(writer.refusals().keySet()).containsOnly("507 storage.full");
    }
  }

  @Test
  void blobs_on_a_disk_that_may_not_be_written_can_be_read_and_written_again_later()
      throws IOException, InterruptedException, ExecutionException {
    assumeTrue(isBound, "only root can take away root's right to write everywhere");
    try (var writer = writer()) {
      permit("r-xr-x---");
      await(writer, () -> writer.refusals().containsKey("503 storage.read-only"));
      assertReads();
      permit("rwxr-x---");

      awaitProgress(writer, 2);
      writer.stop();
    }
  }

  @Test
  void too_many_open_files_are_survived()
      throws IOException, InterruptedException, ExecutionException {
    assumeTrue(run("prlimit", "--version") == 0, "prlimit is missing");
    var pid = Long.toString(server.pid());
    try (var writer = writer()) {
      // The soft limit only: what is open stays open, and nothing more can be opened.
      run("prlimit", "--pid", pid, "--nofile=" + handles() / 2 + ":");
      await(writer, () -> writer.refused() > 3);
      run("prlimit", "--pid", pid, "--nofile=4096:");

      awaitProgress(writer, 2);
      assertReads();
      writer.stop();
    }
  }

  private StubbornWriter writer() throws ExecutionException, InterruptedException {
    nextSeed += 1_000_000;
    var writer = StubbornWriter.start(server, acknowledged, nextSeed);
    awaitProgress(writer, 2);
    return writer;
  }

  private List<Fault> faults() {
    var incoming = data().resolve("incoming");
    var parts =
        IntStream.range(1, 3_000)
            .mapToObj(number -> incoming.resolve(Integer.toHexString(number) + ".part"))
            .toList();
    var shards =
        IntStream.range(0, 256)
            .mapToObj(shard -> data().resolve("blobs/sha256").resolve("%02x".formatted(shard)))
            .toList();
    var log = List.of(data().resolve("facts.db-wal"));
    var faults =
        new ArrayList<>(
            List.of(
                new Fault("openat", "EMFILE", parts),
                new Fault("write", "ENOSPC", parts),
                new Fault("fsync", "EIO", parts),
                new Fault("rename", "EIO", parts),
                new Fault("fsync", "EIO", shards),
                new Fault("pwrite64", "ENOSPC", log),
                new Fault("fdatasync,fsync", "EIO", log)));
    if (IS_LONG) {
      faults.addAll(
          List.of(
              new Fault("openat", "ENOSPC", parts),
              new Fault("openat", "EROFS", parts),
              new Fault("write", "EIO", parts),
              new Fault("write", "EROFS", parts),
              new Fault("rename", "ENOSPC", parts),
              new Fault("rename", "EROFS", parts),
              new Fault("pwrite64", "EIO", log),
              new Fault("pwrite64", "EROFS", log),
              new Fault("pwrite64", "EIO", List.of(data().resolve("facts.db"))),
              new Fault("fsync,fdatasync", "EIO", List.of(data().resolve("facts.db"))),
              new Fault("fsync,fdatasync", "EIO", List.of())));
    }
    return faults;
  }

  private void endure(StubbornWriter writer, Fault fault)
      throws ExecutionException, InterruptedException {
    writer.refusals().clear();
    try (var injection = Injection.into(server.pid(), fault, folder)) {
      // A checkpoint of the data base comes now and then, and its fault need not refuse anything.
      var mayPassUnseen = fault.files().equals(List.of(data().resolve("facts.db")));
      var until = System.nanoTime() + Duration.ofSeconds(5).toNanos();
      await(
          writer,
          () ->
              injection.hits() > 0 && writer.refused() > 2
                  || mayPassUnseen && System.nanoTime() > until);
      assertReads();
      if (fault.call().equals("fsync")) {
        assertThat(session.isUp("writable")).as("writable at %s", fault).isFalse();
      }
      assertThat(session.isUp("ready")).as("ready at %s", fault).isTrue();
    }
    awaitProgress(writer, 2);
    assertThat(session.isUp("writable")).as("writable after %s", fault).isTrue();
    seen.computeIfAbsent(fault.toString(), _ -> new TreeSet<>()).addAll(writer.refusals().keySet());
    if (fault.error().equals("ENOSPC")) {
      assertThat(writer.refusals().keySet()).as("%s", fault).contains("507 storage.full");
    }
  }

  /// Versions that were acknowledged read as they were written, now.
  private void assertReads() {
    for (var version : acknowledged.versions().entrySet().stream().limit(3).toList()) {
      var found = Session.ok(session.get("/resolve?ref=crash/p/c0@" + version.getKey())).json();
      var files = found.get("links").get("files").asText().substring("/api/v1".length());
      var answer = session.get(files + "/weights.bin");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(Content.of(version.getValue()).large());
    }
  }

  private void awaitProgress(StubbornWriter writer, int versions)
      throws ExecutionException, InterruptedException {
    var enough = acknowledged.versions().size() + versions;
    await(writer, () -> acknowledged.versions().size() >= enough);
  }

  private static void await(StubbornWriter writer, BooleanSupplier condition)
      throws ExecutionException, InterruptedException {
    var until = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      writer.requireWell();
      if (System.nanoTime() > until) {
        fail("waited in vain; refusals so far: " + writer.refusals());
      }
      Thread.sleep(20);
    }
  }

  private static void fill(Path file) throws IOException {
    try (var channel =
        Files.newByteChannel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (var bytes = ByteBuffer.allocate(64 << 10); ; bytes.rewind()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
  }

  private void permit(String mode) throws IOException {
    var permissions = PosixFilePermissions.fromString(mode);
    Files.setPosixFilePermissions(data().resolve("incoming"), permissions);
    try (var shards = Files.list(data().resolve("blobs/sha256"))) {
      for (var shard : (Iterable<Path>) shards::iterator) {
        Files.setPosixFilePermissions(shard, permissions);
      }
    }
  }

  private long handles() {
    try (var handles = Files.list(Path.of("/proc", Long.toString(server.pid()), "fd"))) {
      return handles.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int run(String... words) throws IOException, InterruptedException {
    try {
      var process =
          new ProcessBuilder(words)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(20, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } catch (IOException _) {
      return -1;
    }
  }
}
