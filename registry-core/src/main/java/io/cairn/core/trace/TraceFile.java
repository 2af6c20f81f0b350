// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.trace;

import io.cairn.core.access.Access;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.ReadVersionFiles;
import io.cairn.core.artifact.ResolveReference;
import io.cairn.core.content.Digest;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Reading;
import io.cairn.core.failure.Failure;
import io.cairn.core.lineage.LineageGraph;
import io.cairn.core.lineage.LineageQuestion;
import io.cairn.core.lineage.Node;
import io.cairn.core.lineage.NodeKind;
import io.cairn.core.lineage.WalkLineage;
import io.cairn.core.page.Page;
import io.cairn.core.run.FindRun;
import io.cairn.core.trace.TraceQuestion.Origin;
import java.util.List;
import java.util.Optional;

/// What a file, a version or a run has touched: the versions that hold the file, what was made of
/// them, and the models and aliases that bear any of it, or ever bore it.
///
/// A digest alone gives nothing: versions that the actor may not read do not show and do not count.
/// Statements: two for the versions, one a step of the walk, one for each kind of node, one for the
/// aliases; however many versions there are.
public final class TraceFile {
  /// More aliases than these are not told of at once.
  public static final int MAX_BEARERS = 5_000;

  private final Facts facts;
  private final Access access;
  private final ResolveReference resolve;
  private final ReadVersionFiles files;
  private final FindRun findRun;
  private final WalkLineage walkLineage;

  public TraceFile(
      Facts facts,
      Access access,
      ResolveReference resolve,
      ReadVersionFiles files,
      FindRun findRun,
      WalkLineage walkLineage) {
    this.facts = facts;
    this.access = access;
    this.resolve = resolve;
    this.files = files;
    this.findRun = findRun;
    this.walkLineage = walkLineage;
  }

  /// @throws Failure.NotFound if the version, the path in it or the run is not there, or not for
  ///   this actor to read; a digest that nothing holds is no failure
  /// @throws Failure.Conflict `file.reference` if the bytes of that path are kept elsewhere
  public Trace run(Principal actor, TraceQuestion question) {
    return switch (question.origin()) {
      case Origin.Content(var digest) -> content(actor, question, digest);
      case Origin.File(var reference, var path) -> {
        var version = resolve.run(actor, reference).version();
        yield content(actor, question, files.file(actor, version, path).digest());
      }
      case Origin.Whole(var reference) -> {
        var root = Node.version(resolve.run(actor, reference).version().value());
        yield single(actor, question, root);
      }
      case Origin.Execution(var path) -> {
        var root = Node.run(findRun.run(actor, path, Permission.READ).value());
        yield single(actor, question, root);
      }
    };
  }

  private Trace content(Principal actor, TraceQuestion question, Digest digest) {
    return facts.read(reading -> {
      var holders = new HolderRows(access.readable(actor)).page(reading, digest, question.page());
      return trace(reading, actor, question, Optional.of(digest), holders);
    });
  }

  private Trace single(Principal actor, TraceQuestion question, Node root) {
    var roots = new Page<>(List.of(root), Optional.empty());
    return facts.read(reading -> trace(reading, actor, question, Optional.empty(), roots));
  }

  private Trace trace(
      Reading reading,
      Principal actor,
      TraceQuestion question,
      Optional<Digest> digest,
      Page<Node> roots) {
    if (roots.items().isEmpty()) {
      var nothing = new LineageGraph(List.of(), List.of());
      return new Trace(digest, List.of(), nothing, List.of(), false, Optional.empty());
    }
    var graph =
        walkLineage.from(
            reading,
            actor,
            roots.items(),
            question.direction(),
            question.depth(),
            LineageQuestion.MAX_NODES);
    var bearers = bearers(reading, actor, graph, question.onlyAliased());
    var hasMoreBearers = bearers.size() > MAX_BEARERS;
    var told = hasMoreBearers ? bearers.subList(0, MAX_BEARERS) : bearers;
    var shown =
        question.onlyAliased() && !hasMoreBearers
            ? Pruning.keep(graph, told.stream().map(Bearer::version).toList())
            : graph;
    var shownRoots =
        shown.nodes().stream()
            .map(LineageGraph.Found::node)
            .filter(roots.items()::contains)
            .toList();
    return new Trace(digest, shownRoots, shown, told, hasMoreBearers, roots.next());
  }

  private List<Bearer> bearers(
      Reading reading, Principal actor, LineageGraph graph, boolean onlyAliased) {
    var versions =
        graph.nodes().stream()
            .filter(found -> found.node().kind() == NodeKind.VERSION)
            .filter(found -> found.description().isPresent())
            .map(found -> found.node().id())
            .toList();
    return versions.isEmpty()
        ? List.of()
        : new BearerRows(access.readable(actor))
            .of(reading, versions, !onlyAliased, MAX_BEARERS + 1);
  }
}
