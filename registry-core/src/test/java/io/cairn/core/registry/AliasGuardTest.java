// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.access.Namespace;
import io.cairn.core.access.NamespaceId;
import io.cairn.core.access.Principal;
import io.cairn.core.access.Role;
import io.cairn.core.access.TestAccess;
import io.cairn.core.artifact.AliasChange;
import io.cairn.core.artifact.AliasChange.Verb;
import io.cairn.core.artifact.CollectionId;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Label;
import io.cairn.core.page.PageRequest;
import io.cairn.core.time.Timeline;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@OnBothEngines
class AliasGuardTest {
  private final Facts facts;
  private final TestAccess people;
  private final RegistryAliasGuard guard;
  private final ProtectAlias protectAlias;
  private final UnprotectAlias unprotectAlias;
  private final ListProtectedAliases listProtectedAliases;
  private final Namespace registry;
  private final Principal member;
  private final Principal registryAdmin;

  AliasGuardTest(TestFacts db) {
    facts = db.facts();
    people = new TestAccess(facts);
    var access = people.access();
    var timeline = Timeline.system();
    var events = new Events(timeline);
    guard = new RegistryAliasGuard(access);
    protectAlias = new ProtectAlias(facts, access, events, timeline);
    unprotectAlias = new UnprotectAlias(facts, access, events);
    listProtectedAliases = new ListProtectedAliases(facts, access);
    registry = people.registry(newName());
    member = people.put(people.user(newName()), registry, Role.MEMBER);
    registryAdmin = people.put(people.user(newName()), registry, Role.ADMIN);
    protect(registryAdmin, "production");
  }

  @ParameterizedTest
  @EnumSource(Verb.class)
  void no_verb_gets_a_member_round_it(Verb verb) {
    assertThatThrownBy(() -> check(member, verb, "best", "Production"))
        .isInstanceOfSatisfying(
            Failure.Forbidden.class, e -> assertThat(e.code()).isEqualTo("alias.protected"));
  }

  @ParameterizedTest
  @EnumSource(Verb.class)
  void admins_may(Verb verb) {
    assertThatCode(() -> check(registryAdmin, verb, "production")).doesNotThrowAnyException();
    assertThatCode(() -> check(people.admin(), verb, "production")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource(Verb.class)
  void other_aliases_are_free(Verb verb) {
    assertThatCode(() -> check(member, verb, "best", "products")).doesNotThrowAnyException();
    assertThatCode(() -> check(member, verb)).doesNotThrowAnyException();
  }

  @Test
  void the_name_is_free_in_another_registry_and_in_a_team() {
    for (var other : Set.of(people.registry(newName()), people.team(newName()))) {
      var there = people.put(people.user(newName()), other, Role.MEMBER);

      assertThatCode(() -> check(there, other.id(), Verb.MOVE, "production"))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void who_may_not_see_the_registry_is_not_told_the_alias() {
    assertThatThrownBy(() -> check(people.user(newName()), Verb.DELETE_SOURCE, "production"))
        .hasMessageNotContaining("production")
        .hasMessageNotContaining(registry.name().text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"latest", "LATEST", "Latest"})
  void latest_cannot_be_protected(String alias) {
    assertThatThrownBy(() -> protect(registryAdmin, alias))
        .isInstanceOfSatisfying(
            Failure.Invalid.class, e -> assertThat(e.rule()).isEqualTo("alias.system"));
  }

  @Test
  void only_admins_change_the_list() {
    var viewer = people.put(people.user(newName()), registry, Role.VIEWER);
    for (var who : Set.of(member, viewer)) {
      assertThatThrownBy(() -> protect(who, "staging")).hasMessageContaining("admin");
      assertThatThrownBy(() -> unprotect(who, "production"))
          .isInstanceOfSatisfying(
              Failure.Forbidden.class, e -> assertThat(e.code()).isEqualTo("registry.admin"));
    }

    assertThat(list(viewer)).containsExactly("production");
  }

  @Test
  void who_may_not_read_the_registry_finds_none() {
    var outsider = people.user(newName());

    assertThatThrownBy(() -> protect(outsider, "x")).isInstanceOf(Failure.NotFound.class);
    assertThatThrownBy(() -> unprotect(outsider, "production"))
        .isInstanceOf(Failure.NotFound.class);
    assertThatThrownBy(() -> list(outsider)).isInstanceOf(Failure.NotFound.class);
  }

  @Test
  void an_unprotected_name_is_free_again() {
    unprotect(registryAdmin, "PRODUCTION");

    assertThat(list(member)).isEmpty();
    assertThatCode(() -> check(member, Verb.MOVE, "production")).doesNotThrowAnyException();
    assertThatThrownBy(() -> unprotect(registryAdmin, "production"))
        .isInstanceOf(Failure.NotFound.class);
  }

  @Test
  void a_name_protected_twice_is_one_entry() {
    assertThat(protect(people.admin(), "PRODUCTION")).isFalse();
    assertThat(protect(people.admin(), "staging")).isTrue();

    assertThat(list(member)).containsExactly("production", "staging");
  }

  private void check(Principal who, Verb verb, String... aliases) {
    check(who, registry.id(), verb, aliases);
  }

  private void check(Principal who, NamespaceId namespace, Verb verb, String... aliases) {
    var labels = Arrays.stream(aliases).map(Label::new).collect(Collectors.toSet());
    var collection = new CollectionId(UUID.randomUUID());
    facts.read(reading -> {
      guard.check(reading, who, new AliasChange(namespace, collection, labels, verb));
      return true;
    });
  }

  private boolean protect(Principal who, String alias) {
    return protectAlias.run(who, registry.name(), new Label(alias));
  }

  private void unprotect(Principal who, String alias) {
    unprotectAlias.run(who, registry.name(), new Label(alias));
  }

  private List<String> list(Principal who) {
    return listProtectedAliases.run(who, registry.name(), PageRequest.first()).items().stream()
        .map(entry -> entry.alias().text())
        .toList();
  }

  private static String newName() {
    return "n" + UUID.randomUUID();
  }
}
