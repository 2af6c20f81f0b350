// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.access.Principal;
import io.cairn.core.access.Role;
import io.cairn.core.access.TestAccess;
import io.cairn.core.content.Blobs;
import io.cairn.core.content.Digest;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.time.Timeline;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

@OnBothEngines
class DraftLifeTest {
  private final AtomicReference<Instant> clock = new AtomicReference<>(Instant.now());
  private final Facts facts;
  private final TestArtifacts artifacts;
  private final Principal ada;
  private final String path;

  DraftLifeTest(TestFacts db) {
    facts = db.facts();
    var people = new TestAccess(facts);
    var timeline = new Timeline(clock::get, new SecureRandom());
    artifacts = new TestArtifacts(facts, people.access(), timeline);
    var team = people.team("n" + UUID.randomUUID());
    ada = people.put(people.user("n" + UUID.randomUUID()), team, Role.MEMBER);
    path = team.name() + "/p/c";
  }

  @Test
  void a_draft_expires_a_day_after_its_last_use() {
    var draft = artifacts.open(ada, path);
    pass(Duration.ofHours(23));
    artifacts.upload(ada, draft, "one");
    pass(Duration.ofHours(23));
    artifacts.manifest(ada, draft, Map.of("a.bin", "one"));
    pass(Duration.ofHours(25));

    assertThatThrownBy(() -> artifacts.commit(ada, draft))
        .isInstanceOfSatisfying(
            Failure.Gone.class, e -> assertThat(e.code()).isEqualTo("draft.expired"));
    assertThat(artifacts.describeDraft.run(ada, draft).state()).isEqualTo(DraftState.EXPIRED);
  }

  @Test
  void an_open_draft_leases_what_it_was_sent_and_a_commit_lets_go() {
    var draft = artifacts.open(ada, path);
    artifacts.upload(ada, draft, "one");
    artifacts.manifest(ada, draft, Map.of("a.bin", "one"));

    assertThat(leases(draft)).isEqualTo(2);
    artifacts.commit(ada, draft);
    assertThat(leases(draft)).isZero();
  }

  @Test
  void a_commit_that_was_broken_off_is_resumed() {
    var draft = artifacts.open(ada, path);
    var manifest = writeHalf(draft);

    sweep();
    assertThat(held(manifest)).isEqualTo(1);
    assertThat(artifacts.commit(ada, draft).isNew()).isTrue();
    assertThat(held(manifest)).isEqualTo(2);
  }

  @Test
  void what_a_draft_left_behind_is_swept_once_it_has_ended() {
    var draft = artifacts.open(ada, path);
    var half = writeHalf(draft);
    var kept = artifacts.log(ada, path, Map.of("kept.bin", "kept")).version().digest();
    sweep();
    assertThat(leases(draft)).isEqualTo(3);
    pass(Duration.ofHours(25));

    sweep();

    assertThat(leases(draft)).isZero();
    assertThat(held(half)).isZero();
    assertThat(held(kept)).isEqualTo(1);
  }

  private void sweep() {
    var sweep = new SweepDrafts(facts, new Timeline(clock::get, new SecureRandom()));
    while (sweep.run() > 0) {
      // Until nothing is left.
    }
  }

  /// As a server that was killed in the middle of a commit leaves it.
  private Digest writeHalf(DraftId draft) {
    var one = artifacts.upload(ada, draft, "one " + path);
    artifacts.upload(ada, draft, "two");
    artifacts.manifest(ada, draft, Map.of("a.bin", "one " + path, "b.bin", "two"));
    var manifest = artifacts.describeDraft.run(ada, draft).manifest().orElseThrow().digest();
    return facts.write(tx -> {
      Blobs.hold(tx, manifest, List.of(one));
      return manifest;
    });
  }

  private long held(Digest manifest) {
    return facts.read(reading ->
        reading
            .handle()
            .createQuery("select count(*) from manifest_blob where manifest = :manifest")
            .bind("manifest", manifest.bytes())
            .mapTo(Long.class)
            .one());
  }

  private long leases(DraftId draft) {
    return facts.read(reading ->
        reading
            .handle()
            .createQuery("select count(*) from lease where draft_id = :id")
            .bind("id", draft.value())
            .mapTo(Long.class)
            .one());
  }

  private void pass(Duration time) {
    clock.updateAndGet(now -> now.plus(time));
  }
}
