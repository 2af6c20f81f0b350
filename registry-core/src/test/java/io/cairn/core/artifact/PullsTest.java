// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// Who has a version.
@OnBothEngines
class PullsTest {
  private final AtomicReference<Instant> clock =
      new AtomicReference<>(Instant.parse("2026-10-01T12:00:00Z"));
  private final TestAccess people;
  private final TestArtifacts artifacts;
  private final Principal ada;
  private final Principal reader;
  private final String path;
  private final String model;

  PullsTest(TestFacts db) {
    people = new TestAccess(db.facts());
    artifacts =
        new TestArtifacts(
            db.facts(), people.access(), new Timeline(clock::get, new SecureRandom()));
    var team = people.team(newName());
    var registry = people.registry(newName());
    ada = people.put(people.user(newName()), team, Role.MEMBER);
    reader = people.put(people.user(newName()), registry, Role.VIEWER);
    path = team.name() + "/digits/classifier";
    model = registry.name() + "/digits";
    artifacts.log(ada, path, Map.of("a.bin", "one"));
    artifacts.linkVersion.run(
        people.put(ada, registry, Role.MEMBER),
        new LinkVersion.Command(
            (CollectionPath.InRegistry) CollectionPath.parse(model),
            Reference.parse(path + ":v0"),
            List.of(new Label("production")),
            LinkVersion.IfLinked.RETURN_EXISTING,
            ""));
  }

  @Test
  void the_home_tells_of_all_and_a_link_of_those_who_came_through_it() {
    pull(ada, path + ":v0", "latest");
    pull(reader, model + ":v0", "production");
    clock.updateAndGet(now -> now.plusSeconds(60));
    pull(reader, model + ":v0", "production");
    pull(reader, model + ":v0", "v0");

    assertThat(pulls(ada, path + ":latest"))
        .extracting(Pull::user, Pull::selector, Pull::times)
        .containsExactly(
            tuple(reader.name(), "v0", 1L),
            tuple(reader.name(), "production", 2L),
            tuple(ada.name(), "latest", 1L));
    var through = pulls(ada, model + ":production");
    assertThat(through).extracting(Pull::selector).containsExactly("v0", "production");
    assertThat(through.getLast().place()).hasValue(CollectionPath.parse(model));
    assertThat(through.getLast().lastAt()).isEqualTo(through.getLast().firstAt().plusSeconds(60));
    var first =
        artifacts.listPulls.run(ada, ref(path + ":v0"), new PageRequest(2, Optional.empty()));
    var rest = artifacts.listPulls.run(ada, ref(path + ":v0"), new PageRequest(2, first.next()));
    assertThat(first.items()).hasSize(2);
    assertThat(rest.items()).extracting(Pull::selector).containsExactly("latest");
  }

  @Test
  void places_that_one_may_not_read_have_no_name() {
    pull(reader, model + ":v0", "production");
    var colleague = people.user(newName());
    people.put(colleague, people.team(newName()), Role.MEMBER);

    assertThatThrownBy(() -> pulls(colleague, path + ":v0")).isInstanceOf(Failure.NotFound.class);
    assertThatThrownBy(() -> pulls(reader, model + ":v0"))
        .isInstanceOfSatisfying(
            Failure.Forbidden.class, e -> assertThat(e.code()).isEqualTo("registry.member"));
    assertThatThrownBy(() -> pull(reader, path + ":v0", "best"))
        .isInstanceOf(Failure.NotFound.class);
    assertThatThrownBy(() -> pull(ada, path + ":latest", "latest"))
        .isInstanceOf(Failure.Invalid.class);
    assertThatThrownBy(() -> pull(ada, path + ":v7", "latest"))
        .isInstanceOf(Failure.NotFound.class);
  }

  private void pull(Principal who, String ref, String asked) {
    artifacts.recordPull.run(who, ref(ref), Selector.parse(asked));
  }

  private List<Pull> pulls(Principal who, String ref) {
    return artifacts.listPulls.run(who, ref(ref), PageRequest.first()).items();
  }

  private static Reference ref(String text) {
    return Reference.parse(text);
  }

  private static String newName() {
    return "n" + UUID.randomUUID();
  }
}
