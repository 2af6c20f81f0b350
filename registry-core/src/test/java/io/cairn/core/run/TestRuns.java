// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.access.Namespace;
import io.cairn.core.access.Principal;
import io.cairn.core.access.Role;
import io.cairn.core.access.TestAccess;
import io.cairn.core.event.Event;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.json.JsonObject;
import io.cairn.core.lineage.LineageEdges;
import io.cairn.core.name.Name;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import io.cairn.core.project.Projects;
import io.cairn.core.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// A team of its own with a member, and runs in its project `digits`, on a clock that the test
/// turns.
public final class TestRuns {
  private Instant now = Instant.parse("2026-10-01T12:00:00Z");

  public final Facts facts;
  public final Timeline timeline = new Timeline(() -> now, RandomGenerator.of("L64X128MixRandom"));
  public final Heartbeats heartbeats = Heartbeats.of(timeline);
  public final TestAccess people;
  public final Events events;
  public final Projects projects;
  public final RunDoor door;
  public final Namespace team;
  public final Principal member;
  public final Name project = new Name("digits");

  public TestRuns(Facts facts) {
    this.facts = facts;
    people = new TestAccess(facts, timeline);
    events = new Events(timeline);
    projects = new Projects(events, timeline);
    door = new RunDoor(people.access(), projects, heartbeats);
    team = people.team("team-" + UUID.randomUUID());
    member = member(Role.MEMBER);
  }

  public void pass(Duration time) {
    now = now.plus(time);
  }

  public Instant now() {
    return now;
  }

  public Principal member(Role role) {
    return people.put(outsider(), team, role);
  }

  public Principal outsider() {
    return people.user("user-" + UUID.randomUUID());
  }

  public RunPath path(String run) {
    return new RunPath(team.name(), project, new Name(run));
  }

  public CreateRun.Created create(NewRun wanted) {
    return create(member, wanted);
  }

  public CreateRun.Created create(Principal actor, NewRun wanted) {
    return create(actor, project, wanted);
  }

  public CreateRun.Created create(Principal actor, Name project, NewRun wanted) {
    var edges = new LineageEdges(timeline);
    return new CreateRun(facts, people.access(), projects, edges, events, heartbeats)
        .run(actor, team.name(), project, wanted);
  }

  public Run begin(String name) {
    return create(wanted(name, Resume.NEVER)).run();
  }

  public static NewRun wanted(String name, Resume resume) {
    return new NewRun(Optional.of(new Name(name)), resume, Optional.empty(), RunEdit.NOTHING);
  }

  public Run describe(String name) {
    return new DescribeRun(facts, door).run(member, path(name));
  }

  public Run edit(String name, RunEdit edit) {
    return new EditRun(facts, door, events).run(member, path(name), edit, OptionalLong.empty());
  }

  public Run finish(String name, RunState state, int exitCode) {
    return new FinishRun(facts, door, events, timeline)
        .run(member, path(name), state, Optional.of(exitCode));
  }

  public Run heartbeat(String name) {
    return new KeepRunAlive(facts, door, events, timeline)
        .run(member, path(name), Optional.empty());
  }

  public void delete(String name) {
    new DeleteRun(facts, door, events, timeline).run(member, path(name));
  }

  public AppendHistory.Appended append(String name, NewRecord... records) {
    return appendTo(AppendHistory.METRICS, name, List.of(records));
  }

  public AppendHistory.Appended appendTo(Name stream, String name, List<NewRecord> records) {
    return new AppendHistory(facts, door, events, timeline)
        .run(member, path(name), stream, records, Optional.empty());
  }

  /// One record, sent by a process of that name.
  public void append(String name, RunWriter writer) {
    new AppendHistory(facts, door, events, timeline)
        .run(
            member,
            path(name),
            AppendHistory.METRICS,
            List.of(next(Map.of("loss", 1))),
            Optional.of(writer));
  }

  public Run heartbeat(String name, RunWriter writer) {
    return new KeepRunAlive(facts, door, events, timeline)
        .run(member, path(name), Optional.of(writer));
  }

  List<HistoryRecord> history(String name, String... keys) {
    return new ReadHistory(facts, door)
        .run(
            member,
            path(name),
            new ReadHistory.Wanted(AppendHistory.METRICS, Set.of(keys), HistoryRange.ALL),
            new PageRequest(1_000, Optional.empty()))
        .items();
  }

  Page<HistoryRecord> page(String name, Optional<Cursor> after) {
    return new ReadHistory(facts, door)
        .run(
            member,
            path(name),
            new ReadHistory.Wanted(AppendHistory.METRICS, Set.of(), HistoryRange.ALL),
            new PageRequest(1_000, after));
  }

  /// The kinds of all events of the team, in order.
  public List<String> told() {
    events.settle(facts);
    return facts.read(reading -> events.after(reading, 0, 10_000)).stream()
        .filter(event -> team.id().value().equals(event.namespaceId()))
        .map(Event::kind)
        .toList();
  }

  public static NewRecord next(Map<String, ?> values) {
    return new NewRecord(
        Optional.empty(), Optional.empty(), Optional.empty(), NewRecord.values(values));
  }

  public static NewRecord at(long line, Map<String, ?> values) {
    return new NewRecord(
        Optional.of(line), Optional.empty(), Optional.empty(), NewRecord.values(values));
  }

  public static JsonObject json(String text) {
    return JsonObject.parse("test", text);
  }
}
