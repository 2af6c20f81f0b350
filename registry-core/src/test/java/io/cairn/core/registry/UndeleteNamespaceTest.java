// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.access.Access;
import io.cairn.core.access.Namespace;
import io.cairn.core.access.NamespaceKind;
import io.cairn.core.access.NamespaceTombstones;
import io.cairn.core.access.Principal;
import io.cairn.core.access.Role;
import io.cairn.core.access.TestAccess;
import io.cairn.core.artifact.LinkVersion;
import io.cairn.core.artifact.Restoration;
import io.cairn.core.draft.TestArtifacts;
import io.cairn.core.event.Events;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Label;
import io.cairn.core.name.Name;
import io.cairn.core.name.Reference;
import io.cairn.core.page.PageRequest;
import io.cairn.core.project.Deleted;
import io.cairn.core.time.Timeline;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

@OnBothEngines
class UndeleteNamespaceTest {
  private static final Duration WINDOW = Duration.ofDays(7);

  private final AtomicReference<Instant> clock =
      new AtomicReference<>(Instant.parse("2026-10-01T12:00:00Z"));
  private final TestAccess people;
  private final TestArtifacts artifacts;
  private final DeleteNamespace delete;
  private final UndeleteNamespace undelete;
  private final ListDeletedNamespaces list;
  private final Namespace team;
  private final Namespace registry;
  private final Principal ada;
  private final Principal chief;
  private final String path;

  UndeleteNamespaceTest(TestFacts db) {
    var facts = db.facts();
    var timeline = new Timeline(clock::get, new SecureRandom());
    people = new TestAccess(facts, timeline);
    artifacts = new TestArtifacts(facts, people.access(), timeline);
    var events = new Events(timeline);
    var tombs = new NamespaceTombstones(events, timeline);
    var access = new Access();
    delete = new DeleteNamespace(facts, access, tombs, artifacts.tombstones);
    undelete =
        new UndeleteNamespace(
            facts, access, tombs, new Restoration(artifacts.moves, events), timeline, WINDOW);
    list = new ListDeletedNamespaces(facts, tombs, WINDOW);
    team = people.team(newName());
    registry = people.registry(newName());
    ada = people.put(people.user(newName()), team, Role.MEMBER);
    chief = people.put(people.user(newName()), team, Role.ADMIN);
    people.put(ada, registry, Role.MEMBER);
    people.put(chief, registry, Role.ADMIN);
    path = team.name() + "/digits/classifier";
    artifacts.log(ada, path, Map.of("a.bin", "one"));
    artifacts.log(ada, path, Map.of("a.bin", "two"), "best");
  }

  @Test
  void a_team_comes_back_with_members_versions_and_aliases() {
    artifacts.log(ada, team.name() + "/digits/gone", Map.of("a.bin", "gone"));
    artifacts.deleteCollection.run(
        ada, CollectionPath.parse(team.name() + "/digits/gone"), OptionalLong.empty());
    artifacts.deleteVersion.run(ada, Reference.parse(path + ":v0"), Optional.empty());
    var before = artifacts.resolve(ada, path + ":best");
    delete.run(chief, NamespaceKind.TEAM, team.name());
    assertThatThrownBy(() -> artifacts.resolve(ada, path)).isInstanceOf(Failure.NotFound.class);

    var back = undelete(chief, Optional.empty());

    assertThat(back).isEqualTo(team);
    assertThat(artifacts.resolve(ada, path + ":best").id()).isEqualTo(before.id());
    assertThat(artifacts.resolve(ada, path).index()).isEqualTo(1);
    assertThatThrownBy(() -> artifacts.resolve(ada, path + ":v0"))
        .isInstanceOf(Failure.NotFound.class);
    assertThatThrownBy(() -> artifacts.resolve(ada, team.name() + "/digits/gone"))
        .isInstanceOf(Failure.NotFound.class);
    artifacts.log(ada, path, Map.of("a.bin", "three"));
    assertThat(undelete(chief, Optional.empty())).isEqualTo(team);
  }

  @Test
  void a_registry_comes_back_with_its_links_and_a_link_outlives_its_team() {
    var link = link("production");
    delete.run(chief, NamespaceKind.REGISTRY, registry.name());
    assertThatThrownBy(() -> artifacts.resolve(ada, link)).isInstanceOf(Failure.NotFound.class);
    undelete.run(
        chief,
        new UndeleteNamespace.Command(
            NamespaceKind.REGISTRY, registry.name(), Optional.empty(), Optional.empty()));
    assertThat(artifacts.resolve(ada, link).index()).isZero();

    delete.run(chief, NamespaceKind.TEAM, team.name());
    assertThat(artifacts.resolve(ada, link).source()).isEmpty();
    undelete(chief, Optional.empty());

    assertThat(artifacts.resolve(ada, link).source()).isPresent();
  }

  @Test
  void only_its_admins_may_and_others_find_nothing_or_a_rule() {
    delete.run(chief, NamespaceKind.TEAM, team.name());

    assertThatThrownBy(() -> undelete(ada, Optional.empty()))
        .isInstanceOfSatisfying(
            Failure.Forbidden.class, e -> assertThat(e.code()).isEqualTo("team.admin"));
    assertThatThrownBy(() -> undelete(people.user(newName()), Optional.empty()))
        .isInstanceOf(Failure.NotFound.class);
    assertThat(listed(ada)).isEmpty();
    assertThat(listed(chief)).extracting(item -> item.what().id()).containsExactly(team.id());
    assertThat(listed(people.admin())).extracting(item -> item.what().id()).contains(team.id());
    assertThat(undelete(people.admin(), Optional.empty())).isEqualTo(team);
    assertThat(listed(chief)).isEmpty();
  }

  @Test
  void a_name_that_is_taken_by_now_needs_another() {
    delete.run(chief, NamespaceKind.TEAM, team.name());
    people.team(team.name().text());

    assertThatThrownBy(() -> undelete(chief, Optional.empty()))
        .isInstanceOfSatisfying(
            Failure.Conflict.class, e -> assertThat(e.code()).isEqualTo("name.taken"));
    var other = newName();
    assertThat(undelete(chief, Optional.of(other)).name()).hasToString(other);

    assertThat(artifacts.resolve(ada, other + "/digits/classifier:best").path())
        .hasToString(other + "/digits/classifier");
    assertThatThrownBy(() -> undelete(chief, Optional.of("api")))
        .isInstanceOf(Failure.Invalid.class);
  }

  @Test
  void of_several_of_one_name_the_one_that_is_named_comes_back() {
    delete.run(chief, NamespaceKind.TEAM, team.name());
    clock.updateAndGet(now -> now.plusSeconds(1));
    var second = people.team(team.name().text());
    delete.run(people.admin(), NamespaceKind.TEAM, team.name());

    var back =
        undelete.run(
            people.admin(),
            new UndeleteNamespace.Command(
                NamespaceKind.TEAM, team.name(), Optional.of(team.id().value()), Optional.empty()));

    assertThat(back.id()).isEqualTo(team.id());
    assertThatThrownBy(() -> undelete(people.admin(), Optional.empty()))
        .isInstanceOf(Failure.Conflict.class);
    assertThat(listed(people.admin())).extracting(item -> item.what().id()).contains(second.id());
  }

  @Test
  void after_the_window_it_is_gone() {
    delete.run(chief, NamespaceKind.TEAM, team.name());
    assertThat(listed(chief).getFirst().restorableUntil()).isEqualTo(clock.get().plus(WINDOW));
    clock.updateAndGet(now -> now.plus(WINDOW).plusSeconds(1));

    assertThatThrownBy(() -> undelete(chief, Optional.empty()))
        .isInstanceOfSatisfying(
            Failure.Gone.class, e -> assertThat(e.code()).isEqualTo("team.window-over"));
  }

  private Namespace undelete(Principal who, Optional<String> as) {
    return undelete.run(
        who,
        new UndeleteNamespace.Command(
            NamespaceKind.TEAM, team.name(), Optional.empty(), as.map(Name::new)));
  }

  private List<Deleted<Namespace>> listed(Principal who) {
    return list.run(who, NamespaceKind.TEAM, PageRequest.first()).items();
  }

  private String link(String alias) {
    var model = registry.name() + "/digits";
    artifacts.linkVersion.run(
        ada,
        new LinkVersion.Command(
            (CollectionPath.InRegistry) CollectionPath.parse(model),
            Reference.parse(path + ":best"),
            List.of(new Label(alias)),
            LinkVersion.IfLinked.RETURN_EXISTING,
            ""));
    return model + ":" + alias;
  }

  private static String newName() {
    return "n" + UUID.randomUUID();
  }
}
