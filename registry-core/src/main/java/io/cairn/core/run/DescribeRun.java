// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;

/// One run, as it stands.
public final class DescribeRun {
  private final Facts facts;
  private final RunDoor door;

  public DescribeRun(Facts facts, RunDoor door) {
    this.facts = facts;
    this.door = door;
  }

  /// @throws Failure.NotFound if there is none that the actor may read
  public Run run(Principal actor, RunPath path) {
    return facts.read(reading -> door.require(reading, actor, path, Permission.READ).run());
  }
}
