// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import io.cairn.client.CairnException;
import io.cairn.client.ExportCheck;
import io.cairn.client.Exports;
import io.cairn.client.ImportResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Brings the folder of an export to an empty installation.
@Command(
    name = "import",
    description = {
      "Bring the folder of an export to an empty installation; all of it becomes visible at once.",
      "Users of one name are one person: who imports keeps the key, and takes the identity of the"
          + " user of the same name. Keys are not in an export; make new ones.",
      "A cut import goes on when it is started again; one that was done does nothing.",
      "For an admin of the installation; the key needs the scope admin."
    },
    footer = {"  cairn import --dry-run backup", "  cairn import backup"})
final class ImportCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "DIR", description = "Folder of an export.")
  private Path folder = Path.of("");

  @Option(
      names = "--dry-run",
      description = "Read every byte of the folder and say whether it is whole; asks no server.")
  private boolean isDryRun;

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
    if (isDryRun) {
      var check = Exports.check(folder, session.transfer(1).progress());
      print(check);
      return check.isClean() ? 0 : CairnException.Kind.INTEGRITY.exitCode();
    }
    print(session.client().exports().importFrom(folder, session.resuming(parallel)));
    return 0;
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
