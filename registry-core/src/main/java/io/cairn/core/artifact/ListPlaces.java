// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Access;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import java.util.List;

/// Where a version stands: its home and its links, those of them that the actor may read.
public final class ListPlaces {
  /// More are not told.
  static final int MAX_PLACES = 1_000;

  private final Facts facts;
  private final Access access;

  public ListPlaces(Facts facts, Access access) {
    this.facts = facts;
    this.access = access;
  }

  /// The home first, then the links, the oldest first; none if there is no such version for the
  /// actor.
  public List<VersionView> run(Principal actor, VersionId version) {
    return facts.read(reading -> new Versions(access.readable(actor)).places(reading, version));
  }
}
