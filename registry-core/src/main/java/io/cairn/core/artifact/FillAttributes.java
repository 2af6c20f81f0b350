// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.attribute.AttributeRows;
import io.cairn.core.fact.Facts;

/// Writes the attributes of versions that were there before there were attributes, some at a time,
/// so that others can write in between. May be broken off, and go on at the next start.
public final class FillAttributes {
  private static final int BATCH = 200;

  private final Facts facts;

  public FillAttributes(Facts facts) {
    this.facts = facts;
  }

  /// How many were written; 0 when all are.
  public int run() {
    if (facts.read(reading -> AttributeRows.backlog(reading, 1)).isEmpty()) {
      return 0;
    }
    return facts.write(tx -> {
      var places = AttributeRows.backlog(tx, BATCH);
      places.forEach(id -> VersionAttributes.write(tx, new MembershipId(id)));
      return places.size();
    });
  }
}
