// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.content.ManifestEntry.FileEntry;
import io.cairn.core.name.FilePath;
import io.cairn.core.page.PageRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A manifest of 1,000,000 entries is written, read, compared and searched in a heap that could not
/// hold a tenth of it.
class ManifestMillionTest {
  private static final int ENTRIES = 1_000_000;
  private static final String HEAP = "-Xmx24m";

  @Test
  void a_million_entries_need_no_more_memory_than_a_few(@TempDir Path folder)
      throws IOException, InterruptedException {
    var log = folder.resolve("log").toFile();
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ManifestMillionTest.class.getName(),
                folder.resolve("manifest").toString())
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();

    var isDone = process.waitFor(120, TimeUnit.SECONDS);
    process.destroyForcibly();

    assertThat(isDone).isTrue();
    assertThat(log).content(StandardCharsets.UTF_8).isEqualTo("done");
  }

  /// The part that runs in the small heap.
  public static void main(String... arguments) throws IOException {
    var file = Path.of(arguments[0]);
    var written = write(file);
    try (var in = Files.newInputStream(file)) {
      require(new ManifestReader(in).summary().equals(written));
    }
    try (var left = lines(file, written.digest());
        var right = lines(file, written.digest())) {
      var diff = new ManifestDiff(left, right);
      require(!diff.hasNext() && diff.unchanged() == ENTRIES);
    }
    try (var channel = FileChannel.open(file)) {
      var reads = new int[1];
      var search =
          new ManifestSearch(
              written.digest(),
              written.sizeBytes(),
              (offset, length) -> {
                reads[0]++;
                var bytes = ByteBuffer.allocate(length);
                channel.read(bytes, offset);
                return Arrays.copyOf(bytes.array(), bytes.position());
              });
      require(search.find(new FilePath(path(765_432))).orElseThrow().equals(entry(765_432)));
      require(search.find(new FilePath("shard-0765/nothing")).isEmpty());
      require(
          search.list("shard-0999", PageRequest.first()).items().getFirst().equals(entry(999_000)));
      require(reads[0] < 60);
    }
    System.out.print("done");
  }

  private static ManifestLines lines(Path file, Digest digest) throws IOException {
    var in = Files.newInputStream(file);
    in.skipNBytes(ManifestLine.HEADER.length);
    return new ManifestLines(digest, in);
  }

  private static ManifestSummary write(Path file) throws IOException {
    try (var out = Files.newOutputStream(file)) {
      var writer = new ManifestWriter(out);
      for (var i = 0; i < ENTRIES; i++) {
        writer.add(entry(i));
      }
      return writer.finish();
    }
  }

  private static FileEntry entry(int number) {
    return new FileEntry(new FilePath(path(number)), number, new Digest("%064x".formatted(number)));
  }

  private static String path(int number) {
    return "shard-%04d/part-%06d.parquet".formatted(number / 1_000, number);
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new AssertionError();
    }
  }
}
