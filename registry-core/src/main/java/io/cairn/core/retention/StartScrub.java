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
import java.util.Map;
import java.util.OptionalLong;

/// Has every blob read and compared with its digest, in the background.
public final class StartScrub {
  private final Facts facts;
  private final Access access;
  private final Jobs jobs;

  public StartScrub(Facts facts, Access access, Jobs jobs) {
    this.facts = facts;
    this.access = access;
    this.jobs = jobs;
  }

  /// @param bytesPerSecond in the place of the setting; 0 for as fast as it goes
  /// @throws Failure.Conflict `job.open` if a scrub is under way
  public Job run(Principal actor, OptionalLong bytesPerSecond) {
    access.requireInstallationAdmin(actor);
    if (bytesPerSecond.orElse(0) < 0) {
      throw new Failure.Invalid(
          Scrub.RATE, "rate.range", Scrub.RATE + " must be 0 (no bound) or more");
    }
    var options =
        bytesPerSecond.isPresent()
            ? JsonObject.of("options", Map.of(Scrub.RATE, bytesPerSecond.getAsLong()))
            : JsonObject.empty();
    return facts.write(tx -> jobs.open(tx, actor.origin(), JobKind.SCRUB, options));
  }
}
