// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.keep;

import io.cairn.core.artifact.BuryMembers;
import io.cairn.core.artifact.Collection;
import io.cairn.core.artifact.Collections;
import io.cairn.core.artifact.MemberKeepers;
import io.cairn.core.artifact.MemberKeepers.Member;
import io.cairn.core.artifact.MembershipId;
import io.cairn.core.event.Events.Origin;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.job.JobKind;
import io.cairn.core.job.JobTurn;
import io.cairn.core.job.JobWork;
import io.cairn.core.job.Tally;
import io.cairn.core.json.JsonObject;
import io.cairn.core.keep.ExpiredRows.Expired;
import io.cairn.core.keep.ExpiredRows.Place;
import io.cairn.core.keep.Verdict.Reason;
import io.cairn.core.time.Timeline;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// Deletes the versions that no rule keeps, rule by rule, collection by collection, some in a
/// transaction; then those whose own time to live is over where there is no rule. Each is judged
/// once when it is met, and again in the transaction that deletes it. What goes can be undeleted
/// like any other version, and all that one rule, or the times to live of one team, took in one job
/// at once.
public final class ApplyKeepRules implements JobWork {
  private static final int BATCH = 100;
  private static final String EXPIRED = "time to live over";

  private final Facts facts;
  private final Collections collections;
  private final BuryMembers bury;
  private final Timeline timeline;
  private final MemberKeepers keepers = new MemberKeepers(Optional.empty());

  public ApplyKeepRules(Facts facts, Collections collections, BuryMembers bury, Timeline timeline) {
    this.facts = facts;
    this.collections = collections;
    this.bury = bury;
    this.timeline = timeline;
  }

  @Override
  public JobKind kind() {
    return JobKind.KEEP;
  }

  @Override
  public boolean run(JobTurn turn) {
    var sweep = new Sweep(turn);
    for (var rule : facts.read(KeepRuleRows::all)) {
      if (!sweep.rule(rule)) {
        return false;
      }
    }
    return sweep.expired() && sweep.save();
  }

  /// Of one job and one rule, or one team or registry, always the same, so that a turn that goes on
  /// adds to it.
  static UUID deletion(UUID job, UUID of) {
    return UUID.nameUUIDFromBytes((job + "/" + of).getBytes(StandardCharsets.US_ASCII));
  }

  /// One turn. What an earlier turn of the job did is deleted, and is not met again.
  private final class Sweep {
    private final JobTurn turn;
    private Tally tally;
    private long looked;

    Sweep(JobTurn turn) {
      this.turn = turn;
      this.tally = turn.job().tally();
    }

    boolean save() {
      return turn.save("", tally, report());
    }

    private JsonObject report() {
      return JsonObject.of("report", Map.of("deleted", tally.doneCount(), "looked", looked));
    }

    boolean rule(SetRule rule) {
      var seq = 0L;
      while (true) {
        var after = seq;
        var found =
            facts.read(reading ->
                KeepRuleRows.collections(
                    reading, rule.namespaceId(), rule.scopeId(), after, BATCH));
        if (found.isEmpty()) {
          return true;
        }
        for (var each : found) {
          var collection = facts.read(reading -> collections.byId(reading, each.id()));
          if (collection.isPresent() && !collection(rule, collection.get())) {
            return false;
          }
        }
        seq = found.getLast().seq();
      }
    }

    private boolean collection(SetRule rule, Collection collection) {
      var judgement = judgement(Optional.of(rule.rule()));
      var before = Long.MAX_VALUE;
      var newer = 0L;
      while (true) {
        var below = before;
        var members =
            facts.read(
                reading -> keepers.below(reading, collection.id(), below, BATCH, judgement.now()));
        if (members.isEmpty()) {
          return true;
        }
        var due = new ArrayList<MembershipId>();
        for (var member : members) {
          looked++;
          if (judgement.of(member, newer) == Reason.GOES) {
            due.add(member.id());
          } else {
            newer++;
          }
        }
        if (!due.isEmpty()) {
          count(
              facts.write(tx -> {
                turn.require(tx);
                return deleteIn(tx, rule, collection, due, judgement);
              }));
        }
        before = members.getLast().index();
        if (!turn.saveNowAndThen("", tally, report())) {
          return false;
        }
      }
    }

    /// What a rule is for was judged with it.
    boolean expired() {
      var judgement = judgement(Optional.empty());
      var place = Place.START;
      while (true) {
        var after = place;
        var found =
            facts.read(reading -> ExpiredRows.after(reading, after, judgement.now(), BATCH));
        if (found.isEmpty()) {
          return true;
        }
        looked += found.size();
        found.stream()
            .collect(
                Collectors.groupingBy(Expired::collection, LinkedHashMap::new, Collectors.toList()))
            .forEach((id, there) ->
                facts
                    .read(reading -> collections.byId(reading, id))
                    .ifPresent(collection -> bury(collection, there, judgement)));
        place = found.getLast().place();
        if (!turn.saveNowAndThen("", tally, report())) {
          return false;
        }
      }
    }

    private void bury(Collection collection, List<Expired> there, Judgement judgement) {
      var due = there.stream().map(Expired::home).toList();
      var id = deletion(turn.job().id(), collection.namespace().value());
      count(
          facts.write(tx -> {
            turn.require(tx);
            var gone =
                bury.run(
                    tx, Origin.SYSTEM, collection, due, id, member -> isDue(tx, judgement, member));
            add(tx, id, collection.namespace().value(), "ttl", EXPIRED, gone);
            return gone;
          }));
    }

    private void count(List<Member> gone) {
      for (var member : gone) {
        tally = tally.plus(1, member.sizeBytes());
      }
    }

    /// The rule may have been changed, a protected alias moved: then these wait for the next job.
    private List<Member> deleteIn(
        Tx tx, SetRule rule, Collection collection, List<MembershipId> due, Judgement judgement) {
      var isAsBefore =
          KeepRuleRows.of(tx, rule.scopeId()).map(SetRule::rule).equals(Optional.of(rule.rule()))
              && judgement.ancestry().isStillTrue(tx);
      if (!isAsBefore) {
        return List.of();
      }
      var id = deletion(turn.job().id(), rule.id());
      var gone =
          bury.run(tx, Origin.SYSTEM, collection, due, id, member -> isDue(tx, judgement, member));
      add(tx, id, rule.namespaceId(), "rule", rule.scope() + ": " + rule.rule(), gone);
      return gone;
    }
  }

  private void add(Tx tx, UUID id, UUID namespace, String kind, String cause, List<Member> gone) {
    if (!gone.isEmpty()) {
      DeletionRows.add(tx, id, namespace, kind, cause, gone.size(), timeline.now(), null);
    }
  }

  private static boolean isDue(Reading reading, Judgement judgement, Member member) {
    var newer =
        MemberKeepers.countFrom(reading, member.collection(), member.index() + 1, judgement.last());
    return judgement.of(member, newer) == Reason.GOES;
  }

  private Judgement judgement(Optional<KeepRule> rule) {
    var now = timeline.now();
    var since =
        rule.filter(there -> there.ancestorDays() > 0).map(there -> now.minus(there.ancestors()));
    return facts.read(reading -> new Judgement(rule, Ancestry.since(reading, since), now));
  }
}
