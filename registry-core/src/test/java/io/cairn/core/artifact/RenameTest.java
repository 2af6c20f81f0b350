// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.access.ChangeNamespace;
import io.cairn.core.access.NamespaceKind;
import io.cairn.core.access.Principal;
import io.cairn.core.access.Role;
import io.cairn.core.access.TestAccess;
import io.cairn.core.draft.TestArtifacts;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Label;
import io.cairn.core.name.Name;
import io.cairn.core.name.Reference;
import io.cairn.core.project.EditProject;
import io.cairn.core.project.ProjectEdit;
import io.cairn.core.time.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@OnBothEngines
class RenameTest {
  private final TestArtifacts artifacts;
  private final TestAccess people;
  private final EditProject editProject;
  private final ChangeNamespace changeNamespace;
  private final Principal ada;
  private final Name team;

  RenameTest(TestFacts db) {
    Facts facts = db.facts();
    people = new TestAccess(facts);
    artifacts = new TestArtifacts(facts, people.access());
    var timeline = Timeline.system();
    var events = new Events(timeline);
    editProject = new EditProject(facts, people.access(), artifacts.projects, events, timeline);
    changeNamespace = new ChangeNamespace(facts, people.access(), events, timeline);
    var space = people.team(newName());
    team = space.name();
    ada = people.put(people.user(newName()), space, Role.ADMIN);
    artifacts.log(ada, team + "/digits/a", Map.of("a.bin", "one"), "best");
  }

  @Test
  void every_old_name_on_the_way_leads_there_for_reading_linking_and_logging() {
    var registry = people.registry(newName());
    people.put(ada, registry, Role.ADMIN);
    var newTeam = new Name(newName());
    rename("a", "b");
    editProject.run(
        ada,
        team,
        new Name("digits"),
        new ProjectEdit(Optional.of(new Name("hand")), Optional.empty(), Optional.empty()),
        OptionalLong.empty());
    changeNamespace.run(ada, NamespaceKind.TEAM, team, named(newTeam));
    var old = team + "/digits/a";

    for (var ref : List.of(":best", ":v0", ":latest", ":best~9999-01-01T00:00Z")) {
      assertThat(artifacts.resolve(ada, old + ref).path()).hasToString(newTeam + "/hand/b");
    }
    artifacts.linkVersion.run(
        ada,
        new LinkVersion.Command(
            (CollectionPath.InRegistry) CollectionPath.parse(registry.name() + "/digits"),
            Reference.parse(old + ":best"),
            List.of(new Label("staging")),
            LinkVersion.IfLinked.RETURN_EXISTING,
            ""));
    var added = artifacts.log(ada, old, Map.of("a.bin", "two"));
    assertThat(added.version().ref()).isEqualTo(newTeam + "/hand/b:v1");
    var newRegistry = new Name(newName());
    changeNamespace.run(ada, NamespaceKind.REGISTRY, registry.name(), named(newRegistry));
    assertThat(artifacts.resolve(ada, registry.name() + "/digits:staging").ref())
        .isEqualTo(newRegistry + "/digits:v0");
  }

  @Test
  void there_and_back_again_and_on() {
    rename("a", "b");
    rename("b", "a");
    assertThat(pathOf("b")).isEqualTo("a");
    rename("a", "c");
    assertThat(List.of(pathOf("a"), pathOf("b"), pathOf("c"))).containsOnly("c");

    artifacts.log(ada, team + "/digits/other", Map.of("a.bin", "other"));
    rename("other", "b");

    assertThat(pathOf("b")).isEqualTo("b");
    assertThat(pathOf("a")).isEqualTo("c");
    rename("b", "z");
    assertThat(pathOf("b")).isEqualTo("z");
    assertThatThrownBy(() -> rename("z", "C"))
        .isInstanceOfSatisfying(
            Failure.Conflict.class, e -> assertThat(e.code()).isEqualTo("collection.taken"));
  }

  @Test
  void a_team_goes_there_and_back_again() {
    var other = new Name(newName());
    changeNamespace.run(ada, NamespaceKind.TEAM, team, named(other));
    changeNamespace.run(ada, NamespaceKind.TEAM, other, named(team));

    assertThat(artifacts.resolve(ada, other + "/digits/a:best").ref())
        .isEqualTo(team + "/digits/a:v0");
  }

  @Test
  void of_eight_that_want_one_name_exactly_one_gets_it()
      throws InterruptedException, ExecutionException {
    for (var i = 0; i < 8; i++) {
      artifacts.log(ada, team + "/digits/c" + i, Map.of("a.bin", "c" + i));
    }
    var won = new ArrayList<Integer>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      var attempts = new ArrayList<Future<Boolean>>();
      for (var i = 0; i < 8; i++) {
        var name = "c" + i;
        attempts.add(
            threads.submit(() -> {
              try {
                rename(name, "wanted");
                return true;
              } catch (Failure.Conflict e) {
                assertThat(e.code()).isEqualTo("collection.taken");
                return false;
              }
            }));
      }
      for (var i = 0; i < 8; i++) {
        if (attempts.get(i).get()) {
          won.add(i);
        }
      }
    }

    assertThat(won).hasSize(1);
    assertThat(pathOf("c" + won.getFirst())).isEqualTo("wanted");
    var lost = won.getFirst() == 0 ? "c1" : "c0";
    assertThat(pathOf(lost)).isEqualTo(lost);
  }

  private static ChangeNamespace.Command named(Name name) {
    return new ChangeNamespace.Command(Optional.of(name), Optional.empty(), Optional.empty());
  }

  private String pathOf(String name) {
    return artifacts.resolve(ada, team + "/digits/" + name + ":v0").path().leaf().text();
  }

  private void rename(String from, String to) {
    artifacts.editCollection.run(
        ada,
        CollectionPath.parse(team + "/digits/" + from),
        new EditCollection.Edit(
            Optional.of(new Name(to)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        OptionalLong.empty());
  }

  private static String newName() {
    return "n" + UUID.randomUUID();
  }
}
