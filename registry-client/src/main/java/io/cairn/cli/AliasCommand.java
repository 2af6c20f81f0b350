// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import io.cairn.client.Reference;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Movable names of versions.
@Command(
    name = "alias",
    synopsisSubcommandLabel = "COMMAND",
    description = "Move, remove and list the aliases of a collection or registered model.",
    footer = {
      "  cairn alias set models/digits:v3 production --expect v2",
      "  cairn alias history models/digits production"
    })
final class AliasCommand {
  private final Session session;

  AliasCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "set",
      description = {
        "Point an alias at a version.",
        "With --expect nothing changes unless that version holds it now."
      },
      footer = {
        "  cairn alias set models/digits:v3 staging",
        "  cairn alias set models/digits:v3 production --expect v2 --reason 'better on digits 4, 9'"
      })
  int set(
      @Parameters(paramLabel = "REF", description = "Version to point at.") String ref,
      @Parameters(paramLabel = "ALIAS", description = "Alias to move.") String alias,
      @Option(
              names = "--expect",
              paramLabel = "vN|none",
              description = "Version that must hold the alias now, or 'none'.")
          Optional<String> expected,
      @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the history.")
          Optional<String> reason) {
    var moved = session.client().aliases().set(ref, alias, expected, reason);
    var output = session.output();
    output.print(
        moved.json(),
        () ->
            output.line(
                Reference.parse(ref).path()
                    + ":"
                    + moved.alias()
                    + " → "
                    + moved.version()
                    + "  "
                    + moved.digest()));
    return 0;
  }

  @Command(
      name = "rm",
      description = "Remove an alias. The version stays, and so does the alias's history.",
      footer = "  cairn alias rm models/digits staging")
  int remove(
      @Parameters(paramLabel = "REF", description = "Collection, or a version that holds it.")
          String ref,
      @Parameters(paramLabel = "ALIAS", description = "Alias to remove.") String alias,
      @Option(
              names = "--expect",
              paramLabel = "vN",
              description = "Version that must hold the alias now.")
          Optional<String> expected) {
    var holder = Reference.parse(ref).selector().filter(text -> text.matches("v[0-9]+"));
    session.client().aliases().remove(ref, alias, expected.or(() -> holder));
    var output = session.output();
    var path = Reference.parse(ref).path();
    output.print(
        Output.object().put("path", path).put("removed", alias),
        () -> output.line("removed " + path + ":" + alias));
    return 0;
  }

  @Command(
      name = "ls",
      description = "List the aliases of a collection.",
      footer = "  cairn alias ls models/digits")
  int list(@Parameters(paramLabel = "PATH", description = "Collection or model.") String path) {
    var aliases = session.client().aliases().list(path);
    session
        .output()
        .table(
            aliases.stream().map(alias -> alias.json()).toList(),
            List.of("ALIAS", "VERSION", "DIGEST", "MOVED", "BY", "RULE"),
            aliases.stream()
                .map(alias ->
                    List.of(
                        alias.alias(),
                        alias.version(),
                        Text.shortDigest(alias.digest()),
                        Text.minute(alias.movedAt()),
                        alias.movedBy(),
                        alias.isProtected() ? "protected" : ""))
                .toList());
    return 0;
  }

  @Command(
      name = "history",
      description = "List who moved an alias, when, from where to where; newest first.",
      footer = "  cairn alias history models/digits production")
  int history(
      @Parameters(paramLabel = "PATH", description = "Collection or model.") String path,
      @Parameters(paramLabel = "ALIAS", description = "Alias.") String alias) {
    var moves = session.client().aliases().history(path, alias);
    session
        .output()
        .table(
            moves,
            List.of("MOVED", "FROM", "TO", "BY", "REASON"),
            moves.stream()
                .map(move ->
                    List.of(
                        Text.of(move, "movedAt"),
                        Text.of(move, "from"),
                        Text.of(move, "to"),
                        Text.of(move, "movedBy"),
                        Text.of(move, "reason")))
                .toList(),
            "'" + path + "' never had an alias '" + alias + "'");
    return 0;
  }
}
