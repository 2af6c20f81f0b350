// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.client.CairnException;
import io.cairn.client.PullRequest;
import io.cairn.client.PullResult;
import io.cairn.client.Reference;
import io.cairn.client.Version;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Brings a version into a folder.
@Command(
    name = "pull",
    description = {
      "Bring a version into a folder, every byte verified.",
      "The folder is made beside its place and switched at the end by rename; a broken pull goes on"
          + " where it stopped; a second pull moves no bytes.",
      "References are fetched from their stores, with your own rights there, and compared with what"
          + " was recorded. One that was changed or is gone is named, exit code 4, and the folder"
          + " stays as it was.",
      "A pulled file that was changed since is put right again: its changes are lost.",
      "Adds one file of its own, .cairn.json, which 'verify' reads."
    },
    footer = {
      "  cairn pull models/digits:production --to model",
      "  cairn pull vision/digits/training-data@sha256:9f86… --to data",
      "  cairn pull models/digits:production --to model --no-cache",
      "  cairn pull vision/digits/scans --to scans --no-references"
    })
final class PullCommand implements Callable<Integer> {
  private static final int MAX_NAMED = 20;

  private final Session session;

  @Parameters(paramLabel = "REF", description = "For example models/digits:production.")
  private String ref = "";

  @Option(
      names = {"-o", "--to"},
      paramLabel = "DIR",
      description = "Folder to make or bring up to date (default: the last name of REF).")
  private @Nullable Path folder;

  @Option(
      names = {"-f", "--force"},
      description = "Replace a folder that is not from a pull, or that has files of its own.")
  private boolean isForced;

  @Option(
      names = "--parallel",
      defaultValue = "8",
      paramLabel = "N",
      description = "Downloads at a time, 1 to 64 (default: ${DEFAULT-VALUE}).")
  private int parallel;

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "Run that reads it (CAIRN_RUN, which 'cairn run' sets).")
  private @Nullable String run;

  @Option(
      names = "--no-cache",
      description = "Neither use nor fill the cache of pulled files on this machine.")
  private boolean isWithoutCache;

  @Option(
      names = "--no-references",
      description = "Bring the files alone, and leave references where they are.")
  private boolean isWithoutReferences;

  PullCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var names = Reference.parse(ref).names();
    var target = folder == null ? Path.of(names.getLast()) : folder;
    var options = session.resuming(parallel);
    var request =
        PullRequest.of(ref, target)
            .forced(isForced)
            .options(isWithoutCache ? options.cache(Optional.empty()) : options);
    if (!isWithoutReferences) {
      request = request.outside(session.terminal().environment());
    }
    var result = session.client().artifacts().pull(request);
    CurrentRun.of(run, session.terminal()).ifPresent(reader -> note(reader, result.version()));
    print(result);
    return 0;
  }

  /// The files are there: that it could not be noted fails the call only if that was asked for.
  private void note(String reader, Version version) {
    try {
      session.client().runs().input(reader, version.ref(), Optional.empty());
    } catch (CairnException e) {
      if (run != null) {
        throw e;
      }
      session.output().remark("not noted as an input of " + reader + ": " + e.text());
    }
  }

  private void print(PullResult result) {
    var output = session.output();
    if (!(result.version().json().deepCopy() instanceof ObjectNode object)) {
      throw CairnException.usage("the server's answer is no object");
    }
    output.warnIfRecalled(result.version());
    object.put("folder", result.folder().toString());
    object.put("movedFiles", result.movedFiles()).put("movedBytes", result.movedBytes());
    object.set("notFetched", Output.texts(result.references()));
    output.print(
        object,
        () -> {
          output.line(VersionText.line(result.version()));
          output.remark(
              VersionText.size(result.version())
                  + " in "
                  + result.folder()
                  + ", all verified; moved "
                  + Units.count(result.movedFiles(), "file")
                  + ", "
                  + Units.bytes(result.movedBytes()));
          result.references().stream()
              .limit(MAX_NAMED)
              .forEach(path -> output.remark("reference not fetched: " + path));
          if (result.references().size() > MAX_NAMED) {
            var more = result.references().size() - MAX_NAMED;
            output.remark(
                "and "
                    + Units.count(more)
                    + " more; 'ls "
                    + VersionText.name(result.version())
                    + "' lists them");
          }
        });
  }
}
