// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.keep;

import io.cairn.core.access.Access;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.job.Job;
import io.cairn.core.job.JobKind;
import io.cairn.core.job.Jobs;
import io.cairn.core.json.JsonObject;

/// Has all keep rules applied now, in the background.
public final class StartKeeping {
  private final Facts facts;
  private final Access access;
  private final Jobs jobs;

  public StartKeeping(Facts facts, Access access, Jobs jobs) {
    this.facts = facts;
    this.access = access;
    this.jobs = jobs;
  }

  /// @throws Failure.Conflict `job.open` if they are being applied
  public Job run(Principal actor) {
    access.requireInstallationAdmin(actor);
    return facts.write(tx -> jobs.open(tx, actor.origin(), JobKind.KEEP, JsonObject.empty()));
  }
}
