// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.keep;

import io.cairn.core.artifact.MemberKeepers.Member;
import io.cairn.core.keep.Verdict.Reason;
import java.time.Instant;
import java.util.Optional;

/// What the rule of a place, and a version's own time to live, say of it at one instant.
///
/// @param rule empty where none holds: there only a time to live ends anything
/// @param ancestry of the rule's own time
record Judgement(Optional<KeepRule> rule, Ancestry ancestry, Instant now) {
  /// How many of the newest stay whatever their age.
  long last() {
    return rule.map(KeepRule::last).orElse(0L);
  }

  /// @param newer how many members of the collection that stay have a higher index
  Reason of(Member member, long newer) {
    if (member.link().isPresent()) {
      return Reason.LINK;
    }
    if (member.alias().isPresent()) {
      return Reason.ALIAS;
    }
    if (member.isBase()) {
      return Reason.DRAFT;
    }
    // A time of its own is the version's, not a link's.
    if (member.ttl().isOwn() && !member.isLink()) {
      var isOver = member.ttl().end(member.createdAt()).filter(end -> !end.isAfter(now));
      return isOver.isPresent() ? unlessAncestor(member) : Reason.TTL;
    }
    if (rule.isEmpty()) {
      return Reason.UNRULED;
    }
    if (newer < rule.get().last()) {
      return Reason.LAST;
    }
    if (member.createdAt().plus(rule.get().expiry()).isAfter(now)) {
      return Reason.YOUNG;
    }
    return unlessAncestor(member);
  }

  private Reason unlessAncestor(Member member) {
    return ancestry.holds(member.version().value()) ? Reason.ANCESTOR : Reason.GOES;
  }
}
