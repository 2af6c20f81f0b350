// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import io.cairn.client.CairnException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// API keys.
@Command(
    name = "key",
    synopsisSubcommandLabel = "COMMAND",
    description = "API keys.",
    footer = "  KEY=$(cairn admin key create --user ada)")
final class AdminKeyCommand {
  private final Session session;

  AdminKeyCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "create",
      description = "Make a key and print it. It is shown this once; only its hash is kept.",
      footer = {
        "  KEY=$(cairn admin key create --user ada)",
        "  cairn admin key create --user pipeline --scope read --expires 2027-01-01T00:00:00Z"
      })
  int create(
      @Option(names = "--user", paramLabel = "USER", description = "Whose key (default: yours).")
          Optional<String> user,
      @Option(names = "--name", paramLabel = "TEXT", description = "What it is for.")
          Optional<String> name,
      @Option(
              names = "--scope",
              paramLabel = "read|write|admin",
              description = "What it may do; may be repeated (default: all).")
          @Nullable List<String> scopes,
      @Option(names = "--expires", paramLabel = "TIME", description = "When it ends (ISO-8601).")
          Optional<String> expiresAt) {
    var wanted = scopes == null ? new ArrayList<String>() : scopes;
    var key = session.client().admin().createKey(user, name, wanted, expiresAt);
    var output = session.output();
    output.print(
        key,
        () -> {
          output.line(Text.of(key, "key"));
          output.remark("key of " + Text.of(key, "user") + "; it is not shown again");
        });
    return 0;
  }

  @Command(
      name = "ls",
      description = "List keys, without their texts.",
      footer = "  cairn admin key ls --user ada")
  int list(
      @Option(names = "--user", paramLabel = "USER", description = "Whose keys (default: yours).")
          Optional<String> user) {
    var keys = session.client().admin().keys(user);
    session
        .output()
        .table(
            keys,
            List.of("ID", "NAME", "USER", "SCOPES", "CREATED", "EXPIRES"),
            keys.stream()
                .map(key ->
                    List.of(
                        Text.of(key, "id"),
                        Text.of(key, "name"),
                        Text.of(key, "user"),
                        Text.list(key.path("scopes")),
                        Text.minute(Text.of(key, "createdAt")),
                        Text.minute(Text.of(key, "expiresAt"))))
                .toList());
    return 0;
  }

  @Command(
      name = "revoke",
      description = "End a key at once.",
      footer = "  cairn admin key revoke 0199a1b2-…")
  int revoke(@Parameters(paramLabel = "ID", description = "Id of the key.") String id) {
    if (!id.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
      throw CairnException.usage(
          "'" + id + "' is no id of a key; 'cairn admin key ls' shows the ids");
    }
    session.client().admin().revokeKey(id);
    var output = session.output();
    output.print(Output.object().put("revoked", id), () -> output.line("revoked " + id));
    return 0;
  }
}
