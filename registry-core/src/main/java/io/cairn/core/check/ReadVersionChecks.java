// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.check;

import io.cairn.core.access.Principal;
import io.cairn.core.artifact.FindVersion;
import io.cairn.core.artifact.VersionId;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.job.Job;
import io.cairn.core.job.Jobs;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;

/// How far the check of a version is, and what it found. For whoever may read the version.
public final class ReadVersionChecks {
  private final Facts facts;
  private final FindVersion findVersion;
  private final Jobs jobs;

  public ReadVersionChecks(Facts facts, FindVersion findVersion, Jobs jobs) {
    this.facts = facts;
    this.findVersion = findVersion;
    this.jobs = jobs;
  }

  /// The open one, or the last one.
  ///
  /// @throws Failure.NotFound if there never was one
  public Job latest(Principal actor, VersionId id, VersionCheck check) {
    var version = findVersion.run(actor, id);
    return facts.read(reading ->
        jobs.latest(reading, check.kind(), version.version().value().toString())
            .orElseThrow(() -> new Failure.NotFound("a check of " + version.ref())));
  }

  /// Of the latest, in the order of paths; no more than [CheckedVersion#MAX_FINDINGS].
  public Page<Finding> findings(
      Principal actor, VersionId id, VersionCheck check, PageRequest page) {
    var job = latest(actor, id, check);
    return facts.read(reading -> FindingRows.page(reading, job.id(), page));
  }
}
