// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.retention;

import io.cairn.core.access.Access;
import io.cairn.core.access.InstallationRole;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.job.Job;
import io.cairn.core.job.JobKind;
import io.cairn.core.job.Jobs;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;

/// How far jobs are, and what they found. For admins and auditors of the installation.
public final class ReadJobs {
  private final Facts facts;
  private final Access access;
  private final Jobs jobs;

  public ReadJobs(Facts facts, Access access, Jobs jobs) {
    this.facts = facts;
    this.access = access;
    this.jobs = jobs;
  }

  /// The open one, or the last one.
  ///
  /// @throws Failure.NotFound if there never was one
  public Job latest(Principal actor, JobKind kind) {
    access.requireInstallation(actor, InstallationRole.ADMIN, InstallationRole.AUDITOR);
    return facts.read(reading -> jobs.require(reading, kind));
  }

  /// Newest first.
  public Page<Job> page(Principal actor, JobKind kind, PageRequest page) {
    access.requireInstallation(actor, InstallationRole.ADMIN, InstallationRole.AUDITOR);
    return facts.read(reading -> jobs.page(reading, kind, page));
  }
}
