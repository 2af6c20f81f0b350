// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.client.folder.Entry;
import io.cairn.client.folder.Hasher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlobCacheTest {
  @TempDir Path folder;

  @Test
  void what_was_kept_is_placed_and_an_edit_of_it_does_not_reach_the_cache() throws IOException {
    var cache = cache(1_000_000);
    var entry = keep(cache, 1, 1_000);
    var target = folder.resolve("target");

    assertThat(cache.place(entry, target)).isTrue();
    Files.writeString(target, "edited");

    assertThat(cache.place(entry, folder.resolve("other"))).isTrue();
    assertThat(Hasher.hash(folder.resolve("other"), _ -> {}).sha256()).isEqualTo(entry.sha256());
  }

  @Test
  void a_damaged_file_of_the_same_length_is_never_handed_out() throws IOException {
    var cache = cache(1_000_000);
    var entry = keep(cache, 1, 1_000);
    var kept = kept(entry);
    var modified = Files.getLastModifiedTime(kept);
    var bytes = Files.readAllBytes(kept);
    bytes[500] ^= 1;
    Files.write(kept, bytes);
    Files.setLastModifiedTime(kept, modified);

    assertThat(cache.place(entry, folder.resolve("target"))).isFalse();

    assertThat(folder.resolve("target")).doesNotExist();
    assertThat(kept).doesNotExist();
  }

  @Test
  void a_check_removes_what_is_damaged() throws IOException {
    var cache = cache(1_000_000);
    keep(cache, 1, 1_000);
    var bad = keep(cache, 2, 1_000);
    Files.writeString(kept(bad), "rotten");

    var checked = cache.verify(Progress.NONE);

    assertThat(checked.files()).isEqualTo(2);
    assertThat(checked.damaged()).isEqualTo(1);
    assertThat(cache.contents()).isEqualTo(new BlobCache.Contents(1, 1_000));
    assertThat(cache.clear()).isEqualTo(new BlobCache.Contents(1, 1_000));
    assertThat(cache.contents()).isEqualTo(new BlobCache.Contents(0, 0));
  }

  @Test
  void above_the_limit_what_was_not_used_for_longest_goes() throws IOException {
    var cache = cache(100_000);
    var first = keep(cache, 1, 40_000);
    var second = keep(cache, 2, 40_000);
    age(first, 3_000);
    age(second, 2_000);
    assertThat(cache.place(first, folder.resolve("used"))).isTrue();

    keep(cache, 3, 40_000);
    cache.trim();

    assertThat(kept(first)).exists();
    assertThat(kept(second)).doesNotExist();
    assertThat(cache.contents().bytes()).isLessThanOrEqualTo(100_000);
  }

  @Test
  void a_file_over_the_limit_and_an_empty_one_are_not_kept() throws IOException {
    var cache = cache(100);

    keep(cache, 1, 101);
    keep(cache, 2, 0);

    assertThat(cache.contents().files()).isZero();
  }

  @Test
  void many_at_once_keep_place_and_trim_without_a_wrong_byte() throws Exception {
    try (var threads = Executors.newFixedThreadPool(8)) {
      var all =
          IntStream.range(0, 8)
              .mapToObj(worker ->
                  threads.submit(() -> {
                    var cache = cache(60_000);
                    for (var i = 0; i < 60; i++) {
                      var entry = keep(cache, i % 10, 10_000);
                      var target = folder.resolve("t-" + worker + "-" + i);
                      if (cache.place(entry, target)) {
                        assertThat(Hasher.hash(target, _ -> {}).sha256()).isEqualTo(entry.sha256());
                      } else {
                        assertThat(target).doesNotExist();
                      }
                      cache.trim();
                    }
                    return worker;
                  }))
              .toList();
      for (var each : all) {
        each.get();
      }
    }
    var cache = cache(60_000);
    cache.trim();
    assertThat(cache.contents().bytes()).isLessThanOrEqualTo(60_000);
    assertThat(cache.verify(Progress.NONE).damaged()).isZero();
  }

  @Test
  void links_are_read_only() throws IOException {
    var cache = new BlobCache(new CacheFolder(folder.resolve("cache"), 1_000_000, true));
    var entry = keep(cache, 1, 1_000);
    var target = folder.resolve("target");

    assertThat(cache.place(entry, target)).isTrue();

    assertThat(Files.getAttribute(target, "unix:ino"))
        .isEqualTo(Files.getAttribute(kept(entry), "unix:ino"));
    assertThat(Files.getPosixFilePermissions(target).toString()).doesNotContain("WRITE");
  }

  @Test
  void a_folder_that_cannot_be_used_only_means_that_nothing_is_kept() throws IOException {
    Files.writeString(folder.resolve("file"), "");
    var cache = new BlobCache(new CacheFolder(folder.resolve("file"), 1_000_000, false));

    var entry = keep(cache, 1, 1_000);

    cache.trim();
    assertThat(cache.place(entry, folder.resolve("target"))).isFalse();
  }

  @Test
  void the_environment_says_where_and_how_much() {
    assertThat(CacheFolder.of(Map.of())).isEmpty();
    assertThat(CacheFolder.of(Map.of("HOME", "/h")).orElseThrow().folder())
        .isEqualTo(Path.of("/h/.cache/cairn"));
    assertThat(CacheFolder.of(Map.of("HOME", "/h", "XDG_CACHE_HOME", "/x")).orElseThrow().folder())
        .isEqualTo(Path.of("/x/cairn"));
    var set = Map.of("CAIRN_CACHE_DIR", "/c", "CAIRN_CACHE_LIMIT", "5G", "CAIRN_CACHE_LINKS", "1");
    assertThat(CacheFolder.of(set)).hasValue(new CacheFolder(Path.of("/c"), 5L << 30, true));
    assertThat(CacheFolder.of(Map.of("HOME", "/h")).orElseThrow().limitBytes())
        .isPositive()
        .isLessThanOrEqualTo(20L << 30);
    assertThatThrownBy(
            () -> CacheFolder.of(Map.of("CAIRN_CACHE_DIR", "/c", "CAIRN_CACHE_LIMIT", "much")))
        .isInstanceOf(CairnException.class)
        .hasMessageContaining("CAIRN_CACHE_LIMIT");
  }

  private BlobCache cache(long limitBytes) {
    return new BlobCache(new CacheFolder(folder.resolve("cache"), limitBytes, false));
  }

  private Entry.File keep(BlobCache cache, int seed, int length) throws IOException {
    var bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    var sha256 = HexFormat.of().formatHex(Hasher.sha256().digest(bytes));
    var source = Files.createTempFile(folder, "source", "");
    Files.write(source, bytes);
    var entry = new Entry.File("a", length, sha256);
    cache.keep(entry, source);
    return entry;
  }

  private Path kept(Entry.File entry) {
    var name = entry.sha256();
    return folder.resolve("cache").resolve("blobs").resolve(name.substring(0, 2)).resolve(name);
  }

  private void age(Entry.File entry, int seconds) throws IOException {
    Files.setLastModifiedTime(
        kept(entry), FileTime.fromMillis(System.currentTimeMillis() - seconds * 1_000L));
  }
}
