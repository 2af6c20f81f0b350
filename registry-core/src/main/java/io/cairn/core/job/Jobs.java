// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.job;

import io.cairn.core.event.Events;
import io.cairn.core.event.Events.Origin;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import io.cairn.core.time.Timeline;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Opens, shows and stops jobs. For use cases; none of it asks who may.
public final class Jobs {
  private static final String INSTALLATION = "";

  private final Events events;
  private final Timeline timeline;

  public Jobs(Events events, Timeline timeline) {
    this.events = events;
    this.timeline = timeline;
  }

  /// A server takes it up within seconds.
  ///
  /// @throws Failure.Conflict `job.open`, with its id, if one of the kind is open
  public Job open(Tx tx, Origin origin, JobKind kind, JsonObject options) {
    return open(tx, origin, kind, INSTALLATION, options);
  }

  /// One of several that may be open, about something.
  ///
  /// @throws Failure.Conflict `job.open`, with its id, if one of the kind is open about it
  public Job open(Tx tx, Origin origin, JobKind kind, String subject, JsonObject options) {
    var job =
        new Job(
            timeline.newId(),
            kind,
            subject,
            JobState.WAITING,
            options,
            "",
            JsonObject.empty(),
            Tally.NOTHING,
            Optional.ofNullable(origin.actorId()),
            timeline.now(),
            Optional.empty(),
            Optional.empty(),
            false);
    if (!JobRows.insert(tx, job)) {
      throw new Failure.Conflict(
          "job.open",
          "a job of the kind '" + kind.text() + "' is open already; wait for it, or stop it",
          latest(tx, kind, subject).map(open -> open.id().toString()).orElse(null));
    }
    tell(tx, origin, job.id(), kind, "started", options);
    return job;
  }

  /// @throws Failure.NotFound if there never was one
  public Job require(Reading reading, JobKind kind) {
    return latest(reading, kind)
        .orElseThrow(() -> new Failure.NotFound("a job of the kind '" + kind.text() + "'"));
  }

  public Optional<Job> latest(Reading reading, JobKind kind) {
    return JobRows.latest(reading, kind);
  }

  public Optional<Job> latest(Reading reading, JobKind kind, String subject) {
    return JobRows.latest(reading, kind, subject);
  }

  /// Removes the jobs about something that are over, with what they found.
  public void forget(Tx tx, JobKind kind, String subject) {
    JobRows.forget(tx, kind, subject);
  }

  /// Newest first.
  public Page<Job> page(Reading reading, JobKind kind, PageRequest page) {
    return JobRows.page(reading, kind, page);
  }

  /// What is done stays done. Nothing to stop is no error.
  public void stop(Tx tx, Origin origin, JobKind kind) {
    stop(tx, origin, kind, INSTALLATION);
  }

  /// As [#stop(Tx, Origin, JobKind)], of the one about something.
  public void stop(Tx tx, Origin origin, JobKind kind, String subject) {
    var open = latest(tx, kind, subject).filter(job -> job.state().isOpen() && !job.isStopAsked());
    if (open.isPresent() && JobRows.stop(tx, kind, subject, timeline.now())) {
      tell(tx, origin, open.get().id(), kind, "stopped", JsonObject.empty());
    }
  }

  void tell(Tx tx, Origin origin, UUID job, JobKind kind, String verb, JsonObject data) {
    var members = JsonObject.of("data", Map.of("job", job.toString())).with(data);
    events.append(tx, origin, kind.text() + "." + verb, null, "job", job, members);
  }
}
