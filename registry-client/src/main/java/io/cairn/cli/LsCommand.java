// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.client.CairnException;
import io.cairn.client.CairnException.Kind;
import io.cairn.client.Reference;
import io.cairn.client.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Lists what is below a path.
@Command(
    name = "ls",
    description = {
      "List what is below a path.",
      "Nothing given: teams and registries. A team: its projects. A registry: its models. A"
          + " project: its collections. A collection or model: its versions. A version: its files.",
      "With --deleted: what was deleted there, and till when 'cairn undelete' brings it back."
    },
    footer = {
      "  cairn ls",
      "  cairn ls vision/digits",
      "  cairn ls models/digits",
      "  cairn ls models/digits:production",
      "  cairn ls vision/digits/data:v3 --folder raw",
      "  cairn ls --deleted vision/digits"
    })
final class LsCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(arity = "0..1", paramLabel = "PATH", description = "Path or reference.")
  private @Nullable String path;

  @Option(
      names = "--limit",
      defaultValue = "1000",
      paramLabel = "N",
      description = "At most so many, newest first (default: ${DEFAULT-VALUE}; files: all).")
  private int limit;

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description = "Of a version: only what lies directly in this folder; '' for the top.")
  private @Nullable String folder;

  @Option(
      names = "--deleted",
      description = "What was deleted: teams, registries, projects, collections, models, versions.")
  private boolean isDeleted;

  LsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (folder != null && (path == null || Reference.split(path).selector().isEmpty())) {
      throw CairnException.usage("--folder goes with a version, for example models/digits:v3");
    }
    if (path == null) {
      if (isDeleted) {
        new DeletedTable(session, limit).print();
      } else {
        namespaces();
      }
      return 0;
    }
    var reference = Reference.split(path);
    if (isDeleted) {
      new DeletedTable(session, limit).print(reference);
      return 0;
    }
    if (reference.selector().isPresent()) {
      files(Reference.parse(path).toString());
      return 0;
    }
    var names = reference.names();
    switch (names.size()) {
      case 1 -> either(() -> projects(names.getFirst()), () -> models(names.getFirst()));
      case 2 ->
          either(() -> collections(names.getFirst(), names.getLast()), () -> versions(reference));
      case 3 -> versions(reference);
      default -> throw CairnException.usage("'" + path + "' is too deep; a path has 1 to 3 names");
    }
    return 0;
  }

  /// Teams and registries share one name space, so one of the two is there, or neither.
  static void either(Runnable first, Runnable second) {
    try {
      first.run();
    } catch (CairnException e) {
      if (e.kind() != Kind.NOT_FOUND) {
        throw e;
      }
      second.run();
    }
  }

  private void namespaces() {
    var admin = session.client().admin();
    var rows = new ArrayList<List<String>>();
    var items = new ArrayList<JsonNode>();
    for (var team : admin.teams()) {
      items.add(Output.object().put("kind", "team").setAll(named(team)));
      rows.add(List.of(Text.of(team, "name"), "team", Text.of(team, "title")));
    }
    for (var registry : admin.registries()) {
      items.add(Output.object().put("kind", "registry").setAll(named(registry)));
      rows.add(List.of(Text.of(registry, "name"), "registry", Text.of(registry, "title")));
    }
    session
        .output()
        .table(
            items,
            List.of("NAME", "KIND", "TITLE"),
            rows,
            "no team or registry that you may read; an admin makes one by 'cairn admin team create"
                + " NAME'");
  }

  private static ObjectNode named(JsonNode node) {
    var object = Output.object();
    node.properties().forEach(member -> object.set(member.getKey(), member.getValue()));
    return object;
  }

  private void projects(String team) {
    var items = session.client().catalog().projects(team, limit);
    table(items, List.of("NAME", "TITLE", "CREATED"), List.of("name", "title", "createdAt"));
  }

  private void models(String registry) {
    var items = session.client().catalog().models(registry, limit);
    table(
        items,
        List.of("NAME", "TYPE", "VERSIONS", "LATEST", "TITLE"),
        List.of("name", "type", "versions", "latest", "title"));
  }

  private void collections(String team, String project) {
    var items = session.client().catalog().collections(team, project, limit);
    table(
        items,
        List.of("NAME", "TYPE", "VERSIONS", "LATEST", "TITLE"),
        List.of("name", "type", "versions", "latest", "title"));
  }

  private void versions(Reference reference) {
    var versions = session.client().versions().list(reference.path(), limit);
    session
        .output()
        .table(
            versions.stream().map(Version::json).toList(),
            List.of("VERSION", "ALIASES", "FILES", "SIZE", "DIGEST", "MADE", "BY", ""),
            versions.stream().map(LsCommand::row).toList());
  }

  private static List<String> row(Version version) {
    return List.of(
        version.version(),
        String.join(", ", version.aliases()),
        Units.count(version.files()),
        Units.bytes(version.size()),
        Text.shortDigest(version.digest()),
        Text.minute(version.createdAt()),
        version.createdBy(),
        version.recalled().isPresent() ? "recalled" : "");
  }

  private void files(String ref) {
    var versions = session.client().versions();
    var version = versions.resolve(ref);
    var rows = new RowStream(session.output(), List.of("SIZE", "DIGEST", "PATH"));
    if (folder == null) {
      versions.files(version, item -> rows.add(item, fileRow(item)));
    } else {
      versions.browse(version, folder, item -> rows.add(item, fileRow(item)));
    }
    rows.close();
  }

  private static List<String> fileRow(JsonNode item) {
    if (item.path("folder").asBoolean()) {
      return List.of("-", "-", Text.of(item, "path") + "/");
    }
    return List.of(
        item.path("size").asText("-"),
        item.has("ref") ? Text.of(item, "ref") : Text.shortDigest(Text.of(item, "digest")),
        Text.of(item, "path"));
  }

  private void table(List<JsonNode> items, List<String> titles, List<String> members) {
    var rows =
        items.stream()
            .map(item -> members.stream().map(member -> cell(item, member)).toList())
            .toList();
    session.output().table(items, titles, rows);
  }

  private static String cell(JsonNode item, String member) {
    var text = Text.of(item, member);
    return member.endsWith("At") ? Text.minute(text) : text;
  }
}
