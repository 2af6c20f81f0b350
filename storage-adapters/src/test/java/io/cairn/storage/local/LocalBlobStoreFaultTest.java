// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.content.BlobUpload;
import io.cairn.core.content.Digest;
import io.cairn.core.failure.Failure;
import io.cairn.core.page.PageRequest;
import io.cairn.storage.contract.Bodies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the local store does when the disk does not, step by step.
class LocalBlobStoreFaultTest {
  private static final byte[] BYTES = Bodies.random(600_000, 1);
  private static final Digest DIGEST = Digest.hash(BYTES);

  private final List<WriteStep> steps = new ArrayList<>();
  private final Set<WriteStep> faults = EnumSet.noneOf(WriteStep.class);
  private final DataFolder folder;
  private IOException fault = new IOException("no more of this disk");
  private LocalBlobStore store;

  LocalBlobStoreFaultTest(@TempDir Path path) {
    folder = DataFolder.open(path);
    store = openStore();
  }

  @BeforeEach
  void storeOneBlob() throws IOException {
    put(new byte[] {1});
    steps.clear();
  }

  @AfterEach
  void close() {
    folder.close();
  }

  @Test
  void a_write_goes_through_its_steps_in_order() throws IOException {
    put(BYTES);

    assertThat(steps)
        .containsExactly(
            WriteStep.CREATE_TEMP,
            WriteStep.WRITE,
            WriteStep.WRITE,
            WriteStep.WRITE,
            WriteStep.FORCE_FILE,
            WriteStep.RENAME,
            WriteStep.FORCE_FOLDER);
  }

  @ParameterizedTest
  @EnumSource(WriteStep.class)
  void a_fault_at_any_step_is_never_acknowledged_and_leaves_no_wrong_byte(WriteStep step)
      throws IOException {
    faults.add(step);

    assertThatThrownBy(() -> put(BYTES))
        .isInstanceOf(Failure.Unavailable.class)
        .hasRootCauseMessage("no more of this disk");

    assertThat(folder.incoming()).isEmptyDirectory();
    // Only a fault behind the rename leaves the blob: verified bytes that nobody was promised.
    assertThat(store.sizeBytes(DIGEST).isPresent()).isEqualTo(step == WriteStep.FORCE_FOLDER);
    assertThat(read(Digest.hash(new byte[] {1}))).containsExactly(1);
  }

  @ParameterizedTest
  @EnumSource(WriteStep.class)
  void after_the_fault_the_same_bytes_can_be_stored(WriteStep step) throws IOException {
    faults.add(step);
    assertThatThrownBy(() -> put(BYTES)).isInstanceOf(Failure.Unavailable.class);
    faults.clear();

    store.checkDisk();
    put(BYTES);

    assertThat(read(DIGEST)).isEqualTo(BYTES);
  }

  @ParameterizedTest
  @EnumSource(
      value = WriteStep.class,
      names = {"FORCE_FILE", "FORCE_FOLDER"})
  void a_force_that_fails_makes_the_store_read_only_until_it_is_checked(WriteStep step)
      throws IOException {
    faults.add(step);
    assertThatThrownBy(() -> put(BYTES)).isInstanceOf(Failure.Unavailable.class);
    assertThatThrownBy(store::checkDisk).isInstanceOf(Failure.Unavailable.class);
    faults.clear();
    steps.clear();

    assertThat(store.isReadOnly()).isTrue();
    assertThatThrownBy(() -> put(BYTES)).isInstanceOf(Failure.Unavailable.class);
    assertThatThrownBy(() -> store.delete(DIGEST)).isInstanceOf(Failure.Unavailable.class);
    assertThat(steps).isEmpty();
    assertThat(read(Digest.hash(new byte[] {1}))).containsExactly(1);
    store.checkDisk();
    assertThat(store.isReadOnly()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = WriteStep.class,
      names = {"CREATE_TEMP", "WRITE", "RENAME"})
  void a_full_disk_takes_writes_again_when_there_is_space(WriteStep step) throws IOException {
    faults.add(step);
    assertThatThrownBy(() -> put(BYTES)).isInstanceOf(Failure.Unavailable.class);
    faults.clear();

    put(BYTES);

    assertThat(read(DIGEST)).isEqualTo(BYTES);
  }

  @Test
  void a_full_disk_is_told_as_full() {
    fault = new IOException("No space left on device");
    faults.add(WriteStep.WRITE);

    assertThatThrownBy(() -> put(BYTES))
        .isInstanceOfSatisfying(
            Failure.NotStored.class, e -> assertThat(e.code()).isEqualTo("storage.full"));
    assertThat(store.isReadOnly()).isFalse();
  }

  @Test
  void too_many_open_files_are_no_fault_of_the_disk() {
    fault = new IOException("x.part: Too many open files");
    faults.add(WriteStep.CREATE_TEMP);

    assertThatThrownBy(() -> put(BYTES))
        .isInstanceOfSatisfying(
            Failure.Unavailable.class, e -> assertThat(e.code()).isEqualTo("unavailable"));
  }

  @Test
  void bytes_of_an_upload_in_parts_whose_force_failed_are_dropped_and_never_forced_again()
      throws IOException {
    var id = UUID.randomUUID();
    try (var part = store.append(id)) {
      part.write(BYTES, 0, BYTES.length);
      part.force();
    }
    faults.add(WriteStep.FORCE_FILE);

    assertThatThrownBy(() -> store.publish(id, DIGEST, BYTES.length))
        .isInstanceOf(Failure.Unavailable.class);

    assertThat(store.stagedBytes(id)).isEmpty();
    assertThat(store.sizeBytes(DIGEST)).isEmpty();
  }

  @Test
  void what_was_written_of_a_part_before_the_disk_was_full_is_kept() throws IOException {
    var id = UUID.randomUUID();
    try (var part = store.append(id)) {
      part.write(BYTES, 0, 1_000);
      faults.add(WriteStep.WRITE);

      assertThatThrownBy(() -> part.write(BYTES, 1_000, 1_000))
          .isInstanceOf(Failure.NotStored.class);
    }

    assertThat(store.stagedBytes(id)).hasValue(1_000);
  }

  @Test
  void a_folder_whose_force_failed_is_forced_before_writes_are_taken_again() throws IOException {
    faults.add(WriteStep.FORCE_FOLDER);
    assertThatThrownBy(() -> put(BYTES)).isInstanceOf(Failure.Unavailable.class);
    faults.clear();
    steps.clear();

    store.checkDisk();

    assertThat(steps.stream().filter(step -> step == WriteStep.FORCE_FOLDER)).hasSize(2);
  }

  @Test
  void a_blob_that_was_there_is_acknowledged_only_once_its_folder_is_durable() throws IOException {
    put(BYTES);
    faults.add(WriteStep.FORCE_FOLDER);

    assertThatThrownBy(() -> put(BYTES)).isInstanceOf(Failure.Unavailable.class);
  }

  @Test
  void a_blob_that_was_cut_short_is_healed_by_the_same_bytes() throws IOException {
    put(BYTES);
    Files.write(store.localFile(DIGEST).orElseThrow(), new byte[] {1, 2, 3});

    put(BYTES);

    assertThat(read(DIGEST)).isEqualTo(BYTES);
  }

  @Test
  void what_an_earlier_process_left_half_done_is_removed_at_the_start() throws IOException {
    Files.write(folder.incoming().resolve("1.part"), BYTES);

    store = openStore();

    assertThat(folder.incoming()).isEmptyDirectory();
    put(BYTES);
    assertThat(read(DIGEST)).isEqualTo(BYTES);
  }

  @Test
  void a_planted_link_is_not_followed_and_is_replaced_by_the_right_bytes(@TempDir Path elsewhere)
      throws IOException {
    var secret = Files.write(elsewhere.resolve("secret"), BYTES);
    var link = folder.blobs().resolve(DIGEST.hex().substring(0, 2)).resolve(DIGEST.hex());
    Files.createSymbolicLink(link, secret);

    assertThat(store.sizeBytes(DIGEST)).isEmpty();
    assertThat(store.localFile(DIGEST)).isEmpty();
    assertThatThrownBy(() -> store.open(DIGEST)).isInstanceOf(Failure.NotFound.class);
    assertThat(store.list("", PageRequest.first()).items()).hasSize(1);
    put(BYTES);
    assertThat(link).isRegularFile();
    assertThat(Files.isSymbolicLink(link)).isFalse();
    assertThat(secret).hasBinaryContent(BYTES);
  }

  @Test
  void foreign_files_among_the_blobs_are_not_listed() throws IOException {
    Files.writeString(folder.blobs().resolve("ab").resolve("notes.txt"), "x");

    assertThat(store.list("", PageRequest.first()).items()).hasSize(1);
  }

  @Test
  void blobs_are_files_that_others_cannot_read() throws IOException {
    put(BYTES);

    var mode = Files.getPosixFilePermissions(store.localFile(DIGEST).orElseThrow());

    assertThat(mode).isSubsetOf(PosixFilePermissions.fromString("rw-r-----"));
  }

  private LocalBlobStore openStore() {
    return LocalBlobStore.open(
        folder,
        Runnable::run,
        step -> {
          steps.add(step);
          if (faults.contains(step)) {
            throw fault;
          }
        });
  }

  private void put(byte[] bytes) throws IOException {
    store.put(BlobUpload.of(Digest.hash(bytes)).sized(bytes.length), Bodies.stream(bytes));
  }

  private byte[] read(Digest digest) throws IOException {
    try (var in = store.open(digest)) {
      return in.readAllBytes();
    }
  }
}
