// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.client.CairnException.Kind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is read and sent when a folder is logged, against a server that takes drafts in memory.
class UploadTest {
  private static final int LARGE = (int) LargeUpload.FROM_BYTES + 12_345;

  @TempDir Path folder;

  private final DraftServer server = new DraftServer();
  private final Map<String, Long> readBytes = new ConcurrentHashMap<>();
  private Path out = Path.of("");
  private Path cache = Path.of("");

  @BeforeEach
  void folders() throws IOException {
    out = Files.createDirectory(folder.resolve("out"));
    cache = folder.resolve("cache");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void every_file_is_read_once() throws IOException {
    write("large.bin", LARGE, 1);
    write("middle.bin", 1_000_000, 2);
    for (var i = 0; i < 20; i++) {
      write("small-" + i, 100 + i, 3 + i);
    }

    var result = log();

    assertThat(result.sentFiles()).isEqualTo(22);
    assertThat(server.blobs()).hasSize(22);
    assertThat(readBytes).hasSize(22);
    readBytes.forEach(
        (name, bytes) -> assertThat(bytes).as(name).isEqualTo(out.resolve(name).toFile().length()));
  }

  @Test
  void what_is_there_is_read_once_and_not_sent() throws IOException {
    write("large.bin", LARGE, 1);
    write("small.bin", 1_000, 2);
    log();
    readBytes.clear();

    var result = log();

    assertThat(result.sentFiles()).isZero();
    assertThat(readBytes).containsEntry("large.bin", (long) LARGE);
    assertThat(readBytes).containsEntry("small.bin", 1_000L);
  }

  @Test
  void twins_are_sent_once_and_another_file_of_their_size_too() throws IOException {
    write("a.bin", LARGE, 1);
    write("b.bin", LARGE, 1);
    write("c.bin", LARGE, 2);
    write("d", 10, 3);
    write("e", 10, 3);

    var result = log();

    assertThat(result.sentFiles()).isEqualTo(3);
    assertThat(server.blobs()).hasSize(3);
  }

  @Test
  void a_line_that_breaks_costs_what_was_on_its_way_and_no_second_hash() throws IOException {
    write("large.bin", LARGE, 1);
    server.breakAfter(5_000_000);

    log();

    assertThat(readBytes.get("large.bin")).isBetween((long) LARGE, LARGE + 4_000_000L);
    assertThat(server.blobs()).hasSize(1);
  }

  @Test
  void a_run_that_gave_up_is_gone_on_with_by_the_next() throws IOException {
    write("large.bin", LARGE, 1);
    server.breakAfter(5_000_000);
    server.refuseFrom(5_000_000);
    assertThatThrownBy(this::log)
        .isInstanceOfSatisfying(
            CairnException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TRY_AGAIN));
    var received = server.receivedBytes();
    server.refuseFrom(Long.MAX_VALUE);

    log();

    assertThat(server.receivedBytes()).isEqualTo(LARGE);
    assertThat(received).isGreaterThan(4_000_000);
    assertThat(server.drafts()).isEqualTo(1);
    try (var left = Files.list(cache.resolve("uploads"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void a_file_that_changed_since_the_earlier_run_begins_anew() throws IOException {
    write("large.bin", LARGE, 1);
    server.breakAfter(5_000_000);
    server.refuseFrom(5_000_000);
    assertThatThrownBy(this::log).isInstanceOf(CairnException.class);
    server.refuseFrom(Long.MAX_VALUE);
    write("large.bin", LARGE, 2);
    Files.setLastModifiedTime(out.resolve("large.bin"), FileTime.fromMillis(1_000_000));

    log();

    assertThat(server.blobs()).hasSize(1);
    assertThat(server.receivedBytes()).isGreaterThan(LARGE);
  }

  @Test
  void a_damaged_memory_is_dropped() throws IOException {
    write("large.bin", LARGE, 1);
    server.breakAfter(5_000_000);
    server.refuseFrom(5_000_000);
    assertThatThrownBy(this::log).isInstanceOf(CairnException.class);
    server.refuseFrom(Long.MAX_VALUE);
    try (var files = Files.list(cache.resolve("uploads"))) {
      for (var file : (Iterable<Path>) files::iterator) {
        Files.writeString(file, "{broken");
      }
    }

    log();

    assertThat(server.blobs()).hasSize(1);
  }

  @Test
  void without_a_cache_folder_nothing_is_remembered_and_the_draft_is_given_up() throws IOException {
    write("large.bin", LARGE, 1);
    server.breakAfter(5_000_000);
    server.refuseFrom(5_000_000);

    assertThatThrownBy(() -> log(Optional.empty())).isInstanceOf(CairnException.class);

    assertThat(server.isAbandoned()).isTrue();
  }

  private LogResult log() throws IOException {
    return log(Optional.of(new CacheFolder(cache, 0, false)));
  }

  private LogResult log(Optional<CacheFolder> where) throws IOException {
    try (var transport = new Transport(server.url(), "crn_p_test", TinyServer.HASTY)) {
      var options = new TransferOptions(4, Progress.NONE, where);
      var request = LogRequest.of(out, "vision/digits/classifier").options(options);
      return new Uploader(transport, new Drafts(transport), request, this::counted).run();
    }
  }

  private InputStream counted(Path file, long offset) throws IOException {
    return new FilterInputStream(FileAccess.DISK.open(file, offset)) {
      @Override
      public int read(byte[] buffer, int from, int length) throws IOException {
        var count = super.read(buffer, from, length);
        readBytes.merge(file.getFileName().toString(), (long) Math.max(0, count), Long::sum);
        return count;
      }
    };
  }

  private void write(String name, int length, int seed) throws IOException {
    var bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    Files.write(out.resolve(name), bytes);
  }
}
