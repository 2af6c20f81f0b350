// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.trace;

import io.cairn.core.access.Namespace;
import io.cairn.core.access.Principal;
import io.cairn.core.access.Role;
import io.cairn.core.access.TestAccess;
import io.cairn.core.artifact.AliasExpectation;
import io.cairn.core.artifact.FindVersion;
import io.cairn.core.artifact.LinkVersion;
import io.cairn.core.artifact.ReadVersionFiles;
import io.cairn.core.artifact.SetAlias;
import io.cairn.core.artifact.VersionNodes;
import io.cairn.core.artifact.VersionView;
import io.cairn.core.content.Digest;
import io.cairn.core.draft.TestArtifacts;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.json.JsonObject;
import io.cairn.core.lineage.Direction;
import io.cairn.core.lineage.Edge;
import io.cairn.core.lineage.EdgeKind;
import io.cairn.core.lineage.LineageEdges;
import io.cairn.core.lineage.Node;
import io.cairn.core.lineage.WalkLineage;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Label;
import io.cairn.core.name.Name;
import io.cairn.core.name.Reference;
import io.cairn.core.name.Selector;
import io.cairn.core.page.PageRequest;
import io.cairn.core.run.CreateRun;
import io.cairn.core.run.FindRun;
import io.cairn.core.run.Heartbeats;
import io.cairn.core.run.NewRun;
import io.cairn.core.run.Resume;
import io.cairn.core.run.RunDoor;
import io.cairn.core.run.RunEdit;
import io.cairn.core.run.RunNodes;
import io.cairn.core.time.Timeline;
import io.cairn.core.trace.TraceQuestion.Origin;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Two teams and a registry with links, runs and moving aliases, and a way to trace files in them.
final class TracedWorld {
  final TestAccess people;
  final TestArtifacts artifacts;
  final String team = "team-" + UUID.randomUUID();
  final String other = "other-" + UUID.randomUUID();
  final String registry = "models-" + UUID.randomUUID();

  /// A member of the one team and the registry.
  final Principal ada;

  /// A member of the other team alone.
  final Principal spy;

  final Principal admin;
  private final Namespace models;
  private final Facts facts;
  private final Timeline timeline = Timeline.system();
  private final LineageEdges edges = new LineageEdges(timeline);
  private final CreateRun createRun;
  private final TraceFile traceFile;

  TracedWorld(Facts facts) {
    this.facts = facts;
    people = new TestAccess(facts);
    artifacts = new TestArtifacts(facts, people.access());
    admin = people.admin();
    var space = people.team(team);
    ada = people.put(people.user("ada-" + UUID.randomUUID()), space, Role.MEMBER);
    models = people.registry(registry);
    people.put(ada, models, Role.MEMBER);
    spy = people.put(people.user("spy-" + UUID.randomUUID()), people.team(other), Role.MEMBER);
    var events = new Events(timeline);
    createRun =
        new CreateRun(
            facts, people.access(), artifacts.projects, edges, events, Heartbeats.of(timeline));
    var access = people.access();
    traceFile =
        new TraceFile(
            facts,
            access,
            artifacts.resolve,
            new ReadVersionFiles(facts, new FindVersion(facts, access), artifacts.store),
            new FindRun(facts, new RunDoor(access, artifacts.projects, Heartbeats.of(timeline))),
            new WalkLineage(
                facts,
                List.of(new VersionNodes(access), new RunNodes(access, Heartbeats.of(timeline)))));
  }

  /// Somebody who may read the registry and nothing else.
  Principal reader() {
    return people.put(people.user("reader-" + UUID.randomUUID()), models, Role.VIEWER);
  }

  VersionView log(String path, Map<String, String> files) {
    return artifacts.log(admin, path, files).version();
  }

  Node run(String inTeam, String name) {
    var wanted =
        new NewRun(Optional.of(new Name(name)), Resume.NEVER, Optional.empty(), RunEdit.NOTHING);
    var created = createRun.run(admin, new Name(inTeam), new Name("p"), wanted);
    return Node.run(created.run().id().value());
  }

  static Node node(VersionView version) {
    return Node.version(version.version().value());
  }

  Edge join(EdgeKind kind, Node from, Node to) {
    facts.<Boolean>write(tx -> {
      edges.add(tx, kind, from, to, JsonObject.empty());
      return true;
    });
    return new Edge(kind, from, to, JsonObject.empty());
  }

  VersionView link(VersionView version, String... aliases) {
    return artifacts
        .linkVersion
        .run(
            admin,
            new LinkVersion.Command(
                (CollectionPath.InRegistry) CollectionPath.parse(registry + "/digits"),
                Reference.parse(version.ref()),
                List.of(aliases).stream().map(Label::new).toList(),
                LinkVersion.IfLinked.RETURN_EXISTING,
                ""))
        .version();
  }

  void point(String path, String alias, long index) {
    artifacts.setAlias.run(
        admin,
        new SetAlias.Command(
            CollectionPath.parse(path),
            new Label(alias),
            Selector.parse("v" + index),
            new AliasExpectation.Anything(),
            "because"));
  }

  void unpoint(String path, String alias) {
    artifacts.removeAlias.run(
        admin, CollectionPath.parse(path), new Label(alias), new AliasExpectation.Anything(), "");
  }

  void delete(String ref) {
    artifacts.deleteVersion.run(admin, Reference.parse(ref), Optional.empty());
  }

  Trace trace(Principal actor, String content) {
    return trace(actor, new Origin.Content(digest(content)), false, PageRequest.first());
  }

  Trace trace(Principal actor, Origin origin, boolean onlyAliased, PageRequest page) {
    return traceFile.run(actor, new TraceQuestion(origin, Direction.DOWN, 10, onlyAliased, page));
  }

  Trace trace(Principal actor, TraceQuestion question) {
    return traceFile.run(actor, question);
  }

  static Digest digest(String content) {
    return Digest.hash(content.getBytes(StandardCharsets.UTF_8));
  }
}
