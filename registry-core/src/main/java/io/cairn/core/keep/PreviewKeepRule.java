// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.keep;

import io.cairn.core.access.Access;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.access.ReadableNamespaces;
import io.cairn.core.artifact.Collection;
import io.cairn.core.artifact.Collections;
import io.cairn.core.artifact.MemberKeepers;
import io.cairn.core.artifact.MemberKeepers.Member;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Reading;
import io.cairn.core.keep.Verdict.Reason;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import io.cairn.core.time.Timeline;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Says what a rule would do now to each version of its scope: which go, and of the others what
/// keeps them. Changes nothing.
public final class PreviewKeepRule {
  private static final String ENDLESS = "without end";
  private static final String HIDDEN = "something that you may not read";

  private final Facts facts;
  private final Access access;
  private final Collections collections;
  private final KeepScopes scopes;
  private final Timeline timeline;

  public PreviewKeepRule(
      Facts facts, Access access, Collections collections, KeepScopes scopes, Timeline timeline) {
    this.facts = facts;
    this.access = access;
    this.collections = collections;
    this.scopes = scopes;
    this.timeline = timeline;
  }

  /// @param before the index below which the next members are
  private record Place(long collectionSeq, long before) {
    static Place of(Optional<Cursor> cursor) {
      if (cursor.isEmpty()) {
        return new Place(0, Long.MAX_VALUE);
      }
      var parts = cursor.get().key().split(":", 2);
      return new Place(
          new Cursor(parts[0]).seq(), new Cursor(parts.length == 2 ? parts[1] : "").seq());
    }

    Cursor cursor() {
      return new Cursor(collectionSeq + ":" + before);
    }
  }

  /// Collection by collection, in each the newest first. A page may have fewer verdicts than its
  /// limit though more follow.
  ///
  /// @param rule to try; empty for the one that holds there, if any does
  /// @param goingOnly whether those that something keeps are left out
  public Page<Verdict> run(
      Principal actor, String scope, Optional<KeepRule> rule, boolean goingOnly, PageRequest page) {
    return facts.snapshot(reading -> {
      var place = scopes.require(reading, actor, scope, Permission.READ);
      var tried = rule.or(() -> KeepRuleRows.inForce(reading, place).map(SetRule::rule));
      var now = timeline.now();
      var since =
          tried
              .filter(there -> there.ancestorDays() > 0)
              .map(there -> now.minus(there.ancestors()));
      var judgement = new Judgement(tried, Ancestry.since(reading, since), now);
      var readable = access.readable(actor);
      return new Look(reading, readable, judgement, place, goingOnly).page(page);
    });
  }

  /// One page.
  private final class Look {
    private final Reading reading;
    private final ReadableNamespaces readable;
    private final MemberKeepers keepers;
    private final Judgement judgement;
    private final KeepScopes.Scope scope;
    private final boolean goingOnly;
    private final List<Verdict> verdicts = new ArrayList<>();

    Look(
        Reading reading,
        ReadableNamespaces readable,
        Judgement judgement,
        KeepScopes.Scope scope,
        boolean goingOnly) {
      this.reading = reading;
      this.readable = readable;
      this.keepers = new MemberKeepers(Optional.of(readable));
      this.judgement = judgement;
      this.scope = scope;
      this.goingOnly = goingOnly;
    }

    Page<Verdict> page(PageRequest page) {
      var at = Place.of(page.after());
      var left = page.limit();
      while (left > 0) {
        var found =
            KeepRuleRows.collections(
                reading,
                scope.namespace().value(),
                scope.scopeId(),
                at.before() == Long.MAX_VALUE ? at.collectionSeq() : at.collectionSeq() - 1,
                1);
        if (found.isEmpty()) {
          return new Page<>(told(), Optional.empty());
        }
        var collection = collections.byId(reading, found.getFirst().id());
        var seq = found.getFirst().seq();
        var before = seq == at.collectionSeq() ? at.before() : Long.MAX_VALUE;
        var members = keepers.below(reading, found.getFirst().id(), before, left, judgement.now());
        if (collection.isPresent() && !members.isEmpty()) {
          judge(collection.get(), members, before);
        }
        left -= members.size();
        at =
            members.isEmpty()
                ? new Place(seq, Long.MAX_VALUE)
                : new Place(seq, members.getLast().index());
      }
      return new Page<>(told(), Optional.of(at.cursor()));
    }

    private void judge(Collection collection, List<Member> members, long before) {
      var newer =
          before == Long.MAX_VALUE
              ? 0
              : MemberKeepers.countFrom(reading, collection.id(), before, judgement.last());
      for (var member : members) {
        var reason = judgement.of(member, newer);
        newer += reason == Reason.GOES ? 0 : 1;
        if (reason == Reason.GOES || !goingOnly) {
          var path = collection.path() + ":v" + member.index();
          verdicts.add(new Verdict(member, path, reason, List.of()));
        }
      }
    }

    private List<Verdict> told() {
      var ids = new LinkedHashSet<UUID>();
      for (var verdict : verdicts) {
        if (verdict.reason() == Reason.ANCESTOR) {
          ids.addAll(judgement.ancestry().chain(verdict.member().version().value()));
        }
      }
      var names = ChainNames.of(reading, readable, ids);
      return verdicts.stream()
          .map(verdict ->
              new Verdict(
                  verdict.member(), verdict.path(), verdict.reason(), chain(verdict, names)))
          .toList();
    }

    private List<String> chain(Verdict verdict, Map<UUID, String> names) {
      var member = verdict.member();
      return switch (verdict.reason()) {
        case LINK -> List.of(member.link().filter(text -> !text.isEmpty()).orElse(HIDDEN));
        case ALIAS -> List.of(member.alias().orElse(HIDDEN));
        case ANCESTOR -> ancestors(member.version().value(), names);
        case TTL ->
            List.of(
                member.ttl().end(member.createdAt()).map(end -> "until " + end).orElse(ENDLESS));
        case GOES ->
            member.ttl().end(member.createdAt()).filter(_ -> !member.isLink()).stream()
                .map(end -> "time to live over at " + end)
                .toList();
        case DRAFT, UNRULED, LAST, YOUNG -> List.of();
      };
    }

    private List<String> ancestors(UUID version, Map<UUID, String> names) {
      var ids = judgement.ancestry().chain(version);
      var chain = new ArrayList<String>();
      ids.stream().skip(1).forEach(id -> chain.add(names.getOrDefault(id, HIDDEN)));
      var end = ids.getLast();
      if (names.containsKey(end)) {
        judgement.ancestry().alias(end).ifPresent(chain::add);
      } else {
        chain.add(HIDDEN);
      }
      return chain;
    }
  }
}
