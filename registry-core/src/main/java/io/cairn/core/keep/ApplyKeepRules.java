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
import io.cairn.core.keep.Verdict.Reason;
import io.cairn.core.time.Timeline;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Deletes the versions that no rule keeps, rule by rule, collection by collection, some in a
/// transaction. Each is judged once when it is met, and again in the transaction that deletes it.
/// What goes can be undeleted like any other version, and all that one rule took in one job at
/// once.
public final class ApplyKeepRules implements JobWork {
  private static final int BATCH = 100;

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
    return sweep.save();
  }

  /// Of one job and one rule always the same, so that a turn that goes on adds to it.
  static UUID deletion(UUID job, UUID rule) {
    return UUID.nameUUIDFromBytes((job + "/" + rule).getBytes(StandardCharsets.US_ASCII));
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
      var judgement = judgement(rule);
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
          }
          newer++;
        }
        if (!due.isEmpty()) {
          delete(rule, collection, due, judgement);
        }
        before = members.getLast().index();
        if (!turn.saveNowAndThen("", tally, report())) {
          return false;
        }
      }
    }

    private void delete(
        SetRule rule, Collection collection, List<MembershipId> due, Judgement judgement) {
      var gone =
          facts.write(tx -> {
            turn.require(tx);
            return deleteIn(tx, rule, collection, due, judgement);
          });
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
      if (!gone.isEmpty()) {
        var cause = rule.scope() + ": " + rule.rule();
        DeletionRows.add(
            tx, id, rule.namespaceId(), "rule", cause, gone.size(), timeline.now(), null);
      }
      return gone;
    }
  }

  private static boolean isDue(Reading reading, Judgement judgement, Member member) {
    var last = judgement.rule().last();
    var newer = MemberKeepers.countFrom(reading, member.collection(), member.index() + 1, last);
    return judgement.of(member, newer) == Reason.GOES;
  }

  private Judgement judgement(SetRule rule) {
    var now = timeline.now();
    var since =
        rule.rule().ancestorDays() == 0
            ? Optional.<Instant>empty()
            : Optional.of(now.minus(rule.rule().ancestors()));
    return facts.read(reading -> new Judgement(rule.rule(), Ancestry.since(reading, since), now));
  }
}
