// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.Principal;
import io.cairn.core.artifact.VersionView;
import io.cairn.core.content.Blobs;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Which sizes the bytes have that the draft may use. A file of another size cannot be there: its
/// sender need not hash it to ask. Tells nothing of other teams.
public final class FindKnownSizes {
  private static final int MAX_ASKED = 10_000;
  private static final long MAX_OF_BASE = 100_000;

  private final Facts facts;
  private final Drafts drafts;

  public FindKnownSizes(Facts facts, Drafts drafts) {
    this.facts = facts;
    this.drafts = drafts;
  }

  /// Those of the sizes of which there may be bytes, each once, in the order asked: what the team
  /// or registry has, and what the base holds. With a very large base from elsewhere that is all.
  ///
  /// @throws Failure.Invalid field `sizes` if more than 10,000 are asked for, or one is negative
  public List<Long> run(Principal actor, DraftId id, List<Long> asked) {
    if (asked.size() > MAX_ASKED) {
      throw new Failure.Invalid("sizes", "sizes.count", "sizes must be at most 10,000 at once");
    }
    if (asked.stream().anyMatch(size -> size < 0)) {
      throw new Failure.Invalid("sizes", "size.range", "a size must not be negative");
    }
    var sizes = new LinkedHashSet<>(asked);
    return facts.read(reading -> {
      var draft = drafts.requireOpen(reading, actor, id);
      var base = drafts.base(reading, actor, draft).filter(view -> !isAtHomeIn(draft, view));
      if (base.filter(view -> view.files() > MAX_OF_BASE).isPresent()) {
        return List.copyOf(sizes);
      }
      var ofBase = base.map(view -> Blobs.heldSizes(reading, view.digest())).orElse(Set.of());
      var known = new ArrayList<Long>();
      var all = List.copyOf(sizes);
      for (var from = 0; from < all.size(); from += Blobs.BATCH) {
        var batch = all.subList(from, Math.min(all.size(), from + Blobs.BATCH));
        var found = Blobs.grantedSizes(reading, draft.namespace(), batch);
        batch.stream()
            .filter(size -> found.contains(size) || ofBase.contains(size))
            .forEach(known::add);
      }
      return known;
    });
  }

  /// Then its team or registry has all its bytes by itself.
  private static boolean isAtHomeIn(Draft draft, VersionView base) {
    return !base.isLink() && base.namespace().equals(draft.namespace());
  }
}
