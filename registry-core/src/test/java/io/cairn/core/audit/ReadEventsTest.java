// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.access.InstallationRole;
import io.cairn.core.access.Namespace;
import io.cairn.core.access.Principal;
import io.cairn.core.access.Role;
import io.cairn.core.access.Scope;
import io.cairn.core.access.TestAccess;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.fact.Tx;
import io.cairn.core.json.JsonObject;
import io.cairn.core.time.Timeline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@OnBothEngines
class ReadEventsTest {
  private final Facts facts;
  private final TestAccess people;
  private final ReadEvents readEvents;
  private final Events events = new Events(Timeline.system());

  ReadEventsTest(TestFacts db) {
    facts = db.facts();
    people = new TestAccess(facts);
    readEvents = new ReadEvents(facts, people.access(), events);
  }

  @Test
  void each_caller_reads_what_concerns_the_teams_that_it_may_read() {
    var team = people.team(fresh());
    var member = people.put(people.user(fresh()), team, Role.VIEWER);
    var ofTeam = happens(member, team.id().value());
    var ofOther = happens(member, people.team(fresh()).id().value());
    var ofInstallation = happens(member, null);

    assertThat(read(member)).contains(ofTeam).doesNotContain(ofOther, ofInstallation);
    assertThat(read(people.user(fresh()))).doesNotContain(ofTeam, ofOther, ofInstallation);
    assertThat(read(people.admin())).contains(ofTeam, ofOther, ofInstallation);
    assertThat(read(people.user(fresh(), InstallationRole.AUDITOR)))
        .contains(ofTeam, ofOther, ofInstallation);
    assertThat(read(TestAccess.with(people.admin(), Set.of(Scope.WRITE)))).isEmpty();
  }

  @Test
  void an_open_registry_concerns_everybody() {
    var registry = people.openRegistry(fresh());
    var event = happens(people.admin(), registry.id().value());

    assertThat(read(people.user(fresh()))).contains(event);
  }

  @Test
  void the_actor_is_told_by_name_and_the_system_by_none() {
    var team = people.team(fresh());
    var member = people.put(people.user(fresh()), team, Role.MEMBER);
    happens(member, team.id().value());
    facts.<Boolean>write(tx -> {
      append(Events.Origin.SYSTEM, team, tx);
      return true;
    });

    var told = readEvents.run(member, EventFilter.ALL, 0, 1_000).events();

    assertThat(told.subList(told.size() - 2, told.size()))
        .extracting(ToldEvent::actor)
        .containsExactly(Optional.of(member.name()), Optional.empty());
  }

  private void append(Events.Origin origin, Namespace team, Tx tx) {
    var id = UUID.randomUUID();
    events.append(tx, origin, "test.happened", team.id().value(), "test", id, JsonObject.empty());
  }

  /// The subject of a new event.
  private UUID happens(Principal actor, @Nullable UUID namespace) {
    var subject = UUID.randomUUID();
    facts.<Boolean>write(tx -> {
      events.append(
          tx, actor.origin(), "test.happened", namespace, "test", subject, JsonObject.empty());
      return true;
    });
    return subject;
  }

  /// The subjects of all events that the caller reads, in pages of seven.
  private List<UUID> read(Principal reader) {
    var subjects = new ArrayList<UUID>();
    var after = 0L;
    for (var more = true; more; ) {
      var batch = readEvents.run(reader, EventFilter.ALL, after, 7);
      batch.events().forEach(event -> subjects.add(event.subjectId()));
      assertThat(batch.through()).isGreaterThanOrEqualTo(after);
      after = batch.through();
      more = !batch.isLast();
    }
    return subjects;
  }

  private static String fresh() {
    return "n-" + UUID.randomUUID();
  }
}
