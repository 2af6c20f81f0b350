// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import io.cairn.client.CairnException;
import io.cairn.client.Version;
import io.cairn.client.VersionSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Versions by what is said of them.
@Command(
    name = "search",
    description = {
      "Find versions and links by metadata, tags, type and size, in all that you may read.",
      "A CONDITION is KEY OPERATOR VALUE with one of = != > >= < <= and ~ (contains); all must hold."
          + " Keys: metadata.KEY, tag, type, size, files, references, created. Quote it for the"
          + " shell."
    },
    footer = {
      "  cairn search 'metadata.accuracy>=0.9' tag=reviewed --type model",
      "  cairn search --team vision --project digits --sort=-metadata.accuracy --limit 5",
      "  cairn search 'metadata.\"learning rate\"<0.01' 'created>=2026-10-01'"
    })
final class SearchCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      paramLabel = "CONDITION",
      arity = "0..*",
      description = "For example metadata.accuracy>=0.9.")
  private List<String> where = new ArrayList<>();

  @Option(
      names = {"-t", "--type"},
      paramLabel = "TYPE",
      description = "model, dataset, …")
  private @Nullable String type;

  @Option(names = "--team", paramLabel = "TEAM", description = "Only in this team.")
  private @Nullable String team;

  @Option(names = "--project", paramLabel = "PROJECT", description = "Only in this project of it.")
  private @Nullable String project;

  @Option(names = "--registry", paramLabel = "REGISTRY", description = "Only in this registry.")
  private @Nullable String registry;

  @Option(
      names = "--sort",
      paramLabel = "KEY",
      description =
          "created or metadata.KEY, with - before it for newest or largest first"
              + " (default: -created).")
  private @Nullable String sort;

  @Option(
      names = "--limit",
      defaultValue = "100",
      paramLabel = "N",
      description = "At most so many (default: ${DEFAULT-VALUE}).")
  private int limit;

  SearchCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (limit < 1) {
      throw CairnException.usage("--limit must be at least 1");
    }
    var found = session.client().versions().search(search(), limit);
    session
        .output()
        .table(
            found.stream().map(Version::json).toList(),
            List.of("VERSION", "TYPE", "ALIASES", "TAGS", "FILES", "SIZE", "MADE", "BY"),
            found.stream().map(SearchCommand::row).toList(),
            "no version that you may read fulfils that");
    return 0;
  }

  private VersionSearch search() {
    if (project != null && team == null) {
      throw CairnException.usage("--project needs --team");
    }
    if (team != null && registry != null) {
      throw CairnException.usage("--team and --registry cannot be given together");
    }
    var within = registry != null ? registry : project != null ? team + "/" + project : team;
    return new VersionSearch(
        where,
        Optional.ofNullable(type),
        Optional.ofNullable(within),
        registry != null,
        Optional.ofNullable(sort));
  }

  private static List<String> row(Version version) {
    return List.of(
        version.ref(),
        version.type(),
        String.join(", ", version.aliases()),
        String.join(", ", version.tags()),
        Units.count(version.files()),
        Units.bytes(version.size()),
        Text.minute(version.createdAt()),
        version.createdBy());
  }
}
