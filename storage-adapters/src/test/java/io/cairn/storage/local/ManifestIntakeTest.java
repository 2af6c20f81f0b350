// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.content.BlobStore;
import io.cairn.core.content.Digest;
import io.cairn.core.content.ManifestEntry;
import io.cairn.core.content.ManifestEntry.FileEntry;
import io.cairn.core.content.ManifestIntake;
import io.cairn.core.content.ManifestSearch;
import io.cairn.core.content.ManifestWriter;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.FilePath;
import io.cairn.core.page.PageRequest;
import io.cairn.storage.contract.Bodies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Manifests on a real disk: taken in, and searched where they lie.
class ManifestIntakeTest {
  private static final int ENTRIES = 5_000;

  private final DataFolder folder;
  private final BlobStore store;

  ManifestIntakeTest(@TempDir Path path) {
    folder = DataFolder.open(path);
    store = LocalBlobStore.open(folder, Runnable::run);
  }

  @AfterEach
  void close() {
    folder.close();
  }

  @Test
  void a_right_manifest_is_kept_and_searched_where_it_lies() throws IOException {
    var bytes = manifest();

    var summary = new ManifestIntake(store, bytes.length, ENTRIES).store(Bodies.stream(bytes));
    var search = ManifestSearch.in(store, summary.digest());

    assertThat(summary.digest()).isEqualTo(Digest.hash(bytes));
    assertThat(summary.files()).isEqualTo(ENTRIES);
    assertThat(search.find(new FilePath("part/4321"))).hasValue(entry(4_321));
    assertThat(search.find(new FilePath("part/9"))).isEmpty();
    assertThat(search.list("part", PageRequest.first()).items().getLast()).isEqualTo(entry(99));
  }

  @Test
  void of_a_wrong_manifest_nothing_is_kept() throws IOException {
    var bytes = manifest();
    var cut = Arrays.copyOf(bytes, bytes.length - 1);
    var intake = new ManifestIntake(store, bytes.length, ENTRIES);

    assertThatThrownBy(() -> intake.store(Bodies.stream(cut)))
        .isInstanceOfSatisfying(
            Failure.Invalid.class, f -> assertThat(f.rule()).isEqualTo("manifest.newline"));

    assertThat(store.list("", PageRequest.first()).items()).isEmpty();
    assertThat(folder.incoming()).isEmptyDirectory();
  }

  @Test
  void of_a_manifest_beyond_a_limit_nothing_is_kept() throws IOException {
    var bytes = manifest();

    assertThatThrownBy(
            () -> new ManifestIntake(store, bytes.length, ENTRIES - 1).store(Bodies.stream(bytes)))
        .isInstanceOf(Failure.TooLarge.class);
    assertThatThrownBy(
            () -> new ManifestIntake(store, bytes.length - 1, ENTRIES).store(Bodies.stream(bytes)))
        .isInstanceOf(Failure.TooLarge.class);

    assertThat(store.list("", PageRequest.first()).items()).isEmpty();
  }

  private static byte[] manifest() throws IOException {
    var out = new ByteArrayOutputStream();
    var entries = IntStream.range(0, ENTRIES).<ManifestEntry>mapToObj(ManifestIntakeTest::entry);
    ManifestWriter.write(out, entries.iterator());
    return out.toByteArray();
  }

  private static FileEntry entry(int number) {
    var path = new FilePath("part/%04d".formatted(number));
    return new FileEntry(path, number, new Digest("%064x".formatted(number)));
  }
}
