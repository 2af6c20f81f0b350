// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.search;

import io.cairn.core.access.Access;
import io.cairn.core.access.NamespaceKind;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Reading;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import io.cairn.core.project.Projects;
import io.cairn.core.run.Run;
import io.cairn.core.run.RunDoor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.UUID;

/// The runs of a project, or of all projects of a team, that fulfil conditions, in an order.
///
/// A page looks at 20,000 runs at most. So it may hold fewer than asked for, or none, and still
/// have a next one; and its cost does not grow with the number of runs. Over a team it grows with
/// the number of projects, of which the newest 1,000 are searched.
public final class SearchRuns {
  private static final int MAX_PROJECTS = 1_000;
  private static final int MAX_LOOKED_AT = 20_000;
  private static final int MAX_PIECE = 4_000;
  private static final int MIN_PIECE = 16;

  /// A run may be large, so a page holds fewer of them than of other things.
  private static final int MAX_LIMIT = 200;

  private final Facts facts;
  private final Access access;
  private final Projects projects;
  private final RunDoor door;

  public SearchRuns(Facts facts, Access access, Projects projects, RunDoor door) {
    this.facts = facts;
    this.access = access;
    this.projects = projects;
    this.door = door;
  }

  /// @param project if empty, all projects of the team
  /// @throws Failure.NotFound if there is no such team or project that the actor may read
  /// @throws Failure.Invalid naming `where` or `sort`, if runs have no such key
  public Page<Run> run(
      Principal actor, Name team, Optional<Name> project, RunSearch search, PageRequest page) {
    var terms = search.terms();
    var behind = page.after().map(cursor -> Position.of(cursor, terms.order()));
    var limit = Math.min(page.limit(), MAX_LIMIT);
    return facts.read(reading -> {
      var space = access.require(reading, actor, NamespaceKind.TEAM, team, Permission.READ);
      var within =
          project
              .map(name -> List.of(projects.require(reading, space, name).id().value()))
              .orElseGet(() -> CandidateRows.projects(reading, space.id().value(), MAX_PROJECTS));
      var lanes = lanes(reading, within, terms, behind);
      var found = merge(lanes, terms, limit);
      return new Page<>(door.bySeq(reading, found.seqs()), found.next());
    });
  }

  private List<Lane> lanes(
      Reading reading, List<UUID> within, RunSearch.Terms terms, Optional<Position> behind) {
    var fields = CandidateRows.fields(reading, within, terms.fields());
    var lanes = new ArrayList<Lane>();
    for (var project : within) {
      var known = fields.getOrDefault(project, Map.of());
      lanes.addAll(Lane.of(reading, project, known, terms, behind, door.silentSince()));
    }
    return lanes;
  }

  private record Found(List<Long> seqs, Optional<Cursor> next) {}

  /// A lane by its next run.
  private record Head(Lane lane, Position position) {}

  private static Found merge(List<Lane> lanes, RunSearch.Terms terms, int limit) {
    var piece = Math.max(MIN_PIECE, 2 * (limit + 1) / Math.max(1, lanes.size()));
    var heads =
        new PriorityQueue<Head>(Comparator.comparing(Head::position, Position.by(terms.order())));
    for (var lane : lanes) {
      lane.peek(piece).ifPresent(step -> heads.add(new Head(lane, step.position())));
    }
    var seqs = new ArrayList<Long>();
    Optional<Position> last = Optional.empty();
    for (var lookedAt = 1; !heads.isEmpty() && lookedAt <= MAX_LOOKED_AT; lookedAt++) {
      var lane = heads.remove().lane();
      var step = lane.take();
      if (step.isFound()) {
        if (seqs.size() == limit) {
          return new Found(seqs, last.map(position -> position.cursor(terms.order())));
        }
        seqs.add(step.position().seq());
      }
      last = Optional.of(step.position());
      // Where few are found, more are read at a time.
      var more = Math.clamp(lookedAt, piece, MAX_PIECE);
      lane.peek(more).ifPresent(next -> heads.add(new Head(lane, next.position())));
    }
    var next = heads.isEmpty() ? Optional.<Position>empty() : last;
    return new Found(seqs, next.map(position -> position.cursor(terms.order())));
  }
}
