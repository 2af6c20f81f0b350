// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.access.Principal;
import io.cairn.core.access.Role;
import io.cairn.core.access.TestAccess;
import io.cairn.core.artifact.RollBackAlias.Skipped;
import io.cairn.core.draft.TestArtifacts;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Label;
import io.cairn.core.name.Reference;
import io.cairn.core.name.Selector;
import io.cairn.core.page.PageRequest;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@OnBothEngines
class RollBackAliasTest {
  private static final AliasExpectation ANYTHING = new AliasExpectation.Anything();

  private final TestArtifacts artifacts;
  private final Principal ada;
  private final String path;

  RollBackAliasTest(TestFacts db) {
    var people = new TestAccess(db.facts());
    artifacts = new TestArtifacts(db.facts(), people.access());
    var team = people.team(newName());
    ada = people.put(people.user(newName()), team, Role.MEMBER);
    path = team.name() + "/digits/classifier";
    for (var content : new String[] {"zero", "one", "two", "three"}) {
      artifacts.log(ada, path, Map.of("a.bin", content));
    }
  }

  @Test
  void it_goes_back_to_the_holder_before_and_history_has_both_moves() {
    set("v1");
    set("v2");

    var done = rollBack("schlecht bei 4 und 9 ✗");

    assertThat(done.from()).hasValue(2);
    assertThat(done.to()).isEqualTo(1);
    assertThat(done.now().orElseThrow().index()).isEqualTo(1);
    var moves =
        artifacts
            .readAliases
            .history(ada, CollectionPath.parse(path), new Label("best"), PageRequest.first())
            .items();
    assertThat(moves.getFirst().reason()).isEqualTo("schlecht bei 4 und 9 ✗");
    assertThat(moves.getFirst().from()).hasValue(2);
    assertThat(moves.get(1).to()).hasValue(2);
    assertThat(rollBack("").to()).isEqualTo(2);
  }

  @Test
  void deleted_and_recalled_holders_are_passed_over_and_told() {
    for (var version : new String[] {"v0", "v1", "v2", "v1", "v3"}) {
      set(version);
    }
    artifacts.deleteVersion.run(ada, Reference.parse(path + ":v2"), Optional.empty());
    artifacts.recallVersion.run(ada, Reference.parse(path + ":v1"), "bad");

    var done = rollBack("");

    assertThat(done.to()).isEqualTo(0);
    assertThat(done.skipped())
        .containsExactly(new Skipped(1, false, true), new Skipped(2, true, false));
  }

  @Test
  void without_a_usable_holder_it_is_refused_and_says_why() {
    set("v0");
    assertConflict("rollback.no-holder", () -> rollBack(""));
    set("v1");
    artifacts.recallVersion.run(ada, Reference.parse(path + ":v0"), "bad");

    assertConflict("rollback.no-holder", () -> rollBack(""));
    assertThatThrownBy(() -> rollBack("")).hasMessageContaining("v0 is recalled");
    assertThat(holder()).isEqualTo(1);
    assertThatThrownBy(() -> roll("nothing", OptionalLong.empty(), ANYTHING, "", false))
        .isInstanceOf(Failure.NotFound.class);
  }

  @Test
  void a_chosen_version_must_have_held_it_and_be_usable() {
    set("v0");
    set("v1");
    set("v2");

    assertThat(roll("best", OptionalLong.of(0), ANYTHING, "", false).to()).isEqualTo(0);
    assertConflict(
        "rollback.never-held", () -> roll("best", OptionalLong.of(3), ANYTHING, "", false));
    assertConflict(
        "rollback.is-there", () -> roll("best", OptionalLong.of(0), ANYTHING, "", false));
    artifacts.recallVersion.run(ada, Reference.parse(path + ":v1"), "bad");
    assertConflict("version.recalled", () -> roll("best", OptionalLong.of(1), ANYTHING, "", false));
    artifacts.deleteVersion.run(ada, Reference.parse(path + ":v2"), Optional.empty());
    assertConflict("version.deleted", () -> roll("best", OptionalLong.of(2), ANYTHING, "", false));
  }

  @Test
  void a_removed_alias_comes_back_where_it_was() {
    set("v1");
    artifacts.removeAlias.run(
        ada, CollectionPath.parse(path), new Label("best"), ANYTHING, "mistake");

    var done = roll("BEST", OptionalLong.empty(), new AliasExpectation.Nothing(false), "", false);

    assertThat(done.from()).isEmpty();
    assertThat(holder()).isEqualTo(1);
  }

  @Test
  void a_dry_run_and_a_stale_expectation_change_nothing() {
    set("v0");
    set("v1");

    var told = roll("best", OptionalLong.empty(), ANYTHING, "", true);

    assertThat(told.to()).isEqualTo(0);
    var stale = new AliasExpectation.AtIndex(3);
    assertThatThrownBy(() -> roll("best", OptionalLong.empty(), stale, "", false))
        .isInstanceOfSatisfying(
            Failure.Conflict.class, e -> assertThat(e.actual()).isEqualTo("v1"));
    assertThat(holder()).isEqualTo(1);
  }

  @Test
  void a_protected_alias_needs_a_reason_and_the_right() {
    set("v0");
    set("v1");
    artifacts.protectedKeys.set(Set.of("best"));

    assertThatThrownBy(() -> rollBack("why")).isInstanceOf(Failure.Forbidden.class);
    assertThatThrownBy(() -> roll("best", OptionalLong.empty(), ANYTHING, "why", true))
        .isInstanceOf(Failure.Forbidden.class);
    assertThat(holder()).isEqualTo(1);
    assertThatThrownBy(() -> rollBack("x".repeat(1_025)))
        .isInstanceOfSatisfying(
            Failure.Invalid.class, e -> assertThat(e.rule()).isEqualTo("reason.length"));
  }

  @Test
  void latest_is_not_moved_by_hand() {
    assertThatThrownBy(() -> roll("latest", OptionalLong.empty(), ANYTHING, "", false))
        .isInstanceOf(Failure.Invalid.class);
  }

  @Test
  void of_eight_that_see_one_holder_exactly_one_wins()
      throws InterruptedException, ExecutionException {
    set("v0");
    set("v1");
    Callable<Boolean> attempt =
        () -> {
          try {
            roll("best", OptionalLong.empty(), new AliasExpectation.AtIndex(1), "", false);
            return true;
          } catch (Failure.Conflict e) {
            assertThat(e.actual()).isEqualTo("v0");
            return false;
          }
        };

    var won = 0;
    try (var threads = Executors.newFixedThreadPool(8)) {
      var attempts = new ArrayList<Future<Boolean>>();
      for (var i = 0; i < 8; i++) {
        attempts.add(threads.submit(attempt));
      }
      for (var result : attempts) {
        won += result.get() ? 1 : 0;
      }
    }

    assertThat(won).isEqualTo(1);
    assertThat(holder()).isEqualTo(0);
  }

  @Test
  void a_holder_behind_hundreds_of_moves_is_found() {
    set("v0");
    for (var i = 0; i < 130; i++) {
      set(i % 2 == 0 ? "v1" : "v2");
    }
    artifacts.recallVersion.run(ada, Reference.parse(path + ":v1"), "bad");

    assertThat(rollBack("").to()).isEqualTo(0);
  }

  private void set(String version) {
    artifacts.setAlias.run(
        ada,
        new SetAlias.Command(
            CollectionPath.parse(path), new Label("best"), Selector.parse(version), ANYTHING, ""));
  }

  private long holder() {
    return artifacts.resolve(ada, path + ":best").index();
  }

  private RollBackAlias.RolledBack rollBack(String reason) {
    return roll("best", OptionalLong.empty(), ANYTHING, reason, false);
  }

  private RollBackAlias.RolledBack roll(
      String alias, OptionalLong to, AliasExpectation expected, String reason, boolean isDryRun) {
    return artifacts.rollBackAlias.run(
        ada,
        new RollBackAlias.Command(
            CollectionPath.parse(path), new Label(alias), to, expected, reason, isDryRun));
  }

  private static void assertConflict(
      String code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Failure.Conflict.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static String newName() {
    return "n" + UUID.randomUUID();
  }
}
