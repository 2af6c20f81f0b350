// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.content.BlobStaging;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.BlobUpload;
import io.cairn.core.content.Digest;
import io.cairn.core.content.StagedIntake;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every [BlobStaging] must do, together with the [StagedIntake] that all use.
public abstract class BlobStagingContract {
  private static final int SIZE = 9 * 256 * 1_024 + 7;

  private final UUID id = UUID.randomUUID();
  private final byte[] bytes = Bodies.random(SIZE, 3);
  private BlobStaging staging;
  private BlobStore store;

  /// A new, empty place that is a store too; `folder` is there for it to use.
  protected abstract BlobStaging open(Path folder) throws Exception;

  @BeforeEach
  void openStaging(@TempDir Path folder) throws Exception {
    staging = open(folder);
    store = (BlobStore) staging;
  }

  @Test
  void parts_become_one_blob() throws Exception {
    var intake = new StagedIntake(staging, Runnable::run);

    assertThat(append(intake, 0, 1_000))
        .isEqualTo(new StagedIntake.Appended(1_000, StagedIntake.End.WHOLE));
    append(intake, 1_000, 1_000);
    append(intake, 1_000, SIZE);

    var digest = intake.digest(id, SIZE, Duration.ofSeconds(30)).orElseThrow();
    assertThat(digest).isEqualTo(Digest.hash(bytes));
    assertThat(store.sizeBytes(digest)).isEmpty();
    staging.publish(id, digest, SIZE);
    assertThat(staging.stagedBytes(id)).isEmpty();
    assertThat(staging.staged()).isEmpty();
    try (var in = store.open(digest)) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
  }

  @Test
  void a_hash_begun_after_a_restart_is_the_same() {
    append(new StagedIntake(staging, Runnable::run), 0, 500_000);
    var later = new StagedIntake(staging, Runnable::run);
    append(later, 500_000, SIZE);

    assertThat(later.digest(id, SIZE, Duration.ofSeconds(30))).hasValue(Digest.hash(bytes));
  }

  @Test
  void what_came_before_a_body_broke_is_kept() {
    var broken =
        new SequenceInputStream(Bodies.stream(Arrays.copyOf(bytes, 700_000)), new BrokenStream());

    var appended = new StagedIntake(staging, Runnable::run).append(id, 0, SIZE, broken);

    assertThat(appended).isEqualTo(new StagedIntake.Appended(700_000, StagedIntake.End.CUT));
    assertThat(staging.stagedBytes(id)).hasValue(700_000);
  }

  @Test
  void no_byte_behind_the_limit_is_kept() {
    var appended =
        new StagedIntake(staging, Runnable::run).append(id, 0, 1_000, Bodies.stream(bytes));

    assertThat(appended.end()).isEqualTo(StagedIntake.End.LONG);
    assertThat(staging.stagedBytes(id).orElse(0)).isLessThanOrEqualTo(1_000);
  }

  @Test
  void an_empty_upload_becomes_the_empty_blob() throws Exception {
    var intake = new StagedIntake(staging, Runnable::run);
    append(intake, 0, 0);

    var digest = intake.digest(id, 0, Duration.ofSeconds(30)).orElseThrow();
    staging.publish(id, digest, 0);

    assertThat(digest).isEqualTo(Digest.hash(new byte[0]));
    assertThat(store.sizeBytes(digest)).hasValue(0);
  }

  @Test
  void publishing_what_is_there_already_ends_the_upload() throws Exception {
    var digest = Digest.hash(bytes);
    store.put(BlobUpload.of(digest), Bodies.stream(bytes));
    append(new StagedIntake(staging, Runnable::run), 0, SIZE);

    staging.publish(id, digest, SIZE);

    assertThat(staging.staged()).isEmpty();
    assertThat(store.sizeBytes(digest)).hasValue(SIZE);
  }

  @Test
  void a_blob_of_another_length_than_was_hashed_is_not_made() {
    append(new StagedIntake(staging, Runnable::run), 0, 100);

    assertThatThrownBy(() -> staging.publish(id, Digest.hash(bytes), SIZE))
        .isInstanceOf(IllegalStateException.class);
    assertThat(store.sizeBytes(Digest.hash(bytes))).isEmpty();
  }

  @Test
  void what_was_discarded_is_gone() {
    append(new StagedIntake(staging, Runnable::run), 0, 100);

    assertThat(staging.staged()).containsExactly(id);
    assertThat(staging.discard(id)).isTrue();
    assertThat(staging.discard(id)).isFalse();
    assertThat(staging.stagedBytes(id)).isEmpty();
    assertThat(staging.readStaged(id, 0, new byte[10])).isZero();
  }

  private StagedIntake.Appended append(StagedIntake intake, int from, int until) {
    return intake.append(id, from, SIZE, Bodies.stream(Arrays.copyOfRange(bytes, from, until)));
  }

  /// A line that breaks at once.
  private static final class BrokenStream extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("the line broke");
    }
  }
}
