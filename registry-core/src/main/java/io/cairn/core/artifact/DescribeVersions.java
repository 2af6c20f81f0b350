// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Access;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import java.util.Collection;
import java.util.Map;

/// Many versions by their ids, each at a place that the actor may read: its home if that is one.
public final class DescribeVersions {
  private final Facts facts;
  private final Access access;

  public DescribeVersions(Facts facts, Access access) {
    this.facts = facts;
    this.access = access;
  }

  /// What there is not, or the actor may not read, is missing in the answer. Two statements,
  /// however many ids (at most 1,000).
  public Map<VersionId, VersionView> run(Principal actor, Collection<VersionId> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    return facts.read(reading -> new Versions(access.readable(actor)).firstPlaces(reading, ids));
  }
}
