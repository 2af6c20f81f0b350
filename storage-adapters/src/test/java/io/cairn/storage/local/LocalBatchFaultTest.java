// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.content.Digest;
import io.cairn.core.content.SmallBlob;
import io.cairn.core.failure.Failure;
import io.cairn.storage.contract.Bodies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The write order of a batch, and what is left of it when the disk fails in its middle.
class LocalBatchFaultTest {
  private static final int COUNT = 20;

  private final List<WriteStep> steps = Collections.synchronizedList(new ArrayList<>());
  private final List<WriteStep> faults = new ArrayList<>();
  private final DataFolder folder;
  private final LocalBlobStore store;
  private final List<SmallBlob> batch = new ArrayList<>();

  LocalBatchFaultTest(@TempDir Path path) throws IOException {
    folder = DataFolder.open(path);
    store = LocalBlobStore.open(folder, Runnable::run, this::before);
    for (var i = 0; i < COUNT; i++) {
      var bytes = bytes(i);
      batch.add(SmallBlob.read(Digest.hash(bytes), bytes.length, Bodies.stream(bytes)));
    }
  }

  @AfterEach
  void close() {
    folder.close();
  }

  @Test
  void no_blob_gets_its_name_before_all_are_forced_and_folders_are_forced_last() {
    store.putAll(batch);

    assertThat(steps.lastIndexOf(WriteStep.FORCE_FILE)).isLessThan(steps.indexOf(WriteStep.RENAME));
    assertThat(steps.lastIndexOf(WriteStep.RENAME))
        .isLessThan(steps.indexOf(WriteStep.FORCE_FOLDER));
    assertThat(steps.stream().filter(WriteStep.FORCE_FILE::equals)).hasSize(COUNT);
    var shards = new HashSet<String>();
    batch.forEach(blob -> shards.add(blob.digest().hex().substring(0, 2)));
    assertThat(steps.stream().filter(WriteStep.FORCE_FOLDER::equals)).hasSize(shards.size());
  }

  @Test
  void blobs_that_were_there_are_not_written_but_their_folders_are_forced() {
    store.putAll(batch);
    steps.clear();

    store.putAll(batch);

    assertThat(steps).isNotEmpty().containsOnly(WriteStep.FORCE_FOLDER);
  }

  @ParameterizedTest
  @EnumSource(WriteStep.class)
  void a_fault_in_the_middle_is_not_acknowledged_and_leaves_nothing_half(WriteStep step)
      throws IOException {
    faults.add(step);

    assertThatThrownBy(() -> store.putAll(batch))
        .isInstanceOf(Failure.Unavailable.class)
        .hasRootCauseMessage("no more of this disk");

    assertThat(folder.incoming()).isEmptyDirectory();
    assertThat(store.isReadOnly()).isEqualTo(step.leavesDoubt());
    var isAnyNamed = step == WriteStep.RENAME || step == WriteStep.FORCE_FOLDER;
    for (var i = 0; i < COUNT; i++) {
      var digest = batch.get(i).digest();
      if (store.sizeBytes(digest).isPresent()) {
        assertThat(isAnyNamed).isTrue();
        try (var in = store.open(digest)) {
          assertThat(in.readAllBytes()).isEqualTo(bytes(i));
        }
      }
    }
    faults.clear();
    store.checkDisk();
    store.putAll(batch);
    assertThat(batch).allSatisfy(blob -> assertThat(store.sizeBytes(blob.digest())).isPresent());
  }

  /// Faults come at the third time of a step.
  private void before(WriteStep step) throws IOException {
    steps.add(step);
    if (faults.contains(step) && Collections.frequency(List.copyOf(steps), step) >= 3) {
      throw new IOException("no more of this disk");
    }
  }

  private static byte[] bytes(int i) {
    return Bodies.random(2_000 + i, i);
  }
}
