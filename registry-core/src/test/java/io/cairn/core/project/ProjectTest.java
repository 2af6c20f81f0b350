// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.access.Namespace;
import io.cairn.core.access.Principal;
import io.cairn.core.access.Role;
import io.cairn.core.access.TestAccess;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;
import io.cairn.core.name.Title;
import io.cairn.core.page.PageRequest;
import io.cairn.core.time.Timeline;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

@OnBothEngines
class ProjectTest {
  private static final Name FIRST = new Name("first");
  private static final Name SECOND = new Name("second");

  private final TestAccess people;
  private final CreateProject createProject;
  private final ListProjects listProjects;
  private final DescribeProject describeProject;
  private final EditProject editProject;
  private final Namespace team;
  private final Principal ada;

  ProjectTest(TestFacts db) {
    Facts facts = db.facts();
    people = new TestAccess(facts);
    var timeline = Timeline.system();
    var events = new Events(timeline);
    var projects = new Projects(events, timeline);
    createProject = new CreateProject(facts, people.access(), projects);
    listProjects = new ListProjects(facts, people.access());
    describeProject = new DescribeProject(facts, people.access(), projects);
    editProject = new EditProject(facts, people.access(), projects, events, timeline);
    team = people.team("n" + UUID.randomUUID());
    ada = people.put(people.user("n" + UUID.randomUUID()), team, Role.MEMBER);
  }

  @Test
  void a_name_or_title_is_taken_without_regard_to_case_of_the_name() {
    create(FIRST, "Title");

    assertTaken(() -> create(new Name("FIRST"), "Other"));
    assertTaken(() -> create(SECOND, "Title"));
    assertThat(listProjects.run(ada, team.name(), PageRequest.first()).items()).hasSize(1);
  }

  @Test
  void a_renamed_project_answers_by_its_former_name_until_that_is_taken() {
    var made = create(FIRST, "Title");
    rename(FIRST, SECOND);

    assertThat(describeProject.run(ada, team.name(), FIRST).id()).isEqualTo(made.id());
    var other = create(FIRST, "Other");

    assertThat(describeProject.run(ada, team.name(), FIRST).id()).isEqualTo(other.id());
    assertThat(describeProject.run(ada, team.name(), SECOND).id()).isEqualTo(made.id());
    assertTaken(() -> rename(FIRST, SECOND));
  }

  @Test
  void an_edit_upon_a_stale_revision_changes_nothing() {
    var made = create(FIRST, "Title");
    rename(FIRST, SECOND);

    assertThatThrownBy(() ->
            editProject.run(
                ada,
                team.name(),
                SECOND,
                new ProjectEdit(Optional.empty(), Optional.empty(), Optional.of("new")),
                OptionalLong.of(made.revision())))
        .isInstanceOf(Failure.PreconditionFailed.class);
    assertThat(describeProject.run(ada, team.name(), SECOND).description()).isEmpty();
  }

  @Test
  void a_viewer_makes_none_and_a_stranger_sees_none() {
    var viewer = people.put(people.user("n" + UUID.randomUUID()), team, Role.VIEWER);
    var stranger = people.user("n" + UUID.randomUUID());
    create(FIRST, "Title");

    assertThatThrownBy(() -> createProject.run(viewer, team.name(), SECOND, Optional.empty(), ""))
        .isInstanceOf(Failure.Forbidden.class);
    assertThatThrownBy(() -> describeProject.run(stranger, team.name(), FIRST))
        .isInstanceOf(Failure.NotFound.class);
  }

  private Project create(Name name, String title) {
    return createProject.run(ada, team.name(), name, Optional.of(new Title(title)), "");
  }

  private Project rename(Name from, Name to) {
    return editProject.run(
        ada,
        team.name(),
        from,
        new ProjectEdit(Optional.of(to), Optional.empty(), Optional.empty()),
        OptionalLong.empty());
  }

  private static void assertTaken(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Failure.Conflict.class, e -> assertThat(e.code()).isEqualTo("project.taken"));
  }
}
