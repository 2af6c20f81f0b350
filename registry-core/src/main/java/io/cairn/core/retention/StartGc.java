// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.retention;

import io.cairn.core.access.Access;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.job.Job;
import io.cairn.core.job.JobKind;
import io.cairn.core.job.Jobs;
import io.cairn.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.OptionalDouble;

/// Has the bytes removed that nothing needs, in the background; or only says which those are.
public final class StartGc {
  private final Facts facts;
  private final Access access;
  private final Jobs jobs;

  public StartGc(Facts facts, Access access, Jobs jobs) {
    this.facts = facts;
    this.access = access;
    this.jobs = jobs;
  }

  /// @param allowFraction most that may go, in the place of the setting; 0 to 1
  /// @throws Failure.Conflict `job.open` if a collection is under way
  public Job run(Principal actor, boolean isDryRun, OptionalDouble allowFraction) {
    access.requireInstallationAdmin(actor);
    var fraction = allowFraction.orElse(0);
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new Failure.Invalid(
          CollectGarbage.ALLOW_FRACTION,
          "fraction.range",
          CollectGarbage.ALLOW_FRACTION + " must be from 0 to 1");
    }
    var members = new LinkedHashMap<String, Object>();
    members.put(CollectGarbage.DRY_RUN, isDryRun);
    allowFraction.ifPresent(value -> members.put(CollectGarbage.ALLOW_FRACTION, value));
    var options = JsonObject.of("options", members);
    return facts.write(tx -> jobs.open(tx, actor.origin(), JobKind.GC, options));
  }
}
