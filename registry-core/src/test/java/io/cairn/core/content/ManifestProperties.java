// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cairn.core.content.ManifestChange.Added;
import io.cairn.core.content.ManifestChange.Changed;
import io.cairn.core.content.ManifestChange.Removed;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.FilePath;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Laws of manifests over 200 random ones each; the seed is in the test's name.
class ManifestProperties {
  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void what_is_written_reads_back_and_writes_the_same(long seed) throws IOException {
    var entries = Manifests.random(new Random(seed), 40);

    var bytes = Manifests.write(entries);

    assertThat(Manifests.read(bytes)).isEqualTo(entries);
    assertThat(Manifests.write(Manifests.read(bytes))).isEqualTo(bytes);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void the_same_content_has_the_same_digest_and_other_content_another(long seed)
      throws IOException {
    var random = new Random(seed);
    var entries = new ArrayList<>(Manifests.random(random, 40));
    entries.add(Manifests.file("zz", "last"));
    entries.sort(ManifestEntry.order());
    var summary = ManifestWriter.write(new ByteArrayOutputStream(), entries.iterator());

    Collections.shuffle(entries, random);
    entries.sort(ManifestEntry.order());
    var again = ManifestWriter.write(new ByteArrayOutputStream(), entries.iterator());
    entries.replaceAll(e -> e.path().text().equals("zz") ? Manifests.file("zz", "changed") : e);
    var other = ManifestWriter.write(new ByteArrayOutputStream(), entries.iterator());

    assertThat(again).isEqualTo(summary);
    assertThat(other.digest()).isNotEqualTo(summary.digest());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void paths_are_refused_exactly_if_they_clash(long seed) {
    var random = new Random(seed);
    var entries = new ArrayList<ManifestEntry>();
    for (var i = 0; i < 8; i++) {
      entries.add(Manifests.randomEntry(random));
    }
    entries.sort(ManifestEntry.order());
    var clashes = false;
    for (var i = 0; i < entries.size(); i++) {
      for (var j = 0; j < i; j++) {
        clashes |= Manifests.clash(entries.get(i), entries.get(j));
      }
    }

    var refusal = catchThrowableOfType(Failure.Invalid.class, () -> Manifests.write(entries));

    assertThat(refusal != null).isEqualTo(clashes);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void search_finds_what_a_full_read_finds(long seed) throws IOException {
    var random = new Random(seed);
    // Some manifests are larger than a block, so that the search has to jump.
    var entries = seed % 40 == 0 ? large(random) : Manifests.random(random, 40);
    var search = search(Manifests.write(entries));

    for (var i = 0; i < entries.size(); i += 1 + entries.size() / 40) {
      var entry = entries.get(i);
      assertThat(search.find(entry.path())).hasValue(entry);
    }
    for (var i = 0; i < 20; i++) {
      var path = Manifests.randomEntry(random).path();
      var expected = entries.stream().filter(entry -> entry.path().equals(path)).findFirst();
      assertThat(search.find(path)).isEqualTo(expected);
    }
    assertThat(pages(100, page -> search.list("", page))).isEqualTo(entries);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void lists_of_folders_agree_with_a_full_read(long seed) throws IOException {
    var entries = Manifests.random(new Random(seed), 60);
    var search = search(Manifests.write(entries));

    for (var folder : List.of("a", "b", "a-b", "é", "a/a", "nowhere")) {
      var below = entries.stream().filter(e -> e.path().text().startsWith(folder + "/")).toList();
      assertThat(pages(3, page -> search.list(folder, page))).isEqualTo(below);
      assertThat(pages(3, page -> search.browse(folder, page)))
          .isEqualTo(items(below, folder.length() + 1));
    }
    assertThat(pages(3, page -> search.browse("", page))).isEqualTo(items(entries, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 400, 5_000})
  void browsing_jumps_over_what_lies_deeper(int filesInFolder) throws IOException {
    var entries = new ArrayList<ManifestEntry>();
    for (var folder : List.of("a", "b", "c/d", "c/e", "f")) {
      for (var i = 0; i < filesInFolder; i++) {
        entries.add(Manifests.reference(folder + "/" + i, "s3://b/" + "x".repeat(i % 300)));
      }
    }
    entries.add(Manifests.file("b.txt", "beside"));
    entries.sort(ManifestEntry.order());
    var reads = new int[1];
    var manifest = Manifests.write(entries);
    var search =
        new ManifestSearch(
            Digest.hash(manifest),
            manifest.length,
            (offset, length) -> {
              reads[0]++;
              return range(manifest, offset, length);
            });

    var items = search.browse("", PageRequest.first()).items();

    assertThat(items).isEqualTo(items(entries, 0));
    assertThat(reads[0]).isLessThan(100);
    assertThat(pages(1, page -> search.browse("", page))).isEqualTo(items);
    assertThat(pages(1, page -> search.browse("c", page))).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void a_diff_turns_one_manifest_into_the_other(long seed) throws IOException {
    var random = new Random(seed);
    var before = Manifests.random(random, 40);
    var after = Manifests.random(random, 40);
    var model = new TreeMap<String, ManifestEntry>();
    before.forEach(entry -> model.put(entry.path().text(), entry));

    var changes = new ManifestDiff(lines(before), lines(after));
    var last = Optional.<FilePath>empty();
    while (changes.hasNext()) {
      var change = changes.next();
      assertThat(last.filter(p -> compare(p, change.path()) >= 0)).isEmpty();
      last = Optional.of(change.path());
      var was =
          switch (change) {
            case Added(var entry) -> model.put(entry.path().text(), entry);
            case Removed(var entry) -> model.remove(entry.path().text());
            case Changed(_, var entry) -> model.put(entry.path().text(), entry);
          };
      assertThat(was == null).isEqualTo(change instanceof Added);
    }

    assertThat(model.values()).containsExactlyInAnyOrderElementsOf(after);
    assertThat(changes.unchanged()).isEqualTo(after.stream().filter(before::contains).count());
    assertThat(new ManifestDiff(lines(after), lines(after)).hasNext()).isFalse();
  }

  private static ManifestLines lines(List<ManifestEntry> entries) throws IOException {
    var manifest = Manifests.write(entries);
    var body = Arrays.copyOfRange(manifest, ManifestLine.HEADER.length, manifest.length);
    return new ManifestLines(Digest.hash(manifest), new ByteArrayInputStream(body));
  }

  private static int compare(FilePath a, FilePath b) {
    return PathOrder.compare(PathOrder.bytes(a), PathOrder.bytes(b));
  }

  private static List<ManifestEntry> large(Random random) {
    var entries = new ArrayList<ManifestEntry>();
    for (var i = 0; i < 3_000; i++) {
      var name = "%05d-%s.bin".formatted(i, "x".repeat(random.nextInt(200)));
      entries.add(Manifests.file("shard" + i % 7 + "/" + name, "content " + i));
    }
    entries.sort(ManifestEntry.order());
    return entries;
  }

  private static ManifestSearch search(byte[] manifest) {
    return new ManifestSearch(
        Digest.hash(manifest),
        manifest.length,
        (offset, length) -> range(manifest, offset, length));
  }

  private static byte[] range(byte[] manifest, long offset, int length) {
    return Arrays.copyOfRange(
        manifest, (int) offset, (int) Math.min(manifest.length, offset + length));
  }

  private static List<FolderItem> items(List<ManifestEntry> entries, int prefixLength) {
    return entries.stream().map(entry -> FolderItem.of(entry, prefixLength)).distinct().toList();
  }

  private static <T> List<T> pages(int limit, Function<PageRequest, Page<T>> list) {
    var page = list.apply(new PageRequest(limit, Optional.empty()));
    var all = new ArrayList<>(page.items());
    while (page.next().isPresent()) {
      assertThat(page.items()).hasSize(limit);
      page = list.apply(new PageRequest(limit, page.next()));
      all.addAll(page.items());
    }
    return all;
  }
}
