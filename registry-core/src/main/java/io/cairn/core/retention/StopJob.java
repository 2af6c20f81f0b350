// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.retention;

import io.cairn.core.access.Access;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.job.JobKind;
import io.cairn.core.job.Jobs;

/// Ends the open job of a kind before it is done. What it did stays done; nothing to stop is no
/// error.
public final class StopJob {
  private final Facts facts;
  private final Access access;
  private final Jobs jobs;

  public StopJob(Facts facts, Access access, Jobs jobs) {
    this.facts = facts;
    this.access = access;
    this.jobs = jobs;
  }

  public void run(Principal actor, JobKind kind) {
    access.requireInstallationAdmin(actor);
    facts.write(tx -> {
      jobs.stop(tx, actor.origin(), kind);
      return kind;
    });
  }
}
