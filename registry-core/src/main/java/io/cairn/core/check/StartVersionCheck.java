// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.check;

import io.cairn.core.access.Principal;
import io.cairn.core.artifact.FindVersion;
import io.cairn.core.artifact.VersionId;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.job.Job;
import io.cairn.core.job.Jobs;
import io.cairn.core.json.JsonObject;
import java.util.Map;

/// Has a version checked in the background, for whoever may read it. The one check before it, and
/// what it found, are forgotten.
public final class StartVersionCheck {
  private final Facts facts;
  private final FindVersion findVersion;
  private final Jobs jobs;

  public StartVersionCheck(Facts facts, FindVersion findVersion, Jobs jobs) {
    this.facts = facts;
    this.findVersion = findVersion;
    this.jobs = jobs;
  }

  /// @throws Failure.Conflict `job.open` if the same check of it is under way
  public Job run(Principal actor, VersionId id, VersionCheck check) {
    var version = findVersion.run(actor, id);
    var total = check == VersionCheck.REFERENCES ? version.references() : version.files() + 1;
    var bytes = check == VersionCheck.REFERENCES ? 0L : version.sizeBytes();
    var options =
        JsonObject.of(
            "options",
            Map.of(
                CheckedVersion.VERSION,
                version.ref(),
                CheckedVersion.MANIFEST,
                version.digest().toString(),
                CheckedVersion.TOTAL,
                total,
                CheckedVersion.BYTES,
                bytes));
    var subject = id.value().toString();
    return facts.write(tx -> {
      jobs.forget(tx, check.kind(), subject);
      return jobs.open(tx, actor.origin(), check.kind(), subject, options);
    });
  }
}
