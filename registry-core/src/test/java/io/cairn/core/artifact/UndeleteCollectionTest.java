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
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

@OnBothEngines
class UndeleteCollectionTest {
  private static final Name PROJECT = new Name("digits");

  private final AtomicReference<Instant> clock =
      new AtomicReference<>(Instant.parse("2026-10-01T12:00:00Z"));
  private final TestAccess people;
  private final TestArtifacts artifacts;
  private final Principal ada;
  private final Principal chief;
  private final Name team;
  private final String path;

  UndeleteCollectionTest(TestFacts db) {
    people = new TestAccess(db.facts());
    artifacts =
        new TestArtifacts(
            db.facts(), people.access(), new Timeline(clock::get, new SecureRandom()));
    var space = people.team(newName());
    team = space.name();
    ada = people.put(people.user(newName()), space, Role.MEMBER);
    chief = people.put(people.user(newName()), space, Role.ADMIN);
    path = team + "/digits/classifier";
    artifacts.log(ada, path, Map.of("a.bin", "one"));
    artifacts.log(ada, path, Map.of("a.bin", "two"), "best");
    artifacts.log(ada, path, Map.of("a.bin", "three"));
  }

  @Test
  void it_comes_back_with_what_went_with_it_and_its_aliases() {
    artifacts.deleteVersion.run(ada, Reference.parse(path + ":v0"), Optional.empty());
    var before = artifacts.resolve(ada, path + ":best");
    delete(path);
    assertThatThrownBy(() -> artifacts.resolve(ada, path)).isInstanceOf(Failure.NotFound.class);

    var back = undelete(path, Optional.empty());

    assertThat(back.versions()).isEqualTo(2);
    assertThat(artifacts.resolve(ada, path + ":best").id()).isEqualTo(before.id());
    assertThat(artifacts.resolve(ada, path).index()).isEqualTo(2);
    assertThatThrownBy(() -> artifacts.resolve(ada, path + ":v0"))
        .isInstanceOf(Failure.NotFound.class);
    artifacts.undeleteVersion.run(ada, CollectionPath.parse(path), 0);
    assertThat(undelete(path, Optional.empty()).versions()).isEqualTo(3);
  }

  @Test
  void content_that_was_deleted_and_logged_again_before_does_not_come_back_twice() {
    artifacts.deleteVersion.run(ada, Reference.parse(path + ":v2"), Optional.empty());
    artifacts.log(ada, path, Map.of("a.bin", "three"));
    delete(path);

    assertThat(undelete(path, Optional.empty()).versions()).isEqualTo(3);
    assertThat(artifacts.resolve(ada, path).index()).isEqualTo(3);
  }

  @Test
  void a_name_that_is_taken_by_now_needs_another() {
    delete(path);
    artifacts.log(ada, path, Map.of("a.bin", "new"));

    assertThatThrownBy(() -> undelete(path, Optional.empty()))
        .isInstanceOfSatisfying(
            Failure.Conflict.class, e -> assertThat(e.code()).isEqualTo("collection.taken"));
    undelete(path, Optional.of("classifier-2"));

    assertThat(artifacts.resolve(ada, path + "-2:best").index()).isEqualTo(1);
    assertThat(artifacts.resolve(ada, path).index()).isEqualTo(0);
  }

  @Test
  void of_several_of_one_name_the_last_comes_back_or_the_one_that_is_named() {
    var first = artifacts.resolve(ada, path).collection();
    delete(path);
    clock.updateAndGet(now -> now.plusSeconds(1));
    artifacts.log(ada, path, Map.of("a.bin", "second"));
    var second = artifacts.resolve(ada, path).collection();
    delete(path);

    assertThat(undelete(path, Optional.empty()).id()).isEqualTo(second);
    var other =
        artifacts.undeleteCollection.run(
            ada,
            new UndeleteCollection.Command(
                CollectionPath.parse(path),
                Optional.of(first.value()),
                Optional.of(new Name("first"))));
    assertThat(other.id()).isEqualTo(first);
  }

  @Test
  void the_list_says_till_when_and_after_that_it_is_gone() {
    delete(path);
    var listed = deleted();

    assertThat(listed).hasSize(1);
    assertThat(listed.getFirst().what().path()).hasToString(path);
    assertThat(listed.getFirst().restorableUntil())
        .isEqualTo(clock.get().plus(TestArtifacts.UNDELETE_WINDOW));
    clock.updateAndGet(now -> now.plus(TestArtifacts.UNDELETE_WINDOW).plus(Duration.ofSeconds(1)));
    assertThatThrownBy(() -> undelete(path, Optional.empty()))
        .isInstanceOfSatisfying(
            Failure.Gone.class, e -> assertThat(e.code()).isEqualTo("collection.window-over"));
  }

  @Test
  void deleted_versions_are_listed_newest_first() {
    for (var version : List.of(":v0", ":v2")) {
      artifacts.deleteVersion.run(ada, Reference.parse(path + version), Optional.empty());
    }

    var listed =
        artifacts.listDeleted.versions(ada, CollectionPath.parse(path), PageRequest.first());

    assertThat(listed.items()).extracting(one -> one.what().index()).containsExactly(2L, 0L);
    assertThat(listed.items().getFirst().what().isDeleted()).isTrue();
    assertThat(listed.items().getFirst().deletedAt()).isEqualTo(clock.get());
  }

  @Test
  void a_protected_alias_does_not_come_back_by_it() {
    delete(path);
    artifacts.protectedKeys.set(Set.of("best"));

    assertThatThrownBy(() -> undelete(path, Optional.empty()))
        .isInstanceOf(Failure.Forbidden.class);
    assertThat(deleted()).hasSize(1);
  }

  @Test
  void who_may_not_delete_may_not_undelete() {
    delete(path);
    var viewer = people.put(people.user(newName()), people.team(newName()), Role.VIEWER);

    assertThatThrownBy(() -> artifacts.undeleteCollection.run(viewer, command(path, "x")))
        .isInstanceOf(Failure.NotFound.class);
    assertThatThrownBy(() -> undelete(team + "/digits/nothing", Optional.empty()))
        .isInstanceOf(Failure.NotFound.class);
  }

  @Test
  void a_link_elsewhere_lives_on_and_leads_home_again() {
    var registry = people.registry(newName());
    people.put(ada, registry, Role.MEMBER);
    var model = registry.name() + "/digits";
    artifacts.linkVersion.run(
        ada,
        new LinkVersion.Command(
            (CollectionPath.InRegistry) CollectionPath.parse(model),
            Reference.parse(path + ":v1"),
            List.of(new Label("staging")),
            LinkVersion.IfLinked.RETURN_EXISTING,
            ""));
    delete(path);
    assertThat(artifacts.resolve(ada, model + ":staging").source()).isEmpty();

    undelete(path, Optional.empty());

    assertThat(artifacts.resolve(ada, model + ":staging").source().orElseThrow().path())
        .hasToString(path);
  }

  @Test
  void a_project_comes_back_with_the_collections_that_went_with_it() {
    artifacts.log(ada, team + "/digits/earlier", Map.of("a.bin", "x"));
    delete(team + "/digits/earlier");
    artifacts.deleteProject.run(chief, team, PROJECT);
    assertThatThrownBy(() -> undelete(path, Optional.empty())).isInstanceOf(Failure.NotFound.class);

    assertThatThrownBy(() -> artifacts.undeleteProject.run(ada, project(Optional.empty())))
        .isInstanceOf(Failure.Forbidden.class);
    artifacts.undeleteProject.run(chief, project(Optional.empty()));

    assertThat(artifacts.resolve(ada, path + ":best").index()).isEqualTo(1);
    assertThatThrownBy(() -> artifacts.resolve(ada, team + "/digits/earlier"))
        .isInstanceOf(Failure.NotFound.class);
    assertThat(deleted()).hasSize(1);
    assertThat(artifacts.undeleteProject.run(chief, project(Optional.empty())).path())
        .isEqualTo(team + "/digits");
  }

  @Test
  void a_project_whose_name_is_taken_comes_back_under_another() {
    artifacts.deleteProject.run(chief, team, PROJECT);
    artifacts.log(ada, path, Map.of("a.bin", "new"));

    assertThatThrownBy(() -> artifacts.undeleteProject.run(chief, project(Optional.empty())))
        .isInstanceOfSatisfying(
            Failure.Conflict.class, e -> assertThat(e.code()).isEqualTo("project.taken"));
    artifacts.undeleteProject.run(chief, project(Optional.of(new Name("digits-old"))));

    assertThat(artifacts.resolve(ada, team + "/digits-old/classifier:best").index()).isEqualTo(1);
  }

  private UndeleteProject.Command project(Optional<Name> as) {
    return new UndeleteProject.Command(team, PROJECT, Optional.empty(), as);
  }

  private List<Deleted<Collection>> deleted() {
    return artifacts
        .listDeleted
        .collections(ada, CollectionPath.parse(path), PageRequest.first())
        .items();
  }

  private void delete(String collection) {
    artifacts.deleteCollection.run(ada, CollectionPath.parse(collection), OptionalLong.empty());
  }

  private Collection undelete(String collection, Optional<String> as) {
    return artifacts.undeleteCollection.run(
        ada,
        new UndeleteCollection.Command(
            CollectionPath.parse(collection), Optional.empty(), as.map(Name::new)));
  }

  private static UndeleteCollection.Command command(String collection, String as) {
    return new UndeleteCollection.Command(
        CollectionPath.parse(collection), Optional.empty(), Optional.of(new Name(as)));
  }

  private static String newName() {
    return "n" + UUID.randomUUID();
  }
}
