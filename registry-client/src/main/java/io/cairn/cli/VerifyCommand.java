// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import io.cairn.client.CairnClient;
import io.cairn.client.CairnException;
import io.cairn.client.Checks.What;
import io.cairn.client.Progress;
import io.cairn.client.RetryPolicy;
import io.cairn.client.VerifyReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Whether a folder still is what it was.
@Command(
    name = "verify",
    customSynopsis = {
      "cairn verify [OPTIONS] DIR",
      "cairn verify [OPTIONS] REF DIR",
      "cairn verify [OPTIONS] --server [REF]"
    },
    description = {
      "Read every byte of a folder and compare it with a version.",
      "A pulled folder is compared with its own record (no server needed), any folder with REF.",
      "Lists bad, missing and extra files; exit code 4 if there are any.",
      "With --server: the server reads all its blobs; damaged ones are listed with the versions that"
          + " need them. For an installation admin. With --server REF: those of one version, for"
          + " whoever may read it."
    },
    footer = {
      "  cairn verify model",
      "  cairn verify models/digits:v3 model",
      "  cairn verify --server",
      "  cairn verify --server models/digits:v3"
    })
final class VerifyCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "REF",
      description = "Version to compare with; left out: the folder's own record.")
  private @Nullable String first;

  @Parameters(index = "1", arity = "0..1", paramLabel = "DIR", description = "Folder to read.")
  private @Nullable String second;

  @Option(
      names = "--server",
      description = "Blobs that the server keeps: all of them as fast as it reads, or REF's.")
  private boolean isServer;

  VerifyCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (isServer ? second != null : first == null) {
      throw CairnException.usage("name a folder to verify, or give --server, and not both");
    }
    if (isServer && first != null) {
      return new VersionCheckRun(session, first, What.BYTES).startAndWait();
    }
    if (first == null) {
      return new ScrubRun(session).startAndWait(OptionalLong.of(0));
    }
    var folder = Path.of(second == null ? first : second);
    if (!Files.isDirectory(folder)) {
      throw CairnException.usage("there is no folder '" + folder + "'");
    }
    var progress = session.transfer(1).progress();
    var report =
        second == null
            ? offline(folder, progress)
            : session.client().artifacts().verify(first, folder, progress);
    print(report);
    return report.isClean() ? 0 : CairnException.Kind.INTEGRITY.exitCode();
  }

  /// Asks no server, so whatever the settings say of one does not matter.
  private static VerifyReport offline(Path folder, Progress progress) {
    try (var client =
        CairnClient.connect(CairnClient.DEFAULT_URL, Optional.empty(), RetryPolicy.NONE)) {
      return client.artifacts().verify(folder, progress);
    }
  }

  private void print(VerifyReport report) {
    var output = session.output();
    var object = Output.object().put("ref", report.ref()).put("digest", report.digest());
    object.put("ok", report.isClean()).put("files", report.checkedFiles());
    object.put("references", report.references());
    object.set("bad", Output.texts(report.bad()));
    object.set("missing", Output.texts(report.missing()));
    object.set("extra", Output.texts(report.extra()));
    output.print(
        object,
        () -> {
          list(output, "bad      ", report.bad());
          list(output, "missing  ", report.missing());
          list(output, "extra    ", report.extra());
          output.line(
              (report.isClean() ? "ok: all of " : "NOT ok: of ")
                  + Units.count(report.checkedFiles(), "file")
                  + (report.isClean() ? "" : " " + counts(report))
                  + " as in "
                  + report.ref()
                  + "  "
                  + report.digest());
          if (report.references() > 0) {
            output.remark(
                Units.count(report.references(), "reference")
                    + " not looked at: their bytes are elsewhere");
          }
        });
  }

  private static String counts(VerifyReport report) {
    return report.bad().size()
        + " bad, "
        + report.missing().size()
        + " missing, "
        + report.extra().size()
        + " extra; expected";
  }

  private static void list(Output output, String mark, List<String> paths) {
    paths.forEach(path -> output.line(mark + path));
  }
}
