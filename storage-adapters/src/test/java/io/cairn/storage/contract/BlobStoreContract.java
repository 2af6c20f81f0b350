// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.BlobUpload;
import io.cairn.core.content.Checksum;
import io.cairn.core.content.Digest;
import io.cairn.core.content.ListedBlob;
import io.cairn.core.content.SmallBlob;
import io.cairn.core.content.StoredBlob;
import io.cairn.core.failure.Failure;
import io.cairn.core.page.PageRequest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every [BlobStore] must do, decorators included.
public abstract class BlobStoreContract {
  private static final byte[] HELLO = "hello, cairn".getBytes(StandardCharsets.UTF_8);
  private static final int BUFFER = 256 * 1_024;

  private BlobStore store;

  /// A new, empty store; `folder` is there for it to use.
  protected abstract BlobStore open(Path folder) throws Exception;

  protected abstract Set<Supports> supports();

  /// What must hold beyond the port when nothing was kept.
  protected void assertNothingLeft() throws Exception {}

  @BeforeEach
  void openStore(@TempDir Path folder) throws Exception {
    store = open(folder);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1_000, BUFFER - 1, BUFFER, BUFFER + 1, 4 * BUFFER, 9 * BUFFER + 7})
  void what_was_put_is_read_back(int length) throws Exception {
    var bytes = Bodies.random(length, length);
    var digest = Digest.hash(bytes);

    var stored = store.put(BlobUpload.of(digest).sized(length), Bodies.stream(bytes));

    assertThat(stored)
        .isEqualTo(new StoredBlob(digest, length, Optional.empty(), Optional.empty()));
    assertThat(store.sizeBytes(digest)).hasValue(length);
    assertThat(read(digest)).isEqualTo(bytes);
  }

  @Test
  void a_body_of_unknown_digest_and_size_is_kept_under_its_digest() throws Exception {
    var bytes = Bodies.random(3 * BUFFER, 5);

    var stored = store.put(BlobUpload.ofUnknownDigest(), Bodies.stream(bytes));

    assertThat(stored.digest()).isEqualTo(Digest.hash(bytes));
    assertThat(read(stored.digest())).isEqualTo(bytes);
  }

  @Test
  void further_sums_are_taken_in_the_same_pass() throws Exception {
    var check = "123456789".getBytes(StandardCharsets.US_ASCII);

    var stored =
        store.put(
            BlobUpload.ofUnknownDigest().with(Checksum.MD5, Checksum.CRC32C), Bodies.stream(check));

    assertThat(stored.md5()).hasValue("25f9e794323b453885f5181f1b624d0b");
    assertThat(stored.crc32c()).hasValue("e3069283");
  }

  @Test
  void a_large_body_passes_in_flat_memory() throws Exception {
    assumeTrue(supports().contains(Supports.FLAT_MEMORY));
    var length = 64L << 20;
    var before = allocatedBytes();

    var stored = store.put(BlobUpload.ofUnknownDigest().sized(length), Bodies.made(length));
    try (var in = store.open(stored.digest())) {
      assertThat(Bodies.digestOf(in)).isEqualTo(stored.digest());
    }

    assertThat(stored.digest()).isEqualTo(Bodies.digestOf(Bodies.made(length)));
    assertThat(allocatedBytes() - before).isLessThan(4L << 20);
  }

  @Test
  void a_range_gives_exactly_its_bytes() throws Exception {
    var bytes = Bodies.random(100_000, 7);
    var digest = put(bytes);

    assertThat(range(digest, 0, 10)).isEqualTo(Arrays.copyOf(bytes, 10));
    assertThat(range(digest, 99_999, 1)).containsExactly(bytes[99_999]);
    assertThat(range(digest, 31_000, 40_000)).isEqualTo(Arrays.copyOfRange(bytes, 31_000, 71_000));
    assertThat(range(digest, 99_990, 1_000)).isEqualTo(Arrays.copyOfRange(bytes, 99_990, 100_000));
    assertThat(range(digest, 100_000, 5)).isEmpty();
    assertThat(range(digest, 200_000, 5)).isEmpty();
    assertThat(range(digest, 5, 0)).isEmpty();
  }

  @Test
  void a_negative_range_is_a_mistake_of_the_caller() throws Exception {
    var digest = put(HELLO);

    assertThatThrownBy(() -> store.openRange(digest, -1, 5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store.openRange(digest, 1, -5))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, BUFFER, 3 * BUFFER + 1})
  void bytes_of_another_digest_are_not_kept(int length) throws Exception {
    var bytes = Bodies.random(length, 1);
    var promised = Digest.hash(HELLO);

    assertThatThrownBy(() -> store.put(BlobUpload.of(promised), Bodies.stream(bytes)))
        .isInstanceOfSatisfying(
            Failure.DigestMismatch.class,
            failure -> {
              assertThat(failure.expected()).isEqualTo(promised.toString());
              assertThat(failure.actual()).isEqualTo(Digest.hash(bytes).toString());
            });

    assertNothingKept(promised, Digest.hash(bytes));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, BUFFER, 2 * BUFFER + 3})
  void a_short_body_is_not_kept(int length) throws Exception {
    var bytes = Bodies.random(length, 2);
    var upload = BlobUpload.of(Digest.hash(bytes)).sized(length + 1);

    assertThatThrownBy(() -> store.put(upload, Bodies.stream(bytes)))
        .isInstanceOfSatisfying(Failure.Invalid.class, f -> assertRule(f, "body.short"));

    assertNothingKept(Digest.hash(bytes));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, BUFFER, 2 * BUFFER + 3})
  void a_long_body_is_not_kept(int length) throws Exception {
    var bytes = Bodies.random(length, 3);
    var upload = BlobUpload.of(Digest.hash(bytes)).sized(length - 1);

    assertThatThrownBy(() -> store.put(upload, Bodies.stream(bytes)))
        .isInstanceOfSatisfying(Failure.Invalid.class, f -> assertRule(f, "body.long"));

    assertNothingKept(Digest.hash(bytes));
  }

  @Test
  void a_body_over_the_limit_is_not_kept() throws Exception {
    var bytes = Bodies.random(1_001, 4);
    var digest = Digest.hash(bytes);

    assertThatThrownBy(() -> store.put(BlobUpload.of(digest).atMost(1_000), Bodies.stream(bytes)))
        .isInstanceOfSatisfying(
            Failure.TooLarge.class, f -> assertThat(f.limit()).isEqualTo(1_000));
    assertThatThrownBy(
            () -> store.put(BlobUpload.of(digest).atMost(1_000).sized(1_001), Bodies.made(0)))
        .isInstanceOf(Failure.TooLarge.class);

    assertNothingKept(digest);
  }

  @Test
  void a_body_of_exactly_the_limit_is_kept() throws Exception {
    var bytes = Bodies.random(1_000, 4);

    store.put(BlobUpload.of(Digest.hash(bytes)).atMost(1_000), Bodies.stream(bytes));

    assertThat(read(Digest.hash(bytes))).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, BUFFER, 6 * BUFFER + 11})
  void a_body_that_breaks_off_is_not_kept(int length) throws Exception {
    var bytes = Bodies.random(length, 6);

    assertThatThrownBy(() -> store.put(BlobUpload.ofUnknownDigest(), Bodies.cutAfter(bytes)))
        .isInstanceOf(IOException.class)
        .hasMessage("connection reset");

    assertNothingKept(Digest.hash(bytes));
  }

  @Test
  void putting_the_same_bytes_again_is_no_error() throws Exception {
    var first = put(HELLO);

    var second = put(HELLO);

    assertThat(second).isEqualTo(first);
    assertThat(listAll("")).hasSize(1);
    assertThat(read(first)).isEqualTo(HELLO);
  }

  @Test
  void the_same_blob_put_by_many_at_once_is_there_once()
      throws IOException, InterruptedException, ExecutionException {
    var bytes = Bodies.random(2 * BUFFER + 99, 8);
    var upload = BlobUpload.of(Digest.hash(bytes)).sized(bytes.length);
    Callable<StoredBlob> put = () -> store.put(upload, Bodies.stream(bytes));

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : threads.invokeAll(Stream.generate(() -> put).limit(16).toList())) {
        assertThat(done.get().digest()).isEqualTo(Digest.hash(bytes));
      }
    }

    assertThat(listAll("")).extracting(ListedBlob::sizeBytes).containsExactly((long) bytes.length);
    assertThat(read(Digest.hash(bytes))).isEqualTo(bytes);
  }

  @Test
  void a_batch_is_kept_whole_and_may_name_a_blob_twice_or_one_that_is_there() throws Exception {
    var batch = new ArrayList<SmallBlob>();
    for (var i = 0; i < 300; i++) {
      batch.add(small(Bodies.random(i * 7, i)));
    }
    batch.add(small(Bodies.random(7, 1)));
    put(Bodies.random(14, 2));
    store.quarantine(put(Bodies.random(21, 3)));

    store.putAll(batch);

    assertThat(listAll("")).hasSize(300);
    for (var i = 0; i < 300; i++) {
      assertThat(read(batch.get(i).digest())).isEqualTo(Bodies.random(i * 7, i));
    }
  }

  @Test
  void an_empty_batch_keeps_nothing() throws Exception {
    store.putAll(List.of());

    assertNothingKept();
  }

  @Test
  void batches_that_share_blobs_may_come_at_once() throws Exception {
    var batch = new ArrayList<SmallBlob>();
    for (var i = 0; i < 100; i++) {
      batch.add(small(Bodies.random(100 + i, i)));
    }
    Callable<Boolean> put =
        () -> {
          store.putAll(batch);
          return true;
        };

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var done : threads.invokeAll(Stream.generate(() -> put).limit(4).toList())) {
        assertThat(done.get()).isTrue();
      }
    }

    assertThat(listAll("")).hasSize(100);
    assertThat(read(batch.getLast().digest())).isEqualTo(Bodies.random(199, 99));
  }

  @Test
  void a_small_blob_with_a_wrong_digest_or_too_few_bytes_cannot_be_made() {
    assertThatThrownBy(
            () -> SmallBlob.read(Digest.hash(new byte[0]), HELLO.length, Bodies.stream(HELLO)))
        .isInstanceOf(Failure.DigestMismatch.class);
    assertThatThrownBy(
            () -> SmallBlob.read(Digest.hash(HELLO), HELLO.length + 1, Bodies.stream(HELLO)))
        .isInstanceOfSatisfying(Failure.Invalid.class, f -> assertRule(f, "body.short"));
  }

  @Test
  void blobs_are_listed_by_digest_page_by_page() throws Exception {
    var expected = new TreeSet<Digest>();
    for (var i = 0; i < 40; i++) {
      expected.add(put(Bodies.random(i, i)));
    }

    var listed = listAll("");

    assertThat(listed).extracting(ListedBlob::digest).containsExactlyElementsOf(expected);
    assertThat(listed)
        .allSatisfy(b -> assertThat(store.sizeBytes(b.digest())).hasValue(b.sizeBytes()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 64})
  void a_list_may_be_narrowed_to_a_prefix(int prefixLength) throws Exception {
    var all = new TreeSet<Digest>();
    for (var i = 0; i < 40; i++) {
      all.add(put(Bodies.random(i, i)));
    }
    var prefix = all.first().hex().substring(0, prefixLength);

    assertThat(listAll(prefix))
        .extracting(ListedBlob::digest)
        .containsExactlyElementsOf(all.stream().filter(d -> d.hex().startsWith(prefix)).toList());
  }

  @Test
  void deleting_twice_finds_nothing_the_second_time() throws Exception {
    var digest = put(HELLO);

    assertThat(store.delete(digest)).isTrue();
    assertThat(store.delete(digest)).isFalse();

    assertNothingKept(digest);
  }

  @Test
  void a_blob_that_is_not_there_is_not_found() {
    var digest = Digest.hash(HELLO);

    assertThat(store.sizeBytes(digest)).isEmpty();
    assertThat(store.localFile(digest)).isEmpty();
    assertThat(store.quarantine(digest)).isFalse();
    assertThatThrownBy(() -> store.open(digest)).isInstanceOf(Failure.NotFound.class);
    assertThatThrownBy(() -> store.openRange(digest, 0, 1)).isInstanceOf(Failure.NotFound.class);
  }

  @Test
  void a_blob_in_quarantine_is_corrupt_until_the_right_bytes_come_again() throws Exception {
    var digest = put(HELLO);

    assertThat(store.quarantine(digest)).isTrue();

    assertThat(store.sizeBytes(digest)).isEmpty();
    assertThat(listAll("")).isEmpty();
    assertThatThrownBy(() -> store.open(digest)).isInstanceOf(Failure.Corrupt.class);
    assertThatThrownBy(() -> store.openRange(digest, 0, 1)).isInstanceOf(Failure.Corrupt.class);
    put(HELLO);
    assertThat(read(digest)).isEqualTo(HELLO);
    assertThat(store.delete(digest)).isTrue();
    assertThatThrownBy(() -> store.open(digest)).isInstanceOf(Failure.NotFound.class);
  }

  @Test
  void a_local_file_has_the_bytes_of_the_blob_and_a_store_without_names_none() throws Exception {
    var digest = put(HELLO);

    var file = store.localFile(digest);

    assertThat(file.isPresent()).isEqualTo(supports().contains(Supports.LOCAL_FILE));
    if (file.isPresent()) {
      assertThat(Files.readAllBytes(file.get())).isEqualTo(HELLO);
    }
  }

  private Digest put(byte[] bytes) throws IOException {
    return store.put(BlobUpload.of(Digest.hash(bytes)), Bodies.stream(bytes)).digest();
  }

  private static SmallBlob small(byte[] bytes) throws IOException {
    return SmallBlob.read(Digest.hash(bytes), bytes.length, Bodies.stream(bytes));
  }

  private byte[] read(Digest digest) throws IOException {
    try (var in = store.open(digest)) {
      return in.readAllBytes();
    }
  }

  private byte[] range(Digest digest, long offset, long length) throws IOException {
    try (var in = store.openRange(digest, offset, length)) {
      return in.readAllBytes();
    }
  }

  private ArrayList<ListedBlob> listAll(String prefix) {
    var all = new ArrayList<ListedBlob>();
    var page = store.list(prefix, new PageRequest(7, Optional.empty()));
    all.addAll(page.items());
    while (page.next().isPresent()) {
      page = store.list(prefix, new PageRequest(7, page.next()));
      all.addAll(page.items());
    }
    return all;
  }

  private void assertNothingKept(Digest... digests) throws Exception {
    assertThat(listAll("")).isEmpty();
    assertThat(digests).allSatisfy(digest -> assertThat(store.sizeBytes(digest)).isEmpty());
    assertNothingLeft();
  }

  private static void assertRule(Failure.Invalid failure, String rule) {
    assertThat(failure.field()).isEqualTo("body");
    assertThat(failure.rule()).isEqualTo(rule);
  }

  private static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
