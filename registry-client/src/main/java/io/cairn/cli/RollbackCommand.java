// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import io.cairn.client.CairnException;
import io.cairn.client.CairnException.Kind;
import io.cairn.client.Reference;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Moves an alias back.
@Command(
    name = "rollback",
    description = {
      "Move an alias back to the version that held it before.",
      "Refused if somebody else moves it in between."
    },
    footer = "  cairn rollback models/digits production --reason 'errors in the evening'")
final class RollbackCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(index = "0", paramLabel = "PATH", description = "Collection or model.")
  private String path = "";

  @Parameters(index = "1", paramLabel = "ALIAS", description = "Alias to move back.")
  private String alias = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the history.")
  private @Nullable String reason;

  RollbackCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var aliases = session.client().aliases();
    var collection = Reference.parse(path).path();
    var now = aliases.get(collection, alias).version();
    var former =
        aliases.history(collection, alias).stream()
            .map(move -> Text.of(move, "from"))
            .filter(from -> !from.isEmpty() && !from.equals(now))
            .findFirst()
            .orElseThrow(() ->
                CairnException.of(
                    Kind.REFUSED,
                    "alias.first",
                    "no other version held '" + alias + "' of " + collection + " before"));
    var moved =
        aliases.set(
            collection + ":" + former, alias, Optional.of(now), Optional.ofNullable(reason));
    var output = session.output();
    output.print(
        moved.json(),
        () -> output.line(collection + ":" + alias + " → " + former + " (was " + now + ")"));
    return 0;
  }
}
