// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.access.Principal;
import io.cairn.core.access.Role;
import io.cairn.core.access.TestAccess;
import io.cairn.core.draft.TestArtifacts;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Label;
import io.cairn.core.name.Reference;
import io.cairn.core.name.Selector;
import io.cairn.core.time.Timeline;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

@OnBothEngines
class AliasHistoryTest {
  private static final Instant START = Instant.parse("2026-10-01T12:00:00Z");
  private static final Label BEST = new Label("best");

  private final AtomicReference<Instant> clock = new AtomicReference<>(START);
  private final TestArtifacts artifacts;
  private final Principal ada;
  private final String path;

  /// Versions 0, 1 and 2, of which `best` bears none yet.
  AliasHistoryTest(TestFacts db) {
    var people = new TestAccess(db.facts());
    var timeline = new Timeline(clock::get, new SecureRandom());
    artifacts = new TestArtifacts(db.facts(), people.access(), timeline);
    var team = people.team("n" + UUID.randomUUID());
    ada = people.put(people.user("n" + UUID.randomUUID()), team, Role.MEMBER);
    path = team.name() + "/digits/classifier";
    for (var content : List.of("one", "two", "three")) {
      artifacts.log(ada, path, Map.of("a.bin", content));
    }
  }

  @Test
  void a_time_leads_to_what_the_alias_pointed_at_then() {
    setAfterAnHour("v0");
    setAfterAnHour("v2");

    assertThat(at(START.plusSeconds(3600)).index()).isEqualTo(0);
    assertThat(at(START.plusSeconds(7199)).index()).isEqualTo(0);
    assertThat(at(START.plusSeconds(7200)).index()).isEqualTo(2);
    assertThat(at(START.plusSeconds(99_999)).index()).isEqualTo(2);
    assertThat(artifacts.resolve(ada, path + ":BEST~2026-10-01T15:00+02:00").index()).isEqualTo(0);
  }

  @Test
  void before_the_first_move_and_after_a_removal_it_pointed_at_nothing() {
    setAfterAnHour("v0");
    removeAfterAnHour();

    assertThatThrownBy(() -> at(START.plusSeconds(3599)))
        .isInstanceOf(Failure.NotFound.class)
        .hasMessageContaining("the alias pointed at nothing then");
    assertThatThrownBy(() -> at(START.plusSeconds(7200)))
        .isInstanceOf(Failure.NotFound.class)
        .hasMessageContaining("the alias pointed at nothing then");
  }

  @Test
  void a_removed_alias_still_answers() {
    setAfterAnHour("v1");
    removeAfterAnHour();

    assertThat(at(START.plusSeconds(3600)).index()).isEqualTo(1);
    assertThat(back(1).index()).isEqualTo(1);
  }

  @Test
  void former_holders_are_counted_back_without_the_times_of_none() {
    setAfterAnHour("v0");
    setAfterAnHour("v1");
    setAfterAnHour("v0");
    removeAfterAnHour();
    setAfterAnHour("v2");

    assertThat(List.of(back(1).index(), back(2).index(), back(3).index()))
        .containsExactly(0L, 1L, 0L);
    assertThatThrownBy(() -> back(4))
        .isInstanceOf(Failure.NotFound.class)
        .hasMessageContaining("the alias has had fewer former holders");
    assertThat(artifacts.resolve(ada, path + ":latest~2").index()).isEqualTo(0);
  }

  @Test
  void a_version_that_was_deleted_since_says_so_and_is_only_shown() {
    setAfterAnHour("v1");
    setAfterAnHour("v0");
    assertThat(back(1).isDeleted()).isFalse();

    artifacts.deleteVersion.run(ada, Reference.parse(path + ":v1"), Optional.empty());

    assertThat(back(1).index()).isEqualTo(1);
    assertThat(back(1).isDeleted()).isTrue();
    assertThat(at(START.plusSeconds(3600)).isDeleted()).isTrue();
    assertThat(at(START.plusSeconds(7200)).isDeleted()).isFalse();
    assertThatThrownBy(() -> set("best~1")).isInstanceOf(Failure.NotFound.class);
    var former = Reference.parse(path + ":best~1");
    assertThatThrownBy(() -> artifacts.resolve.live(ada, former))
        .isInstanceOf(Failure.NotFound.class)
        .hasMessageContaining("deleted since");
    assertThatThrownBy(() -> artifacts.deleteVersion.run(ada, former, Optional.empty()))
        .isInstanceOf(Failure.NotFound.class);
    assertThatThrownBy(() -> artifacts.open(ada, path, Optional.of(former)))
        .isInstanceOf(Failure.NotFound.class);
  }

  @Test
  void an_alias_is_set_back_by_its_history() {
    setAfterAnHour("v0");
    setAfterAnHour("v2");

    set("best~1");

    assertThat(artifacts.resolve(ada, path + ":best").index()).isEqualTo(0);
  }

  private VersionView at(Instant then) {
    return artifacts.resolve(ada, path + ":best~" + then);
  }

  private VersionView back(int steps) {
    return artifacts.resolve(ada, path + ":best~" + steps);
  }

  private void setAfterAnHour(String target) {
    clock.updateAndGet(now -> now.plus(Duration.ofHours(1)));
    set(target);
  }

  private void set(String target) {
    artifacts.setAlias.run(
        ada,
        new SetAlias.Command(
            CollectionPath.parse(path),
            BEST,
            Selector.parse(target),
            new AliasExpectation.Anything(),
            ""));
  }

  private void removeAfterAnHour() {
    clock.updateAndGet(now -> now.plus(Duration.ofHours(1)));
    artifacts.removeAlias.run(
        ada, CollectionPath.parse(path), BEST, new AliasExpectation.Anything(), "");
  }
}
