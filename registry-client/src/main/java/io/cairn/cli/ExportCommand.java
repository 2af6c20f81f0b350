// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import io.cairn.client.CairnException;
import io.cairn.client.ExportResult;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Writes a whole installation into a folder.
@Command(
    name = "export",
    description = {
      "Write the whole installation into a folder: every blob, and all that people said as lines of"
          + " JSON, all of one instant.",
      "Into the folder of an earlier export, or of one that was cut, only what is new is moved.",
      "Keys, drafts and sessions stay. A blob that the server cannot give is named with its versions;"
          + " the rest is written, and the exit code is 4.",
      "For an admin or auditor of the installation; the key needs the scope admin."
    },
    footer = {"  cairn export backup", "  cairn import --dry-run backup"})
final class ExportCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "DIR", description = "Folder to make or bring up to date.")
  private Path folder = Path.of("");

  @Option(
      names = "--parallel",
      defaultValue = "8",
      paramLabel = "N",
      description = "Downloads at a time, 1 to 64 (default: ${DEFAULT-VALUE}).")
  private int parallel;

  ExportCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var result = session.client().exports().export(folder, session.resuming(parallel));
    print(result);
    return result.lost().isEmpty() ? 0 : CairnException.Kind.INTEGRITY.exitCode();
  }

  private void print(ExportResult result) {
    var output = session.output();
    var object = Output.object().put("folder", result.folder().toString());
    object.put("digest", result.digest()).put("rows", result.rows());
    object.put("blobs", result.blobs()).put("bytes", result.bytes());
    object.put("movedBlobs", result.movedBlobs()).put("movedBytes", result.movedBytes());
    var lost = object.putArray("missing");
    for (var blob : result.lost()) {
      var told = lost.addObject().put("digest", blob.digest()).put("size", blob.sizeBytes());
      told.put("why", blob.why()).set("versions", Output.texts(blob.versions()));
    }
    output.print(
        object,
        () -> {
          for (var blob : result.lost()) {
            output.line("missing  " + blob.digest() + "  " + blob.why());
            blob.versions().forEach(version -> output.line("         needed by " + version));
          }
          output.line(
              "%s  %s, %s of %s in %s; moved %s"
                  .formatted(
                      result.digest(),
                      Units.count(result.rows(), "row"),
                      Units.count(result.blobs(), "blob"),
                      Units.bytes(result.bytes()),
                      result.folder(),
                      Units.bytes(result.movedBytes())));
        });
  }
}
