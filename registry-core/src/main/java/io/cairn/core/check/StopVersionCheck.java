// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.check;

import io.cairn.core.access.InstallationRole;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.FindVersion;
import io.cairn.core.artifact.VersionId;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.job.Jobs;
import java.util.Optional;

/// Ends the check of a version before it is done; what it found stays found. For who asked for it,
/// and for installation admins. Nothing to stop is no error.
public final class StopVersionCheck {
  private final Facts facts;
  private final FindVersion findVersion;
  private final Jobs jobs;

  public StopVersionCheck(Facts facts, FindVersion findVersion, Jobs jobs) {
    this.facts = facts;
    this.findVersion = findVersion;
    this.jobs = jobs;
  }

  /// @throws Failure.Forbidden `check.other` if somebody else asked for it
  public void run(Principal actor, VersionId id, VersionCheck check) {
    var subject = findVersion.run(actor, id).version().value().toString();
    facts.write(tx -> {
      var open = jobs.latest(tx, check.kind(), subject).filter(job -> job.state().isOpen());
      if (open.isPresent()
          && actor.role() != InstallationRole.ADMIN
          && !open.get().requestedBy().equals(Optional.of(actor.userId().value()))) {
        throw new Failure.Forbidden(
            "check.other", "who asked for this check may stop it, or an installation admin");
      }
      jobs.stop(tx, actor.origin(), check.kind(), subject);
      return subject;
    });
  }
}
