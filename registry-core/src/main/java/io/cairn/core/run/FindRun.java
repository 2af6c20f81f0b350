// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.RunId;

/// Which run a path names, for somebody who may do there what comes next.
public final class FindRun {
  private final Facts facts;
  private final RunDoor door;

  public FindRun(Facts facts, RunDoor door) {
    this.facts = facts;
    this.door = door;
  }

  /// @throws Failure.NotFound if there is none that the actor may read
  /// @throws Failure.Forbidden if the actor may read it but lacks the permission
  public RunId run(Principal actor, RunPath path, Permission permission) {
    return facts.read(reading -> door.require(reading, actor, path, permission).run().id());
  }
}
