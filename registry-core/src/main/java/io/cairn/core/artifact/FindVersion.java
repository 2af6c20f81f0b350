// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Access;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Reading;
import io.cairn.core.failure.Failure;

/// A version by its identity, for whoever may read any of the places where it lives: readers of a
/// model reach bytes so.
public final class FindVersion {
  private final Facts facts;
  private final Access access;

  public FindVersion(Facts facts, Access access) {
    this.facts = facts;
    this.access = access;
  }

  /// The version at its home if the actor may read that, else at the oldest link that it may read.
  ///
  /// @throws Failure.NotFound if there is no such place
  public VersionView run(Principal actor, VersionId id) {
    return facts.read(reading -> within(reading, actor, id));
  }

  VersionView within(Reading reading, Principal actor, VersionId id) {
    return new Versions(access.readable(actor))
        .anyPlace(reading, id)
        .orElseThrow(() -> new Failure.NotFound("the version asked for"));
  }
}
