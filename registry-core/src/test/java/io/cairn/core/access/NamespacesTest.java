// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.event.Event;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;
import io.cairn.core.name.Title;
import io.cairn.core.page.PageRequest;
import io.cairn.core.time.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@OnBothEngines
class NamespacesTest {
  private final Facts facts;
  private final Events events = new Events(Timeline.system());
  private final TestAccess people;
  private final CreateNamespace createNamespace;
  private final ChangeNamespace changeNamespace;
  private final FindNamespace findNamespace;
  private final ListNamespaces listNamespaces;
  private final ListMembers listMembers;
  private final SetMember setMember;
  private final RemoveMember removeMember;
  private final DescribeSelf describeSelf;

  NamespacesTest(TestFacts db) {
    facts = db.facts();
    people = new TestAccess(facts);
    var access = people.access();
    var timeline = Timeline.system();
    createNamespace = new CreateNamespace(facts, access, events, timeline);
    changeNamespace = new ChangeNamespace(facts, access, events, timeline);
    findNamespace = new FindNamespace(facts, access);
    listNamespaces = new ListNamespaces(facts, access);
    listMembers = new ListMembers(facts, access);
    setMember = new SetMember(facts, access, events, timeline);
    removeMember = new RemoveMember(facts, access, events);
    describeSelf = new DescribeSelf(facts);
  }

  @Test
  void two_changes_at_once_both_last() throws Exception {
    try (var threads = Executors.newFixedThreadPool(2)) {
      for (var round = 0; round < 20; round++) {
        var name = new Name(newName());
        var title = new Title("Title of " + name);
        people.registry(name.text());
        var titled =
            threads.submit(() ->
                changed(
                    name,
                    new ChangeNamespace.Command(
                        Optional.empty(), Optional.of(title), Optional.empty())));
        var opened =
            threads.submit(() ->
                changed(
                    name,
                    new ChangeNamespace.Command(
                        Optional.empty(), Optional.empty(), Optional.of(true))));
        titled.get();
        opened.get();

        var after =
            changed(
                name,
                new ChangeNamespace.Command(Optional.empty(), Optional.empty(), Optional.empty()));
        assertThat(after.title()).contains(title);
        assertThat(after.isOpen()).isTrue();
      }
    }
  }

  private Namespace changed(Name name, ChangeNamespace.Command command) {
    return changeNamespace.run(people.admin(), NamespaceKind.REGISTRY, name, command);
  }

  @Test
  void teams_and_registries_share_one_name_space_without_regard_to_case() {
    var name = newName();
    people.team(name);

    assertThatThrownBy(() -> people.registry(name.toUpperCase(Locale.ROOT)))
        .isInstanceOfSatisfying(
            Failure.Conflict.class, e -> assertThat(e.code()).isEqualTo("name.taken"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"api", "Q", "v2", "hf", "mlflow", "Admin", "wandb-registry-x"})
  void words_of_the_routes_are_reserved(String name) {
    assertThatThrownBy(() -> people.team(name))
        .isInstanceOfSatisfying(
            Failure.Invalid.class, e -> assertThat(e.rule()).isEqualTo("name.reserved"));
  }

  @Test
  void a_title_is_unique() {
    var title = Optional.of(new Title("Vision " + UUID.randomUUID()));
    create(people.admin(), NamespaceKind.TEAM, newName(), title);

    assertThatThrownBy(() -> create(people.admin(), NamespaceKind.TEAM, newName(), title))
        .isInstanceOfSatisfying(
            Failure.Conflict.class, e -> assertThat(e.code()).isEqualTo("title.taken"));
  }

  @Test
  void only_installation_admins_make_them() {
    for (var role : List.of(InstallationRole.AUDITOR, InstallationRole.MEMBER)) {
      var who = people.user(newName(), role);

      assertThatThrownBy(() -> create(who, NamespaceKind.TEAM, newName(), Optional.empty()))
          .isInstanceOfSatisfying(
              Failure.Forbidden.class, e -> assertThat(e.code()).isEqualTo("installation.admin"));
    }
  }

  @Test
  void a_team_is_no_registry() {
    var team = people.team(newName());

    assertThatThrownBy(() -> findNamespace.run(people.admin(), NamespaceKind.REGISTRY, team.name()))
        .isInstanceOf(Failure.NotFound.class);
  }

  @Test
  void what_one_may_not_see_looks_like_what_is_not_there() {
    var hidden = people.team(newName());
    var outsider = people.user(newName());

    assertThat(refusal(outsider, hidden.name())).isEqualTo(refusal(outsider, new Name(newName())));
  }

  @Test
  void lists_show_what_one_may_read_page_by_page() {
    var team1 = people.team(newName());
    var team2 = people.team(newName());
    people.team(newName());
    var ada = people.user(newName());
    people.put(ada, team1, Role.VIEWER);
    people.put(ada, team2, Role.ADMIN);

    var page = new PageRequest(1, Optional.empty());
    var first = listNamespaces.run(ada, NamespaceKind.TEAM, page);
    var second = listNamespaces.run(ada, NamespaceKind.TEAM, new PageRequest(1, first.next()));

    assertThat(first.items()).containsExactly(team1);
    assertThat(second.items()).containsExactly(team2);
    assertThat(second.next()).isEmpty();
  }

  @Test
  void a_former_name_answers_until_somebody_takes_it() {
    var registry = people.registry(newName());
    var former = registry.name();
    var current = new Name(newName());

    rename(people.admin(), former, current);
    assertThat(find(former).name()).isEqualTo(current);
    assertThat(find(current).id()).isEqualTo(registry.id());

    var taker = people.registry(former.text());
    assertThat(find(former).id()).isEqualTo(taker.id());
    assertThat(find(current).id()).isEqualTo(registry.id());
  }

  @Test
  void renaming_there_and_back_leaves_one_name() {
    var registry = people.registry(newName());
    var other = new Name(newName());

    rename(people.admin(), registry.name(), other);
    rename(people.admin(), other, registry.name());

    assertThat(find(registry.name()).name()).isEqualTo(registry.name());
    assertThat(find(other).name()).isEqualTo(registry.name());
  }

  @Test
  void a_taken_name_is_refused_on_rename() {
    var one = people.registry(newName());
    var other = people.team(newName());

    assertThatThrownBy(() -> rename(people.admin(), one.name(), other.name()))
        .isInstanceOf(Failure.Conflict.class);
    assertThat(find(one.name())).isEqualTo(one);
  }

  @Test
  void members_and_viewers_change_nothing_of_it() {
    var registry = people.openRegistry(newName());
    var ada = people.user(newName());
    for (var role : List.of(Role.MEMBER, Role.VIEWER)) {
      var who = people.put(people.user(newName()), registry, role);

      assertForbidden(() -> rename(who, registry.name(), new Name(newName())));
      assertForbidden(() -> set(who, registry, ada.name(), Role.VIEWER));
      assertForbidden(() -> set(who, registry, who.name(), Role.ADMIN));
      assertForbidden(() -> remove(who, registry, people.admin().name()));
    }
  }

  @Test
  void admins_set_and_remove_members() {
    var team = people.team(newName());
    var boss = people.put(people.user(newName()), team, Role.ADMIN);
    var ada = people.user(newName());

    set(boss, team, ada.name(), Role.VIEWER);
    set(boss, team, ada.name(), Role.MEMBER);
    assertThat(members(boss, team)).contains(ada.name() + " member");

    remove(boss, team, ada.name());
    assertThat(members(boss, team)).containsExactly(boss.name() + " admin");
    assertThatThrownBy(() -> remove(boss, team, ada.name())).isInstanceOf(Failure.NotFound.class);
    assertThat(kinds(team))
        .containsExactly(
            "team.created",
            "team.member-set",
            "team.member-set",
            "team.member-set",
            "team.member-removed");
  }

  @Test
  void everybody_may_leave() {
    var team = people.team(newName());
    var ada = people.put(people.user(newName()), team, Role.VIEWER);

    remove(ada, team, ada.name());

    assertThatThrownBy(() -> members(ada, team)).isInstanceOf(Failure.NotFound.class);
  }

  @Test
  void members_are_listed_by_name_page_by_page() {
    var team = people.team(newName());
    var prefix = newName();
    for (var letter : List.of("c", "A", "b")) {
      people.put(people.user(prefix + letter), team, Role.VIEWER);
    }

    var names = new ArrayList<String>();
    var page = new PageRequest(2, Optional.empty());
    while (true) {
      var members = listMembers.run(people.admin(), NamespaceKind.TEAM, team.name(), page);
      members.items().forEach(member -> names.add(member.user().text()));
      if (members.next().isEmpty()) {
        break;
      }
      page = new PageRequest(2, members.next());
    }

    assertThat(names).containsExactly(prefix + "A", prefix + "b", prefix + "c");
  }

  @Test
  void a_caller_is_told_what_it_is_in() {
    var team = people.team(newName());
    var registry = people.registry(newName());
    var ada = people.user(newName());
    people.put(ada, team, Role.ADMIN);
    people.put(ada, registry, Role.VIEWER);

    var self = describeSelf.run(ada);

    assertThat(self.user().name()).isEqualTo(ada.name());
    assertThat(self.teams()).containsExactly(new Self.Belonging(team.name(), Role.ADMIN));
    assertThat(self.registries()).containsExactly(new Self.Belonging(registry.name(), Role.VIEWER));
    assertThat(self.scopes()).isEqualTo(ada.scopes());
  }

  @Test
  void a_team_cannot_be_open() {
    var team = people.team(newName());

    assertThatThrownBy(() ->
            changeNamespace.run(
                people.admin(),
                NamespaceKind.TEAM,
                team.name(),
                new ChangeNamespace.Command(Optional.empty(), Optional.empty(), Optional.of(true))))
        .isInstanceOf(Failure.Invalid.class);
  }

  private Namespace create(
      Principal actor, NamespaceKind kind, String name, Optional<Title> title) {
    return createNamespace.run(
        actor, new CreateNamespace.Command(kind, new Name(name), title, false));
  }

  private void rename(Principal actor, Name registry, Name name) {
    changeNamespace.run(
        actor,
        NamespaceKind.REGISTRY,
        registry,
        new ChangeNamespace.Command(Optional.of(name), Optional.empty(), Optional.empty()));
  }

  private Namespace find(Name name) {
    return findNamespace.run(people.admin(), NamespaceKind.REGISTRY, name);
  }

  private String refusal(Principal who, Name name) {
    try {
      return findNamespace.run(who, NamespaceKind.TEAM, name).toString();
    } catch (Failure.NotFound e) {
      return e.code() + " " + e.text();
    }
  }

  private void set(Principal actor, Namespace namespace, Name user, Role role) {
    setMember.run(actor, new SetMember.Command(namespace.kind(), namespace.name(), user, role));
  }

  private void remove(Principal actor, Namespace namespace, Name user) {
    removeMember.run(actor, new RemoveMember.Command(namespace.kind(), namespace.name(), user));
  }

  private List<String> members(Principal actor, Namespace namespace) {
    return listMembers
        .run(actor, namespace.kind(), namespace.name(), PageRequest.first())
        .items()
        .stream()
        .map(member -> member.user() + " " + member.role().text())
        .toList();
  }

  private List<String> kinds(Namespace namespace) {
    events.settle(facts);
    return facts.read(r -> events.after(r, 0, 10_000)).stream()
        .filter(event -> namespace.id().value().equals(event.namespaceId()))
        .map(Event::kind)
        .toList();
  }

  private static void assertForbidden(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Failure.Forbidden.class, e -> assertThat(e.code()).isEqualTo("registry.admin"));
  }

  private static String newName() {
    return "n" + UUID.randomUUID();
  }
}
