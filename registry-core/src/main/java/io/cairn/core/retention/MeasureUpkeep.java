// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.retention;

import io.cairn.core.access.Access;
import io.cairn.core.access.InstallationRole;
import io.cairn.core.access.Principal;
import io.cairn.core.content.DamageKind;
import io.cairn.core.content.Damages;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Reading;
import io.cairn.core.job.Job;
import io.cairn.core.job.JobKind;
import io.cairn.core.job.JobState;
import io.cairn.core.job.Jobs;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.ToLongFunction;

/// Figures that an alarm can hang on: damaged blobs, and how the last jobs went. For admins and
/// auditors of the installation.
public final class MeasureUpkeep {
  private final Facts facts;
  private final Access access;
  private final Jobs jobs;

  public MeasureUpkeep(Facts facts, Access access, Jobs jobs) {
    this.facts = facts;
    this.access = access;
    this.jobs = jobs;
  }

  /// @param values by their labels, as `{kind="scrub"}`
  public record Figure(String name, String help, SequencedMap<String, Long> values) {}

  public List<Figure> run(Principal actor) {
    access.requireInstallation(actor, InstallationRole.ADMIN, InstallationRole.AUDITOR);
    return facts.read(this::measure);
  }

  private List<Figure> measure(Reading reading) {
    var damaged = new LinkedHashMap<String, Long>();
    for (var kind : DamageKind.values()) {
      damaged.put(label(kind.text()), Damages.count(reading, kind));
    }
    var latest = new LinkedHashMap<String, Job>();
    for (var kind : JobKind.values()) {
      jobs.latest(reading, kind).ifPresent(job -> latest.put(label(kind.text()), job));
    }
    var figures = new ArrayList<Figure>();
    figures.add(
        new Figure("cairn_damaged_blobs", "Blobs that nobody gets until sent again.", damaged));
    figures.add(
        of(
            latest,
            "cairn_job_open",
            "1 while a job waits or runs.",
            job -> one(job.state().isOpen())));
    figures.add(
        of(
            latest,
            "cairn_job_failed",
            "1 if the last job failed.",
            job -> one(job.state() == JobState.FAILED)));
    figures.add(
        of(
            latest,
            "cairn_job_finished_seconds",
            "When the last job ended, in seconds since 1970; 0 while it is open.",
            job -> job.finishedAt().map(Instant::getEpochSecond).orElse(0L)));
    figures.add(
        of(
            latest,
            "cairn_job_blobs",
            "Blobs done by the last job.",
            job -> job.tally().doneCount()));
    figures.add(
        of(
            latest,
            "cairn_job_bytes",
            "Bytes done by the last job.",
            job -> job.tally().doneBytes()));
    return figures;
  }

  private static Figure of(
      Map<String, Job> jobs, String name, String help, ToLongFunction<Job> value) {
    var values = new LinkedHashMap<String, Long>();
    jobs.forEach((label, job) -> values.put(label, value.applyAsLong(job)));
    return new Figure(name, help, values);
  }

  private static long one(boolean is) {
    return is ? 1 : 0;
  }

  private static String label(String kind) {
    return "{kind=\"" + kind + "\"}";
  }
}
