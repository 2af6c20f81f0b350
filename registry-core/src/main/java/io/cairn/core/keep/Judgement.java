// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.keep;

import io.cairn.core.artifact.MemberKeepers.Member;
import io.cairn.core.keep.Verdict.Reason;
import java.time.Instant;

/// What a rule says of one version at one instant.
///
/// @param ancestry of the rule's own time
record Judgement(KeepRule rule, Ancestry ancestry, Instant now) {
  /// @param newer how many live members of the collection have a higher index
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
    if (newer < rule.last()) {
      return Reason.LAST;
    }
    if (member.createdAt().plus(rule.expiry()).isAfter(now)) {
      return Reason.YOUNG;
    }
    return ancestry.holds(member.version().value()) ? Reason.ANCESTOR : Reason.GOES;
  }
}
