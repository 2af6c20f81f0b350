// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import io.cairn.client.CairnException;
import io.cairn.client.ExportCheck;
import io.cairn.client.Exports;
import io.cairn.client.ImportResult;
import io.cairn.client.offline.ImportRun;
import io.cairn.client.offline.ImportedRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Brings the folder of an export to an empty installation.
@Command(
    name = "import",
    description = {
      "Bring the folder of an export to an empty installation; all of it becomes visible at once.",
      "Or bring a run that the wandb SDK wrote down without a server: a folder offline-run-….",
      "Users of one name are one person: who imports keeps the key, and takes the identity of the"
          + " user of the same name. Keys are not in an export; make new ones.",
      "A cut import goes on when it is started again; one that was done does nothing.",
      "An export is for an admin of the installation, and a key with the scope admin; a run is for"
          + " whoever may write runs."
    },
    footer = {
      "  cairn import --dry-run backup",
      "  cairn import backup",
      "  cairn import wandb/offline-run-20261001_120000-abc123 --to vision/digits"
    })
final class ImportCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "DIR", description = "Folder of an export, or of a run.")
  private Path folder = Path.of("");

  @Option(
      names = "--dry-run",
      description = "Read every byte of the folder and say whether it is whole; asks no server.")
  private boolean isDryRun;

  @Option(
      names = "--to",
      paramLabel = "PROJECT",
      description =
          "Of a run: team/project; project if CAIRN_TEAM is set (default: the one that the run"
              + " names).")
  private @Nullable String target;

  @Option(
      names = "--parallel",
      defaultValue = "8",
      paramLabel = "N",
      description = "Uploads at a time, 1 to 64 (default: ${DEFAULT-VALUE}).")
  private int parallel;

  ImportCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (!Files.isDirectory(folder)) {
      throw CairnException.usage("there is no folder '" + folder + "'");
    }
    if (ImportRun.isRun(folder)) {
      print(importRun());
      return 0;
    }
    if (target != null) {
      throw CairnException.usage("--to is for a run; '" + folder + "' holds none");
    }
    if (isDryRun) {
      var check = Exports.check(folder, session.transfer(1).progress());
      print(check);
      return check.isClean() ? 0 : CairnException.Kind.INTEGRITY.exitCode();
    }
    print(session.client().exports().importFrom(folder, session.resuming(parallel)));
    return 0;
  }

  private ImportedRun importRun() {
    if (isDryRun) {
      throw CairnException.usage("--dry-run is for an export; '" + folder + "' holds a run");
    }
    var settings = session.settings();
    return new ImportRun(session.client(), session.resuming(parallel))
        .run(folder, Optional.ofNullable(target).map(settings::project), settings.team());
  }

  private void print(ImportedRun result) {
    var output = session.output();
    var object = Output.object().put("run", result.run()).put("imported", result.isNew());
    object.put("lines", result.lines()).put("files", result.files()).put("torn", result.isTorn());
    object.set("versions", Output.texts(result.versions()));
    output.print(
        object,
        () -> {
          if (!result.isNew()) {
            output.line(result.run() + "  was imported before; nothing was sent");
            return;
          }
          output.line(
              "%s  %s, %s"
                  .formatted(
                      result.run(),
                      Units.count(result.lines(), "line"),
                      Units.count(result.files(), "file")));
          result.versions().forEach(version -> output.line("  made " + version));
          if (result.isTorn()) {
            output.line("  its file ends in the middle of a record: the rest was never written");
          }
        });
  }

  private void print(ExportCheck check) {
    var output = session.output();
    var object = Output.object().put("digest", check.digest()).put("ok", check.isClean());
    object.put("rows", check.rows()).put("blobs", check.blobs()).put("bytes", check.bytes());
    object.set("bad", Output.texts(check.bad()));
    output.print(
        object,
        () -> {
          check.bad().forEach(path -> output.line("bad      " + path));
          output.line(
              "%s  %s, %s of %s: %s"
                  .formatted(
                      check.digest(),
                      Units.count(check.rows(), "row"),
                      Units.count(check.blobs(), "blob"),
                      Units.bytes(check.bytes()),
                      check.isClean() ? "whole" : "NOT whole"));
        });
  }

  private void print(ImportResult result) {
    var output = session.output();
    var object = Output.object().put("digest", result.digest()).put("imported", result.isNew());
    object.put("rows", result.rows());
    object.put("sentBlobs", result.sentBlobs()).put("sentBytes", result.sentBytes());
    output.print(
        object,
        () ->
            output.line(
                result.isNew()
                    ? "%s  %s added; sent %s, %s"
                        .formatted(
                            result.digest(),
                            Units.count(result.rows(), "row"),
                            Units.count(result.sentBlobs(), "blob"),
                            Units.bytes(result.sentBytes()))
                    : result.digest() + "  was imported here before; 0 rows added, 0 blobs sent"));
  }
}
