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
import io.cairn.core.page.PageRequest;
import io.cairn.core.time.Timeline;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

@OnBothEngines
class AliasesTest {
  private static final Label BEST = new Label("best");

  private final AtomicReference<Instant> clock = new AtomicReference<>(Instant.now());
  private final TestAccess people;
  private final TestArtifacts artifacts;
  private final Principal ada;
  private final String text;
  private final CollectionPath path;

  AliasesTest(TestFacts db) {
    people = new TestAccess(db.facts());
    var timeline = new Timeline(clock::get, new SecureRandom());
    artifacts = new TestArtifacts(db.facts(), people.access(), timeline);
    var team = people.team(newName());
    ada = people.put(people.user(newName()), team, Role.MEMBER);
    text = team.name() + "/digits/classifier";
    path = CollectionPath.parse(text);
    artifacts.log(ada, text, Map.of("a.bin", "one"));
    artifacts.log(ada, text, Map.of("a.bin", "two"));
    artifacts.log(ada, text, Map.of("a.bin", "three"));
  }

  @Test
  void an_alias_that_must_be_there_is_not_made() {
    assertThatThrownBy(() -> set(0, new AliasExpectation.Something()))
        .isInstanceOf(Failure.PreconditionFailed.class);

    set(0, new AliasExpectation.Anything());
    set(1, new AliasExpectation.Something());

    assertThat(history()).hasSize(2);
  }

  @Test
  void of_two_deletions_of_a_collection_at_once_one_finds_it() throws Exception {
    Callable<String> deletion =
        () -> {
          try {
            artifacts.deleteCollection.run(ada, path, OptionalLong.empty());
            return "deleted";
          } catch (Failure.NotFound _) {
            return "not found";
          }
        };

    assertThat(inParallel(List.of(deletion, deletion)))
        .containsExactlyInAnyOrder("deleted", "not found");
  }

  @Test
  void of_sixteen_moves_that_expect_the_same_one_wins() throws Exception {
    set(0, new AliasExpectation.Nothing(false));

    var outcomes =
        inParallel(
            IntStream.range(0, 16)
                .<Callable<String>>mapToObj(i -> () -> outcome(1 + i % 2))
                .toList());

    assertThat(outcomes).filteredOn("moved"::equals).hasSize(1);
    assertThat(outcomes).filteredOn("alias.expected"::equals).hasSize(15);
    assertThat(history()).hasSize(2);
  }

  @Test
  void history_replays_to_the_present_even_if_the_clock_goes_back() {
    set(0, new AliasExpectation.Anything());
    clock.updateAndGet(now -> now.minus(Duration.ofHours(1)));
    set(1, new AliasExpectation.Anything());
    set(1, new AliasExpectation.Anything());
    set(2, new AliasExpectation.Anything());
    artifacts.removeAlias.run(ada, path, BEST, new AliasExpectation.Anything(), "done");

    var moves = history();

    assertThat(moves)
        .extracting(move -> shown(move.from()) + ">" + shown(move.to()))
        .containsExactly("2>-", "1>2", "0>1", "->0");
    assertThat(moves)
        .extracting(AliasMove::movedAt)
        .isSortedAccordingTo(Comparator.<Instant>reverseOrder())
        .doesNotHaveDuplicates();
    assertThatThrownBy(() -> artifacts.resolve(ada, text + ":best"))
        .isInstanceOf(Failure.NotFound.class);
  }

  @Test
  void latest_is_nobodys_to_move() {
    assertThatThrownBy(() ->
            artifacts.setAlias.run(
                ada,
                new SetAlias.Command(
                    path,
                    Selector.LATEST,
                    new Selector.ByIndex(0),
                    new AliasExpectation.Anything(),
                    "")))
        .isInstanceOfSatisfying(
            Failure.Invalid.class, e -> assertThat(e.rule()).isEqualTo("alias.system"));
    assertThat(artifacts.resolve(ada, text).index()).isEqualTo(2);
  }

  @Test
  void an_alias_is_found_without_regard_to_case_and_keeps_its_spelling() {
    artifacts.setAlias.run(
        ada,
        new SetAlias.Command(
            path, new Label("BeSt"), new Selector.ByIndex(1), new AliasExpectation.Anything(), ""));

    assertThat(artifacts.resolve(ada, text + ":bEsT").index()).isEqualTo(1);
    assertThat(artifacts.resolve(ada, text + ":v1").aliases()).containsExactly(new Label("BeSt"));
  }

  @Test
  void what_is_protected_stays_where_it_is_by_every_way() {
    var registry = people.registry(newName());
    people.put(ada, registry, Role.MEMBER);
    var model = registry.name() + "/digits";
    link(model, "v0", "production");
    set(0, new AliasExpectation.Anything());
    var before = artifacts.resolve(ada, model + ":production");

    artifacts.protectedKeys.set(Set.of("production"));

    assertProtected(() -> setIn(model, "production", 0));
    assertProtected(() ->
        artifacts.removeAlias.run(
            ada,
            CollectionPath.parse(model),
            new Label("production"),
            new AliasExpectation.Anything(),
            ""));
    assertProtected(() -> delete(model + ":v0"));
    assertProtected(() -> delete(text + ":v0"));
    assertProtected(() -> link(model, "v1", "production"));
    assertProtected(() -> artifacts.log(ada, model, Map.of("b", "pushed"), "production"));
    assertThat(artifacts.resolve(ada, model + ":production")).isEqualTo(before);
    assertThat(artifacts.listVersions.run(ada, path, PageRequest.first()).items()).hasSize(3);
  }

  @Test
  void a_link_outlives_its_source() {
    var registry = people.registry(newName());
    people.put(ada, registry, Role.MEMBER);
    var model = registry.name() + "/digits";
    link(model, "v1", "staging");

    delete(text + ":v1");

    var linked = artifacts.resolve(ada, model + ":staging");
    assertThat(linked.source()).isEmpty();
    assertThat(artifacts.resolve(ada, text).index()).isEqualTo(2);
    assertThatThrownBy(() -> artifacts.resolve(ada, text + "@" + linked.digest()))
        .isInstanceOf(Failure.NotFound.class);
    var again = artifacts.log(ada, text, Map.of("a.bin", "two"));
    assertThat(again.isNew()).isTrue();
    assertThat(again.version().digest()).isEqualTo(linked.digest());
  }

  @Test
  void linking_twice_returns_the_link_or_makes_a_new_number_as_asked() {
    var registry = people.registry(newName());
    people.put(ada, registry, Role.MEMBER);
    var model = registry.name() + "/digits";

    var first = link(model, "v0");
    var again = link(model, "v0");
    var numbered = link(model, "v0", LinkVersion.IfLinked.NEW_NUMBER);

    assertThat(first.isNew()).isTrue();
    assertThat(again.isNew()).isFalse();
    assertThat(again.version().id()).isEqualTo(first.version().id());
    assertThat(numbered.version().index()).isEqualTo(1);
    assertThat(numbered.version().version()).isEqualTo(first.version().version());
  }

  @Test
  void what_one_may_not_see_and_what_is_not_there_answer_alike() {
    var stranger = people.user(newName());
    var hidden = refusal(stranger, text + ":v0");
    var absent = refusal(stranger, "n" + UUID.randomUUID() + "/digits/classifier:v0");

    assertThat(hidden).isEqualTo(absent);
  }

  private String refusal(Principal who, String ref) {
    try {
      return artifacts.resolve(who, ref).ref();
    } catch (Failure.NotFound e) {
      return e.code() + " " + e.text();
    }
  }

  private String outcome(int target) {
    try {
      set(target, new AliasExpectation.AtIndex(0));
      return "moved";
    } catch (Failure.Conflict e) {
      return e.code();
    }
  }

  private void set(int target, AliasExpectation expected) {
    artifacts.setAlias.run(
        ada, new SetAlias.Command(path, BEST, new Selector.ByIndex(target), expected, ""));
  }

  private void setIn(String model, String alias, int target) {
    artifacts.setAlias.run(
        ada,
        new SetAlias.Command(
            CollectionPath.parse(model),
            new Label(alias),
            new Selector.ByIndex(target),
            new AliasExpectation.Anything(),
            ""));
  }

  private void delete(String ref) {
    artifacts.deleteVersion.run(ada, Reference.parse(ref), Optional.empty());
  }

  private LinkVersion.Linked link(String model, String version, String... aliases) {
    return link(model, version, LinkVersion.IfLinked.RETURN_EXISTING, aliases);
  }

  private LinkVersion.Linked link(
      String model, String version, LinkVersion.IfLinked ifLinked, String... aliases) {
    return artifacts.linkVersion.run(
        ada,
        new LinkVersion.Command(
            (CollectionPath.InRegistry) CollectionPath.parse(model),
            Reference.parse(text + ":" + version),
            List.of(aliases).stream().map(Label::new).toList(),
            ifLinked,
            ""));
  }

  private List<AliasMove> history() {
    return artifacts.readAliases.history(ada, path, BEST, PageRequest.first()).items();
  }

  private static String shown(OptionalLong index) {
    return index.isPresent() ? Long.toString(index.getAsLong()) : "-";
  }

  private static void assertProtected(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Failure.Forbidden.class, e -> assertThat(e.code()).isEqualTo("alias.protected"));
  }

  private static <T> List<T> inParallel(List<Callable<T>> calls) throws Exception {
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var results = new ArrayList<T>();
      for (var done : pool.invokeAll(calls)) {
        results.add(done.get());
      }
      return results;
    }
  }

  private static String newName() {
    return "n" + UUID.randomUUID();
  }
}
