// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.access.Principal;
import io.cairn.core.access.Role;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.lineage.EdgeKind;
import io.cairn.core.lineage.LineageEdges;
import io.cairn.core.lineage.Node;
import io.cairn.core.lineage.NodeCatalog;
import io.cairn.core.lineage.NodeDescription;
import io.cairn.core.lineage.NodeKind;
import io.cairn.core.name.Title;
import io.cairn.core.page.PageRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

@OnBothEngines
class RunVersionsTest {
  private final TestRuns runs;
  private final LineageEdges edges;
  private final Set<UUID> readable = new HashSet<>();
  private final String run = "run-" + UUID.randomUUID();

  RunVersionsTest(TestFacts db) {
    runs = new TestRuns(db.facts());
    edges = new LineageEdges(runs.timeline);
    runs.begin(run);
  }

  @Test
  void an_input_is_listed_once_with_its_last_role() {
    var version = version();

    record(runs.member, version, "data");
    record(runs.member, version, "training data");

    assertThat(list().inputs(runs.member, runs.path(run), PageRequest.first()).items())
        .containsExactly(new ListRunVersions.Beside(version, Optional.of("training data")));
    assertThat(runs.told()).endsWith("run.input-recorded", "run.input-recorded");
  }

  @Test
  void outputs_are_the_edges_that_begin_at_the_run() {
    var version = version();
    var id = runs.describe(run).id().value();
    runs.facts.<Boolean>write(tx -> {
      var made = Node.version(version);
      edges.add(tx, EdgeKind.OUTPUT, Node.run(id), made, JsonObject.empty());
      return true;
    });

    assertThat(list().outputs(runs.member, runs.path(run), PageRequest.first()).items())
        .containsExactly(new ListRunVersions.Beside(version, Optional.empty()));
    assertThat(list().inputs(runs.member, runs.path(run), PageRequest.first()).items()).isEmpty();
  }

  @Test
  void a_version_that_the_caller_may_not_read_is_not_found_and_changes_nothing() {
    assertThatThrownBy(() -> record(runs.member, UUID.randomUUID(), "data"))
        .isInstanceOf(Failure.NotFound.class);

    assertThat(list().inputs(runs.member, runs.path(run), PageRequest.first()).items()).isEmpty();
    assertThat(runs.told()).doesNotContain("run.input-recorded");
  }

  @Test
  void a_viewer_records_no_input() {
    var viewer = runs.member(Role.VIEWER);
    var version = version();

    assertThatThrownBy(() -> record(viewer, version, "data"))
        .isInstanceOfSatisfying(
            Failure.Forbidden.class, e -> assertThat(e.code()).isEqualTo("team.member"));
    assertThat(list().inputs(viewer, runs.path(run), PageRequest.first()).items()).isEmpty();
  }

  @Test
  void the_lineage_tells_a_run_to_readers_of_its_team_also_when_it_is_gone() {
    var id = runs.describe(run).id().value();
    var path = runs.path(run).toString();
    runs.heartbeat(run);
    runs.pass(Duration.ofHours(1));

    assertThat(describe(runs.member, id))
        .containsExactly(
            Map.entry(id, new NodeDescription.OfRun(path, Optional.empty(), "crashed", false)));
    assertThat(describe(runs.outsider(), id)).isEmpty();
    runs.delete(run);
    assertThat(describe(runs.member, id).get(id))
        .isEqualTo(new NodeDescription.OfRun(path, Optional.empty(), "crashed", true));
  }

  private Map<UUID, NodeDescription> describe(Principal who, UUID id) {
    var nodes = new RunNodes(runs.people.access(), runs.heartbeats);
    return runs.facts.read(reading -> nodes.describe(reading, who, List.of(id)));
  }

  private UUID version() {
    var version = UUID.randomUUID();
    readable.add(version);
    return version;
  }

  private void record(Principal actor, UUID version, String role) {
    new RecordInput(runs.facts, runs.door, edges, new Versions(), runs.events)
        .run(actor, runs.path(run), version, Optional.of(new Title(role)));
  }

  private ListRunVersions list() {
    return new ListRunVersions(runs.facts, runs.door, edges);
  }

  /// Knows the versions of this test, which anybody may read.
  private final class Versions implements NodeCatalog {
    @Override
    public NodeKind kind() {
      return NodeKind.VERSION;
    }

    @Override
    public Map<UUID, NodeDescription> describe(
        Reading reading, Principal who, Collection<UUID> ids) {
      return ids.stream()
          .filter(readable::contains)
          .collect(
              Collectors.toMap(
                  id -> id,
                  _ ->
                      new NodeDescription.OfVersion(
                          "0".repeat(64), Optional.empty(), List.of(), false)));
    }
  }
}
