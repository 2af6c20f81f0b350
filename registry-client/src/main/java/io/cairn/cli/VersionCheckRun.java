// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.client.CairnException;
import io.cairn.client.CairnException.Kind;
import io.cairn.client.Checks;
import io.cairn.client.Checks.What;
import io.cairn.client.Upkeep;
import io.cairn.client.Version;
import java.util.List;

/// The check of a version by the server as the command line follows it: to its end, with what it
/// found.
final class VersionCheckRun {
  private static final List<String> KINDS =
      List.of("changed", "vanished", "damaged", "unreachable", "unreadable", "refused");

  private final Session session;
  private final Version version;
  private final What what;
  private final Checks.OfVersion check;

  VersionCheckRun(Session session, String ref, What what) {
    this.session = session;
    this.version = session.client().versions().resolve(ref);
    this.what = what;
    this.check = session.client().checks().of(version, what);
  }

  int startAndWait() {
    start();
    var job =
        session
            .client()
            .upkeep()
            .await("checking", () -> check.latest().orElseThrow(), session.transfer(1).progress());
    return show(job);
  }

  /// Follows the one under way, if there is one.
  void start() {
    try {
      check.start();
    } catch (CairnException e) {
      if (!e.code().equals("job.open")) {
        throw e;
      }
      session.output().remark("a check of it is under way; this follows it");
    }
  }

  int startOnly() {
    var job = check.start();
    session.output().print(job, () -> session.output().line("check begun; see it with --status"));
    return 0;
  }

  int stop() {
    check.stop();
    var stopped = Output.object().put("stopped", true);
    session.output().print(stopped, () -> session.output().line("check stopped"));
    return 0;
  }

  int showLatest() {
    var last = check.latest();
    if (last.isEmpty()) {
      var output = session.output();
      output.print(Output.object().putNull("job"), () -> output.line("no check of it so far"));
      return 0;
    }
    return show(last.get());
  }

  private int show(JsonNode job) {
    var findings = check.findings();
    var output = session.output();
    var exitCode = exitCode(job);
    var object = Output.object().put("ref", version.ref()).put("digest", version.digest());
    object.set("job", job);
    object.set("findings", Output.object().arrayNode().addAll(findings));
    object.put("ok", exitCode == 0);
    output.print(object, () -> print(output, job, findings));
    return exitCode;
  }

  /// What is wrong weighs more than what nobody could tell.
  private static int exitCode(JsonNode job) {
    if (Text.of(job, "state").equals("failed")
        || count(job, "changed") + count(job, "vanished") + count(job, "damaged") > 0) {
      return Kind.INTEGRITY.exitCode();
    }
    if (count(job, "unreachable") + count(job, "unreadable") > 0) {
      return Kind.TRY_AGAIN.exitCode();
    }
    return count(job, "refused") > 0 ? Kind.REFUSED.exitCode() : 0;
  }

  private static long count(JsonNode job, String kind) {
    return job.path("report").path(kind).asLong();
  }

  private void print(Output output, JsonNode job, List<JsonNode> findings) {
    for (var finding : findings) {
      var path = Text.of(finding, "path");
      output.line(
          "%-12s%s  %s"
              .formatted(
                  Text.of(finding, "kind"),
                  path.isEmpty() ? "(the manifest)" : path,
                  Text.of(finding, "text")));
    }
    var bad = KINDS.stream().mapToLong(kind -> count(job, kind)).sum();
    if (bad > findings.size()) {
      output.line("… and " + Units.count(bad - findings.size()) + " more");
    }
    var summary = new StringBuilder();
    for (var kind : KINDS) {
      if (count(job, kind) > 0) {
        summary.append(", ").append(Units.count(count(job, kind))).append(' ').append(kind);
      }
    }
    var done = job.path("blobs").asLong();
    var total = job.path("totalBlobs").asLong();
    output.line(
        "check %s: %s%s of %s%s"
            .formatted(
                Text.of(job, "state"),
                done == total ? "" : Units.count(done) + " of ",
                Units.count(total, what == What.REFERENCES ? "reference" : "file"),
                version.ref(),
                summary.isEmpty() ? Upkeep.isOpen(job) ? "" : ", all as recorded" : summary));
    if (job.at("/report/error").isTextual()) {
      output.line(job.at("/report/error").asText());
    }
  }
}
