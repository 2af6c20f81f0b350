// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.access.Namespace;
import io.cairn.core.access.Principal;
import io.cairn.core.access.Role;
import io.cairn.core.access.TestAccess;
import io.cairn.core.artifact.Collections;
import io.cairn.core.artifact.Collections.Opening;
import io.cairn.core.artifact.CreateCollection;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Name;
import io.cairn.core.project.Projects;
import io.cairn.core.registry.EditRegistry.Edit;
import io.cairn.core.time.Timeline;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@OnBothEngines
class RegistryProfileTest {
  private final DescribeRegistry describe;
  private final EditRegistry edit;
  private final CreateCollection create;
  private final Namespace registry;
  private final Principal admin;
  private final Principal member;
  private final Principal stranger;

  RegistryProfileTest(TestFacts db) {
    Facts facts = db.facts();
    var people = new TestAccess(facts);
    var access = people.access();
    var timeline = Timeline.system();
    var events = new Events(timeline);
    describe = new DescribeRegistry(facts, access);
    edit = new EditRegistry(facts, access, events);
    var collections = new Collections(access, new Projects(events, timeline), events, timeline);
    create = new CreateCollection(facts, collections);
    registry = people.registry("n" + UUID.randomUUID());
    admin = people.put(people.user("n" + UUID.randomUUID()), registry, Role.ADMIN);
    member = people.put(people.user("n" + UUID.randomUUID()), registry, Role.MEMBER);
    stranger = people.user("n" + UUID.randomUUID());
  }

  @Test
  void a_registry_takes_all_types_until_its_admin_names_some() {
    make("a", "data");
    edit.run(admin, registry.name(), types(new Name("model")));

    assertThatThrownBy(() -> make("b", "data"))
        .isInstanceOfSatisfying(
            Failure.Conflict.class, e -> assertThat(e.code()).isEqualTo("registry.type"));
    make("c", "Model");
    edit.run(admin, registry.name(), types());
    make("d", "data");
  }

  @Test
  void what_is_said_stays_until_it_is_said_anew() {
    edit.run(admin, registry.name(), new Edit(Optional.of("ours"), Optional.empty()));
    var view = edit.run(admin, registry.name(), types(new Name("model")));

    assertThat(view.description()).isEqualTo("ours");
    assertThat(describe.run(member, registry.name())).isEqualTo(view);
  }

  @Test
  void members_do_not_change_it_and_strangers_do_not_see_it() {
    assertThatThrownBy(() -> edit.run(member, registry.name(), types()))
        .isInstanceOf(Failure.Forbidden.class);
    assertThatThrownBy(() -> describe.run(stranger, registry.name()))
        .isInstanceOf(Failure.NotFound.class);
  }

  private void make(String model, String type) {
    create.run(
        member,
        new CollectionPath.InRegistry(registry.name(), new Name(model)),
        Opening.of(new Name(type)),
        List.of());
  }

  private static Edit types(Name... types) {
    return new Edit(Optional.empty(), Optional.of(List.of(types)));
  }
}
