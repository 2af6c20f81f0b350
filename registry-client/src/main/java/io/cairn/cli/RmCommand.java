// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import io.cairn.client.CairnException;
import io.cairn.client.Reference;
import io.cairn.client.VersionSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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
      "With --query: all versions that a search finds, in one act; what is linked, aliased, or the"
          + " base of a draft stays.",
      "For some days 'cairn undelete' brings it back."
    },
    footer = {
      "  cairn rm vision/digits/classifier:v0",
      "  cairn rm --recursive vision/digits/classifier",
      "  cairn rm --query 'metadata.accuracy<0.5' --team vision --project digits",
      "  cairn rm --query 'created<2026-01-01' --type model --team vision --yes"
    })
final class RmCommand implements Callable<Integer> {
  private static final long MAX_LISTED = 1_000;

  private final Session session;

  @Parameters(arity = "0..1", paramLabel = "REF", description = "Version; with --recursive a path.")
  private String ref = "";

  @Option(
      names = {"-r", "--recursive"},
      description = "Delete the collection, model, project, team or registry of that path.")
  private boolean isRecursive;

  @Option(
      names = "--query",
      paramLabel = "CONDITION",
      description =
          "Delete the versions that a search finds, as 'cairn search' does; may be given again, and"
              + " all must hold. Without --yes it only lists them.")
  private List<String> query = new ArrayList<>();

  @Option(names = "--type", paramLabel = "TYPE", description = "Only of that type.")
  private @Nullable String type;

  @Option(names = "--team", paramLabel = "TEAM", description = "Where --query searches.")
  private @Nullable String team;

  @Option(names = "--project", paramLabel = "PROJECT", description = "Only in this project of it.")
  private @Nullable String project;

  @Option(names = "--registry", paramLabel = "REGISTRY", description = "Where --query searches.")
  private @Nullable String registry;

  @Option(names = "--yes", description = "Do delete what --query finds.")
  private boolean isSure;

  @Option(names = "--list", description = "Only list deletions of many versions, newest first.")
  private boolean isList;

  RmCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (isList) {
      list();
      return 0;
    }
    if (!query.isEmpty()) {
      if (!ref.isEmpty() || isRecursive) {
        throw CairnException.usage("--query takes no REF and no --recursive");
      }
      return deleteFound();
    }
    if (ref.isEmpty()) {
      throw CairnException.usage("name a version, or give --query");
    }
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

  private int deleteFound() {
    if (project != null && team == null) {
      throw CairnException.usage("--project needs --team");
    }
    if ((team == null) == (registry == null)) {
      throw CairnException.usage("--query needs --team or --registry");
    }
    var within = registry != null ? registry : project != null ? team + "/" + project : team;
    var search =
        new VersionSearch(
            query,
            Optional.ofNullable(type),
            Optional.ofNullable(within),
            registry != null,
            Optional.empty());
    var output = session.output();
    var verdicts = new KeepCommand.Verdicts(output, true);
    var deletion = session.client().keepRules().delete(search, !isSure, verdicts::add);
    verdicts.end(isSure ? "deleted" : "would be deleted", deletion);
    if (!isSure && verdicts.going() > 0) {
      output.remark("nothing was deleted so far; add --yes");
    }
    return 0;
  }

  private void list() {
    var deletions = session.client().keepRules().deletions(MAX_LISTED);
    session
        .output()
        .table(
            deletions,
            List.of("DELETION", "IN", "VERSIONS", "WHEN", "BY", "UNDONE", "CAUSE"),
            deletions.stream()
                .map(deletion ->
                    List.of(
                        Text.of(deletion, "id"),
                        Text.of(deletion, "namespace"),
                        Text.of(deletion, "versions"),
                        Text.minute(Text.of(deletion, "begunAt")),
                        deletion.path("begunBy").isTextual()
                            ? Text.of(deletion, "begunBy")
                            : "the server",
                        deletion.path("undoneAt").isTextual() ? "yes" : "",
                        Text.of(deletion, "cause")))
                .toList());
  }
}
