// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.keep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.access.Principal;
import io.cairn.core.access.Role;
import io.cairn.core.artifact.VersionView;
import io.cairn.core.draft.TestArtifacts;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.lineage.EdgeKind;
import io.cairn.core.lineage.LineageEdges;
import io.cairn.core.lineage.Node;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.page.PageRequest;
import io.cairn.core.run.DeleteRun;
import io.cairn.core.run.TestRuns;
import io.cairn.core.trace.CountRunVersions;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@OnBothEngines
class DeleteRunAndVersionsTest {
  private final TestRuns runs;
  private final TestArtifacts artifacts;
  private final LineageEdges edges;
  private final DeleteRunAndVersions delete;
  private final CountRunVersions count;
  private final String run = "run-" + UUID.randomUUID();

  DeleteRunAndVersionsTest(TestFacts db) {
    runs = new TestRuns(db.facts());
    artifacts = new TestArtifacts(runs.facts, runs.people.access(), runs.timeline);
    edges = new LineageEdges(runs.timeline);
    delete =
        new DeleteRunAndVersions(
            runs.facts,
            runs.door,
            artifacts.deleteVersion,
            new DeleteRun(runs.facts, runs.door, runs.events, runs.timeline));
    count = new CountRunVersions(runs.facts, runs.people.access(), runs.door);
    runs.begin(run);
  }

  @Test
  void what_the_run_alone_made_goes_with_it() {
    var other = "run-" + UUID.randomUUID();
    var deleted = "run-" + UUID.randomUUID();
    runs.begin(other);
    runs.begin(deleted);
    made(run, version("a", "1"));
    made(run, version("b", "1"));
    var shared = version("a", "2");
    made(run, shared);
    made(other, shared);
    var once = version("a", "3");
    made(run, once);
    made(deleted, once);
    runs.delete(deleted);

    assertThat(count.outputs(runs.member, runs.path(run))).isEqualTo(4);
    assertThat(delete.run(runs.member, runs.path(run))).isEqualTo(3);

    assertThat(live("a")).containsExactly("v1");
    assertThat(live("b")).isEmpty();
    assertThatThrownBy(() -> runs.describe(run)).isInstanceOf(Failure.NotFound.class);
    assertThat(count.outputs(runs.member, runs.path(other))).isEqualTo(1);
  }

  @Test
  void one_protected_alias_keeps_the_run_and_all_it_made() {
    made(run, version("a", "1"));
    made(run, version("b", "1", "production"));
    artifacts.protectedKeys.set(Set.of("production"));

    assertThatThrownBy(() -> delete.run(runs.member, runs.path(run)))
        .isInstanceOf(Failure.Forbidden.class)
        .hasMessageContaining("production");

    assertThat(live("a")).containsExactly("v0");
    assertThat(live("b")).containsExactly("v0");
    assertThat(runs.describe(run).path()).isEqualTo(runs.path(run));
  }

  @Test
  void a_version_where_the_actor_may_not_look_stays_and_is_not_counted() {
    var elsewhere = runs.people.team("team-" + UUID.randomUUID());
    var owner = runs.people.put(runs.outsider(), elsewhere, Role.MEMBER);
    var hidden = version(owner, elsewhere.name() + "/p/c", "1");
    made(run, hidden);

    assertThat(count.outputs(runs.member, runs.path(run))).isZero();
    assertThat(delete.run(runs.member, runs.path(run))).isZero();

    assertThat(live(owner, elsewhere.name() + "/p/c")).containsExactly("v0");
  }

  @Test
  void who_may_only_read_where_a_version_lies_deletes_nothing() {
    var elsewhere = runs.people.team("team-" + UUID.randomUUID());
    var owner = runs.people.put(runs.outsider(), elsewhere, Role.MEMBER);
    runs.people.put(runs.member, elsewhere, Role.VIEWER);
    made(run, version(owner, elsewhere.name() + "/p/c", "1"));

    assertThatThrownBy(() -> delete.run(runs.member, runs.path(run)))
        .isInstanceOf(Failure.Forbidden.class);

    assertThat(runs.describe(run).path()).isEqualTo(runs.path(run));
  }

  private UUID version(String collection, String content, String... aliases) {
    return version(runs.member, path(collection), content, aliases);
  }

  private UUID version(Principal actor, String path, String content, String... aliases) {
    var draft = artifacts.open(actor, path);
    artifacts.upload(actor, draft, content);
    artifacts.manifest(actor, draft, Map.of("file", content));
    return artifacts.commit(actor, draft, aliases).version().version().value();
  }

  private void made(String run, UUID version) {
    var from = Node.run(runs.describe(run).id().value());
    runs.facts.<Boolean>write(tx -> {
      edges.add(tx, EdgeKind.OUTPUT, from, Node.version(version), JsonObject.empty());
      return true;
    });
  }

  private String path(String collection) {
    return runs.team.name() + "/" + runs.project + "/" + collection;
  }

  private java.util.List<String> live(String collection) {
    return live(runs.member, path(collection));
  }

  private java.util.List<String> live(Principal actor, String path) {
    return artifacts
        .listVersions
        .run(actor, CollectionPath.parse(path), PageRequest.first())
        .items()
        .stream()
        .map(DeleteRunAndVersionsTest::name)
        .toList();
  }

  private static String name(VersionView view) {
    return "v" + view.index();
  }
}
