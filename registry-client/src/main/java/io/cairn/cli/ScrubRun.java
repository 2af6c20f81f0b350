// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.client.CairnException;
import io.cairn.client.CairnException.Kind;
import io.cairn.client.Progress;
import io.cairn.client.Upkeep;
import java.util.List;
import java.util.OptionalLong;

/// A scrub as the command line follows it: to its end, with what it found.
final class ScrubRun {
  private final Session session;

  ScrubRun(Session session) {
    this.session = session;
  }

  /// Follows the scrub under way, if there is one. The exit code: 4 if blobs are damaged.
  int startAndWait(OptionalLong bytesPerSecond) {
    return startAndWait(bytesPerSecond, Output.object());
  }

  /// Of all blobs as they are now, as fast as the server reads: one under way, which may have read
  /// some before, is stopped.
  ///
  /// @param object what to print it with; `lacking` in it counts as damage
  int startAnewAndWait(ObjectNode object) {
    var upkeep = session.client().upkeep();
    upkeep.stopScrub();
    if (upkeep.scrub().filter(Upkeep::isOpen).isPresent()) {
      upkeep.await("stopping", () -> upkeep.scrub().orElseThrow(), Progress.NONE);
    }
    return startAndWait(OptionalLong.of(0), object);
  }

  private int startAndWait(OptionalLong bytesPerSecond, ObjectNode object) {
    var upkeep = session.client().upkeep();
    try {
      upkeep.startScrub(bytesPerSecond);
    } catch (CairnException e) {
      if (!e.code().equals("job.open")) {
        throw e;
      }
      session.output().remark("a scrub is under way; this follows it");
    }
    var job =
        upkeep.await(
            "scrubbing", () -> upkeep.scrub().orElseThrow(), session.transfer(1).progress());
    return show(job, object);
  }

  /// Prints a scrub, and the damaged blobs that there are now.
  int show(JsonNode job) {
    return show(job, Output.object());
  }

  private int show(JsonNode job, ObjectNode object) {
    var damaged = session.client().upkeep().damagedBlobs();
    var output = session.output();
    object.set("job", job);
    object.set("damaged", Output.object().arrayNode().addAll(damaged));
    var isOk = damaged.isEmpty() && !isBad(job) && object.path("lacking").isEmpty();
    object.put("ok", isOk);
    output.print(object, () -> print(output, job, damaged));
    return isOk ? 0 : Kind.INTEGRITY.exitCode();
  }

  private static boolean isBad(JsonNode job) {
    return Text.of(job, "state").equals("failed") || job.at("/report/unreadable").asLong() > 0;
  }

  private static void print(Output output, JsonNode job, List<JsonNode> damaged) {
    for (var blob : damaged) {
      output.line("%-9s%s".formatted(Text.of(blob, "kind"), Text.of(blob, "digest")));
      blob.path("versions")
          .forEach(version -> output.line("         needed by " + version.asText()));
    }
    var done = job.path("blobs").asLong();
    var total = job.path("totalBlobs").asLong();
    output.line(
        "scrub %s: %s%s, %s read, %s damaged"
            .formatted(
                Text.of(job, "state"),
                Upkeep.isOpen(job) ? Units.count(done) + " of " : "",
                Units.count(Upkeep.isOpen(job) ? total : done, "blob"),
                Units.bytes(job.path("bytes").asLong()),
                Units.count(damaged.size())));
    if (job.at("/report/unreadable").asLong() > 0) {
      output.line(
          Units.count(job.at("/report/unreadable").asLong(), "blob")
              + " could not be read this time; look at the server's disk, and scrub again");
    }
    if (job.at("/report/error").isTextual()) {
      output.line(job.at("/report/error").asText());
    }
    if (!damaged.isEmpty()) {
      output.remark("damaged blobs are healed when the same files are logged again");
    }
  }
}
