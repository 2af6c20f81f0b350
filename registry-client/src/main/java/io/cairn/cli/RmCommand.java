// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import io.cairn.client.CairnException;
import io.cairn.client.Reference;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Deletes a version, or with `--recursive` a collection.
@Command(
    name = "rm",
    description = {
      "Delete a version, or a whole collection.",
      "Links to a version keep its content; a protected alias on one refuses.",
      "With --recursive: a collection or registered model with all its versions, or a project, team"
          + " or registry with all in it.",
      "For some days 'cairn undelete' brings it back."
    },
    footer = {
      "  cairn rm vision/digits/classifier:v0",
      "  cairn rm --recursive vision/digits/classifier"
    })
final class RmCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "REF", description = "Version; with --recursive a path.")
  private String ref = "";

  @Option(
      names = {"-r", "--recursive"},
      description = "Delete the collection, model, project, team or registry of that path.")
  private boolean isRecursive;

  RmCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var hasSelector = Reference.split(ref).selector().isPresent();
    if (isRecursive && hasSelector) {
      throw CairnException.usage("--recursive takes a path without selector");
    }
    if (isRecursive) {
      var names = Reference.split(ref).names();
      var catalog = session.client().catalog();
      if (names.size() == 1) {
        LsCommand.either(
            () -> catalog.deleteTeam(names.getFirst()),
            () -> catalog.deleteRegistry(names.getFirst()));
      } else if (names.size() == 3) {
        catalog.delete(ref);
      } else {
        LsCommand.either(
            () -> catalog.deleteProject(names.getFirst(), names.getLast()),
            () -> catalog.delete(ref));
      }
    } else {
      session.client().versions().delete(ref);
    }
    var output = session.output();
    output.print(Output.object().put("deleted", ref), () -> output.line("deleted " + ref));
    return 0;
  }
}
