// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.keep;

import io.cairn.core.artifact.MemberKeepers.Member;
import java.util.List;

/// What becomes of a version, and why.
///
/// @param path as `vision/digits/data:v3`
/// @param chain what keeps it, from near to far, as far as the caller may see it; of one that goes,
///   the time to live that is over
public record Verdict(Member member, String path, Reason reason, List<String> chain) {
  public Verdict {
    chain = List.copyOf(chain);
  }

  /// The first that holds.
  public enum Reason {
    /// It is linked to a registered model.
    LINK,
    /// Somebody gave it an alias.
    ALIAS,
    /// An open draft is based on it.
    DRAFT,
    /// Its own time to live is not over, or has no end.
    TTL,
    /// Neither a rule nor a time to live is for it.
    UNRULED,
    /// It is one of the last.
    LAST,
    /// It is not old enough.
    YOUNG,
    /// Something that a protected alias pointed at was made of it.
    ANCESTOR,
    /// Nothing keeps it: it goes.
    GOES;

    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
