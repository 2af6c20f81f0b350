// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.keep;

import io.cairn.core.access.Access;
import io.cairn.core.access.NamespaceId;
import io.cairn.core.access.NamespaceKind;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.BuryMembers;
import io.cairn.core.artifact.Collection;
import io.cairn.core.artifact.CollectionId;
import io.cairn.core.artifact.Collections;
import io.cairn.core.artifact.MemberKeepers;
import io.cairn.core.artifact.MemberKeepers.Member;
import io.cairn.core.artifact.MembershipId;
import io.cairn.core.artifact.SearchVersions;
import io.cairn.core.artifact.VersionView;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.keep.Verdict.Reason;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.PageRequest;
import io.cairn.core.time.Timeline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Deletes what a search finds, page by page, as one deletion that is undone as one. What is
/// linked, bears an alias that somebody set, or is the base of a draft stays, and is told.
public final class DeleteByQuery {
  private static final int MAX_CAUSE = 2_000;

  private final Facts facts;
  private final Access access;
  private final Collections collections;
  private final SearchVersions search;
  private final BuryMembers bury;
  private final Timeline timeline;

  public DeleteByQuery(
      Facts facts,
      Access access,
      Collections collections,
      SearchVersions search,
      BuryMembers bury,
      Timeline timeline) {
    this.facts = facts;
    this.access = access;
    this.collections = collections;
    this.search = search;
    this.bury = bury;
    this.timeline = timeline;
  }

  /// @param deletion to which the page is added; empty: a new one
  /// @param text of the query, for those who come after
  public record Command(
      SearchVersions.Query query, String text, Optional<UUID> deletion, PageRequest page) {}

  /// What became of one page, and where to go on.
  ///
  /// @param deletion empty if nothing was deleted so far
  public record Outcome(Optional<UUID> deletion, List<Verdict> verdicts, Optional<Cursor> next) {
    public Outcome {
      verdicts = List.copyOf(verdicts);
    }
  }

  /// What the page would become; changes nothing.
  ///
  /// @throws Failure.Invalid field `team` if the query names neither team nor registry
  public Outcome preview(Principal actor, Command command) {
    requireWrite(actor, command);
    var found = search.run(actor, command.query(), command.page());
    var readable = Optional.of(access.readable(actor));
    var members =
        facts.read(reading ->
            new MemberKeepers(readable)
                .of(reading, found.items().stream().map(VersionView::id).toList(), timeline.now()));
    return new Outcome(Optional.empty(), verdicts(found.items(), members), found.next());
  }

  /// Deletes the page.
  ///
  /// @throws Failure.Forbidden unless the actor may write there
  /// @throws Failure.NotFound if the deletion to add to is not of this team or registry and actor
  public Outcome run(Principal actor, Command command) {
    var namespace = requireWrite(actor, command);
    command.deletion().ifPresent(id -> requireOwn(actor, namespace, id));
    var seen = preview(actor, command);
    var id = command.deletion().orElseGet(timeline::newId);
    var due = new LinkedHashMap<CollectionId, List<MembershipId>>();
    for (var verdict : seen.verdicts()) {
      if (verdict.reason() == Reason.GOES) {
        due.computeIfAbsent(verdict.member().collection(), _ -> new ArrayList<>())
            .add(verdict.member().id());
      }
    }
    var gone = new HashMap<MembershipId, Member>();
    for (var each : due.entrySet()) {
      var collection = facts.read(reading -> collections.byId(reading, each.getKey()));
      if (collection.isPresent()) {
        delete(actor, command, namespace, collection.get(), each.getValue(), id)
            .forEach(member -> gone.put(member.id(), member));
      }
    }
    var told =
        seen.verdicts().stream()
            .filter(verdict ->
                verdict.reason() != Reason.GOES || gone.containsKey(verdict.member().id()))
            .toList();
    var isBegun = command.deletion().isPresent() || !gone.isEmpty();
    return new Outcome(isBegun ? Optional.of(id) : Optional.empty(), told, seen.next());
  }

  private List<Member> delete(
      Principal actor,
      Command command,
      NamespaceId namespace,
      Collection collection,
      List<MembershipId> due,
      UUID id) {
    return facts.write(tx -> {
      access.require(tx, actor, namespace, Permission.WRITE);
      var gone = bury.run(tx, actor.origin(), collection, due, id, _ -> true);
      if (!gone.isEmpty()) {
        var cause = command.text().substring(0, Math.min(MAX_CAUSE, command.text().length()));
        DeletionRows.add(
            tx,
            id,
            namespace.value(),
            "query",
            cause,
            gone.size(),
            timeline.now(),
            actor.userId().value());
      }
      return gone;
    });
  }

  private NamespaceId requireWrite(Principal actor, Command command) {
    var query = command.query();
    return facts.read(reading -> {
      if (query.team().isPresent()) {
        return access
            .require(reading, actor, NamespaceKind.TEAM, query.team().get(), Permission.WRITE)
            .id();
      }
      var registry =
          query
              .registry()
              .orElseThrow(() ->
                  new Failure.Invalid(
                      "team", "query.where", "a team or a registry must be named to delete in"));
      return access
          .require(reading, actor, NamespaceKind.REGISTRY, registry, Permission.WRITE)
          .id();
    });
  }

  private void requireOwn(Principal actor, NamespaceId namespace, UUID id) {
    var isOwn =
        facts
            .read(reading -> DeletionRows.find(reading, id))
            .filter(deletion -> deletion.namespaceId().equals(namespace.value()))
            .filter(deletion -> deletion.begunBy().filter(actor.name().text()::equals).isPresent())
            .filter(deletion -> deletion.undoneAt().isEmpty())
            .isPresent();
    if (!isOwn) {
      throw new Failure.NotFound("the deletion asked for");
    }
  }

  private static List<Verdict> verdicts(List<VersionView> found, List<Member> members) {
    Map<MembershipId, Member> byId = new HashMap<>();
    members.forEach(member -> byId.put(member.id(), member));
    var verdicts = new ArrayList<Verdict>();
    for (var view : found) {
      var member = byId.get(view.id());
      if (member != null) {
        var reason = reason(member);
        var chain =
            switch (reason) {
              case LINK -> member.link().filter(text -> !text.isEmpty()).stream().toList();
              case ALIAS -> member.alias().stream().toList();
              case DRAFT, TTL, UNRULED, LAST, YOUNG, ANCESTOR, GOES -> List.<String>of();
            };
        verdicts.add(new Verdict(member, view.path() + ":v" + view.index(), reason, chain));
      }
    }
    return verdicts;
  }

  private static Reason reason(Member member) {
    if (member.link().isPresent()) {
      return Reason.LINK;
    }
    if (member.alias().isPresent()) {
      return Reason.ALIAS;
    }
    return member.isBase() ? Reason.DRAFT : Reason.GOES;
  }
}
