// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.trace;

import io.cairn.core.content.Digest;
import io.cairn.core.lineage.LineageGraph;
import io.cairn.core.lineage.Node;
import io.cairn.core.page.Cursor;
import java.util.List;
import java.util.Optional;

/// What was found.
///
/// @param digest of the file that was traced; empty where a version or a run was
/// @param roots where the walk began: of the versions that hold the file those of this page, or the
///   one version or run
/// @param graph what hangs together with the roots
/// @param bearers the aliases that point, or pointed, at a version of the graph: first those that
///   do now, then the newest first
/// @param hasMoreBearers whether there were too many of them
/// @param next where the next page of versions that hold the file begins
public record Trace(
    Optional<Digest> digest,
    List<Node> roots,
    LineageGraph graph,
    List<Bearer> bearers,
    boolean hasMoreBearers,
    Optional<Cursor> next) {
  public Trace {
    roots = List.copyOf(roots);
    bearers = List.copyOf(bearers);
  }
}
