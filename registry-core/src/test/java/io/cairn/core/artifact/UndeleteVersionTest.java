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
class UndeleteVersionTest {
  private final AtomicReference<Instant> clock =
      new AtomicReference<>(Instant.parse("2026-10-01T12:00:00Z"));
  private final TestAccess people;
  private final TestArtifacts artifacts;
  private final Principal ada;
  private final Principal viewer;
  private final String path;

  UndeleteVersionTest(TestFacts db) {
    people = new TestAccess(db.facts());
    var timeline = new Timeline(clock::get, new SecureRandom());
    artifacts = new TestArtifacts(db.facts(), people.access(), timeline);
    var team = people.team(newName());
    ada = people.put(people.user(newName()), team, Role.MEMBER);
    viewer = people.put(people.user(newName()), team, Role.VIEWER);
    path = team.name() + "/digits/classifier";
    artifacts.log(ada, path, Map.of("a.bin", "one"));
    artifacts.log(ada, path, Map.of("a.bin", "two"), "best");
  }

  @Test
  void it_comes_back_as_it_was_but_for_its_aliases() {
    var before = artifacts.resolve(ada, path + ":v1");
    delete(path + ":v1");
    assertThat(artifacts.resolve(ada, path).index()).isEqualTo(0);

    var back = undelete(ada, path, 1);

    assertThat(back.id()).isEqualTo(before.id());
    assertThat(back.version()).isEqualTo(before.version());
    assertThat(back.isDeleted()).isFalse();
    assertThat(back.aliases()).containsExactly(new Label("latest"));
    assertThat(back.revision()).isNotEqualTo(before.revision());
    assertThat(artifacts.resolve(ada, path + "@" + before.digest())).isEqualTo(back);
    assertThat(artifacts.log(ada, path, Map.of("a.bin", "two")).isNew()).isFalse();
  }

  @Test
  void latest_stays_where_a_newer_version_lives() {
    delete(path + ":v0");

    undelete(ada, path, 0);

    assertThat(artifacts.resolve(ada, path).index()).isEqualTo(1);
  }

  @Test
  void the_only_version_is_latest_again() {
    delete(path + ":v0");
    delete(path + ":v1");
    assertThatThrownBy(() -> artifacts.resolve(ada, path)).isInstanceOf(Failure.NotFound.class);

    undelete(ada, path, 0);

    assertThat(artifacts.resolve(ada, path).index()).isEqualTo(0);
  }

  @Test
  void what_lives_stays_as_it_is() {
    var before = artifacts.resolve(ada, path + ":v1");

    assertThat(undelete(ada, path, 1)).isEqualTo(before);
  }

  @Test
  void it_is_refused_after_the_window_only() {
    delete(path + ":v0");
    delete(path + ":v1");
    clock.updateAndGet(now -> now.plus(TestArtifacts.UNDELETE_WINDOW));
    undelete(ada, path, 1);
    clock.updateAndGet(now -> now.plus(Duration.ofSeconds(1)));

    assertThatThrownBy(() -> undelete(ada, path, 0))
        .isInstanceOfSatisfying(
            Failure.Gone.class, e -> assertThat(e.code()).isEqualTo("version.window-over"));
  }

  @Test
  void it_is_refused_if_the_same_content_was_logged_again() {
    delete(path + ":v1");
    artifacts.log(ada, path, Map.of("a.bin", "two"));

    assertThatThrownBy(() -> undelete(ada, path, 1))
        .isInstanceOfSatisfying(
            Failure.Conflict.class,
            e -> {
              assertThat(e.code()).isEqualTo("version.exists-again");
              assertThat(e.actual()).isEqualTo("v2");
            });
  }

  @Test
  void a_link_that_was_taken_away_comes_back_as_a_link() {
    var registry = people.registry(newName());
    people.put(ada, registry, Role.MEMBER);
    var model = registry.name() + "/digits";
    artifacts.linkVersion.run(
        ada,
        new LinkVersion.Command(
            (CollectionPath.InRegistry) CollectionPath.parse(model),
            Reference.parse(path + ":v1"),
            List.of(new Label("production")),
            LinkVersion.IfLinked.RETURN_EXISTING,
            ""));
    delete(model + ":v0");

    var back = undelete(ada, model, 0);

    assertThat(back.isLink()).isTrue();
    assertThat(back.aliases()).containsExactly(new Label("latest"));
    assertThat(artifacts.resolve(ada, model + ":production~1")).isEqualTo(back);
  }

  @Test
  void it_takes_the_right_to_delete() {
    delete(path + ":v1");

    assertThatThrownBy(() -> undelete(viewer, path, 1)).isInstanceOf(Failure.Forbidden.class);
    assertThatThrownBy(() -> undelete(people.user(newName()), path, 1))
        .isInstanceOf(Failure.NotFound.class);
    assertThatThrownBy(() -> undelete(ada, path, 2)).isInstanceOf(Failure.NotFound.class);
  }

  @Test
  void nothing_comes_back_into_a_deleted_collection() {
    delete(path + ":v1");
    artifacts.deleteCollection.run(ada, CollectionPath.parse(path), OptionalLong.empty());

    assertThatThrownBy(() -> undelete(ada, path, 1)).isInstanceOf(Failure.NotFound.class);
  }

  private VersionView undelete(Principal who, String collection, long index) {
    return artifacts.undeleteVersion.run(who, CollectionPath.parse(collection), index);
  }

  private void delete(String ref) {
    artifacts.deleteVersion.run(ada, Reference.parse(ref), Optional.empty());
  }

  private static String newName() {
    return "n" + UUID.randomUUID();
  }
}
