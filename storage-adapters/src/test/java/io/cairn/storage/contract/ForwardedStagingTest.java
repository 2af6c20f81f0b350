// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.content.Digest;
import io.cairn.core.content.ForwardedStaging;
import io.cairn.core.content.StagedIntake;
import io.cairn.core.failure.Failure;
import io.cairn.core.time.Timeline;
import io.cairn.storage.memory.MemoryBlobStore;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ForwardedStagingTest {
  private final MemoryBlobStore place = new MemoryBlobStore(Runnable::run, Timeline.system());
  private final MemoryBlobStore store = new MemoryBlobStore(Runnable::run, Timeline.system());
  private final UUID id = UUID.randomUUID();
  private final byte[] bytes = Bodies.random(700_001, 3);
  private final Digest digest = Digest.hash(bytes);

  private void stage(ForwardedStaging staging) {
    new StagedIntake(staging, Runnable::run).append(id, 0, bytes.length, Bodies.stream(bytes));
  }

  @Test
  void what_was_staged_in_one_place_becomes_a_blob_in_another() throws Exception {
    var staging = new ForwardedStaging(place, store);
    stage(staging);

    staging.publish(id, digest, bytes.length);

    assertThat(store.open(digest).readAllBytes()).isEqualTo(bytes);
    assertThat(place.sizeBytes(digest)).isEmpty();
    assertThat(staging.staged()).isEmpty();
  }

  @Test
  void what_cannot_be_forwarded_now_rests_where_it_is() throws Exception {
    stage(new ForwardedStaging(place, store));
    var failing = new FailingBlobStore(store, "put"::equals);

    assertThatThrownBy(() -> new ForwardedStaging(place, failing).publish(id, digest, bytes.length))
        .isInstanceOf(Failure.Unavailable.class);

    assertThat(place.stagedBytes(id)).hasValue(bytes.length);
    new ForwardedStaging(place, store).publish(id, digest, bytes.length);
    assertThat(store.sizeBytes(digest)).hasValue(bytes.length);
  }

  @Test
  void a_blob_of_another_length_than_was_hashed_is_not_made() {
    var staging = new ForwardedStaging(place, store);
    stage(staging);

    assertThatThrownBy(() -> staging.publish(id, digest, bytes.length + 1))
        .isInstanceOf(IllegalStateException.class);
    assertThat(store.sizeBytes(digest)).isEmpty();
  }
}
