// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.client.CairnException;
import io.cairn.client.CairnException.Kind;
import io.cairn.client.Reference;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Versions under construction.
@Command(
    name = "draft",
    synopsisSubcommandLabel = "COMMAND",
    description = "List, show and give up drafts: versions that were begun and not committed.",
    footer = {"  cairn draft ls vision/digits", "  cairn draft abandon 0198c1f2-…"})
final class DraftCommand {
  private final Session session;

  DraftCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "ls",
      description = {
        "List open drafts, newest first.",
        "Your own; below a team or registry that you are an admin of, everybody's."
      },
      footer = {"  cairn draft ls", "  cairn draft ls vision", "  cairn draft ls models/digits"})
  int list(
      @Parameters(
              arity = "0..1",
              paramLabel = "PATH",
              description = "Team, project, collection, registry or model.")
          @Nullable String path,
      @Option(
              names = "--limit",
              defaultValue = "1000",
              paramLabel = "N",
              description = "At most so many (default: ${DEFAULT-VALUE}).")
          int limit) {
    var drafts = find(path, limit);
    session
        .output()
        .table(
            drafts,
            List.of("ID", "PATH", "BY", "BLOBS", "BYTES", "AGE", "EXPIRES", "RUN"),
            drafts.stream().map(DraftCommand::row).toList());
    return 0;
  }

  @Command(
      name = "show",
      description = "Show a draft: whose, how much it holds, till when.",
      footer = "  cairn draft show 0198c1f2-7d3e-7c52-9c39-0b1f6c6a3a11")
  int show(@Parameters(paramLabel = "ID", description = "Id of the draft.") String id) {
    var draft = session.client().openDrafts().get(id);
    var output = session.output();
    output.print(
        draft,
        () -> {
          output.line(Text.of(draft, "id") + "  " + Text.of(draft, "state"));
          output.field("for", Text.of(draft, "path"));
          output.field("by", Text.of(draft, "createdBy"));
          output.field("run", Text.of(draft, "run"));
          output.field("holds", held(draft));
          output.field("manifest", Text.of(draft, "manifest"));
          output.field("opened", Text.minute(Text.of(draft, "createdAt")));
          output.field("expires", Text.minute(Text.of(draft, "expiresAt")));
        });
    return 0;
  }

  @Command(
      name = "abandon",
      description = "Give drafts up: they let go of their bytes, and can't be committed any more.",
      footer = "  cairn draft abandon 0198c1f2-7d3e-7c52-9c39-0b1f6c6a3a11")
  int abandon(
      @Parameters(arity = "1..*", paramLabel = "ID", description = "Ids of the drafts.")
          List<String> ids) {
    ids.forEach(id -> session.client().openDrafts().abandon(id));
    var output = session.output();
    output.print(
        Output.object().set("abandoned", Output.texts(ids)),
        () -> ids.forEach(id -> output.line("abandoned " + id)));
    return 0;
  }

  private List<JsonNode> find(@Nullable String path, int limit) {
    var drafts = session.client().openDrafts();
    if (path == null) {
      return drafts.list(Map.of(), limit);
    }
    var names = Reference.split(path).names();
    if (names.size() > 3 || Reference.split(path).selector().isPresent()) {
      throw CairnException.usage("'" + path + "' is no path of 1 to 3 names without selector");
    }
    if (names.size() == 3) {
      return drafts.list(where(List.of("team", "project", "collection"), names), limit);
    }
    // Teams and registries share one name space, so one of the two is there, or neither.
    try {
      return drafts.list(where(List.of("team", "project"), names), limit);
    } catch (CairnException e) {
      if (e.kind() != Kind.NOT_FOUND) {
        throw e;
      }
      return drafts.list(where(List.of("registry", "collection"), names), limit);
    }
  }

  private static Map<String, String> where(List<String> members, List<String> names) {
    var where = new LinkedHashMap<String, String>();
    for (var i = 0; i < names.size(); i++) {
      where.put(members.get(i), names.get(i));
    }
    return where;
  }

  private static List<String> row(JsonNode draft) {
    var age = Duration.between(Instant.parse(Text.of(draft, "createdAt")), Instant.now());
    return List.of(
        Text.of(draft, "id"),
        Text.of(draft, "path"),
        Text.of(draft, "createdBy"),
        Units.count(draft.path("blobs").asLong()),
        Units.bytes(draft.path("bytes").asLong() + draft.path("uploadedBytes").asLong()),
        Units.duration(Math.max(0, age.toSeconds())),
        Text.minute(Text.of(draft, "expiresAt")),
        Text.of(draft, "run"));
  }

  private static String held(JsonNode draft) {
    return Units.count(draft.path("blobs").asLong(), "blob")
        + ", "
        + Units.bytes(draft.path("bytes").asLong())
        + (draft.path("uploads").asLong() == 0
            ? ""
            : " and "
                + Units.bytes(draft.path("uploadedBytes").asLong())
                + " of "
                + Units.count(draft.path("uploads").asLong(), "unfinished file"));
  }
}
