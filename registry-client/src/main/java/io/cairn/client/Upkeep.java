// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

/// Long work on the server: reading all blobs, removing those that nothing needs. For installation
/// admins with a key of scope `admin`; an auditor may look. Answers are the server's objects as
/// JSON.
public final class Upkeep {
  private static final Set<String> OPEN = Set.of("waiting", "running");

  private final Transport transport;

  Upkeep(Transport transport) {
    this.transport = transport;
  }

  /// Begins to read every blob.
  ///
  /// @param bytesPerSecond in the place of the server's setting; 0 for as fast as it goes
  /// @throws CairnException with the code `job.open` if it is under way
  public JsonNode startScrub(OptionalLong bytesPerSecond) {
    var body = Json.object();
    bytesPerSecond.ifPresent(rate -> body.put("bytesPerSecond", rate));
    return transport.json(Call.post(Route.of("scrub"), body));
  }

  /// The scrub under way, or the last one; empty if there never was one.
  public Optional<JsonNode> scrub() {
    return latest("scrub");
  }

  /// Begins to remove the bytes that nothing needs.
  ///
  /// @param allowFraction most that may go, 0 to 1, in the place of the server's setting
  /// @throws CairnException with the code `job.open` if it is under way
  public JsonNode startGc(boolean isDryRun, OptionalDouble allowFraction) {
    var body = Json.object().put("dryRun", isDryRun);
    allowFraction.ifPresent(fraction -> body.put("allowFraction", fraction));
    return transport.json(Call.post(Route.of("gc"), body));
  }

  /// The collection of garbage under way, or the last one; empty if there never was one.
  public Optional<JsonNode> gc() {
    return latest("gc");
  }

  /// The blobs that nothing needs now, with what the next collection does to each.
  public List<JsonNode> garbage(long max) {
    return Pages.list(transport, Route.of("gc", "blobs"), max, node -> node);
  }

  public void stopGc() {
    transport.json(Call.delete(Route.of("gc")));
  }

  private Optional<JsonNode> latest(String kind) {
    try {
      return Optional.of(transport.json(Call.get(Route.of(kind))));
    } catch (CairnException e) {
      if (e.kind() == CairnException.Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  public void stopScrub() {
    transport.json(Call.delete(Route.of("scrub")));
  }

  /// Blobs that nobody gets, with the versions that need them.
  public List<JsonNode> damagedBlobs() {
    return Pages.list(transport, Route.of("scrub", "damaged-blobs"), Long.MAX_VALUE, node -> node);
  }

  public static boolean isOpen(JsonNode job) {
    return OPEN.contains(Json.text(job, "state", ""));
  }

  /// Waits until the job is over.
  ///
  /// @param now asks for the job as it is
  public JsonNode awaitEnd(Supplier<JsonNode> now) {
    var job = now.get();
    while (isOpen(job)) {
      transport.restBeforeAttempt(1);
      job = now.get();
    }
    return job;
  }

  /// Waits until the job is over, and tells how far it is.
  ///
  /// @param name of the step, as `scrubbing`
  /// @param now asks for the job as it is
  public JsonNode await(String name, Supplier<JsonNode> now, Progress progress) {
    var job = now.get();
    while (isOpen(job) && job.path("totalBlobs").asLong() == 0) {
      transport.restBeforeAttempt(1);
      job = now.get();
    }
    var blobs = 0L;
    var bytes = 0L;
    progress.begin(name, job.path("totalBlobs").asLong(), job.path("totalBytes").asLong());
    try {
      while (true) {
        for (; blobs < job.path("blobs").asLong(); blobs++) {
          progress.file();
        }
        progress.bytes(job.path("bytes").asLong() - bytes);
        bytes = job.path("bytes").asLong();
        if (!isOpen(job)) {
          return job;
        }
        transport.restBeforeAttempt(1);
        job = now.get();
      }
    } finally {
      progress.end();
    }
  }
}
