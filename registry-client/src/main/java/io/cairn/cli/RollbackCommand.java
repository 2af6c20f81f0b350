// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.client.Aliases;
import io.cairn.client.Aliases.Rollback;
import io.cairn.client.CairnException;
import io.cairn.client.CairnException.Kind;
import io.cairn.client.Reference;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
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
      "Deleted and recalled versions are passed over. A removed alias comes back. Says what it will"
          + " do, and on a terminal asks first. Refused if somebody else moves the alias meanwhile.",
      "A protected alias needs a reason, and an admin of the registry."
    },
    footer = {
      "  cairn rollback models/digits production --reason 'errors in the evening'",
      "  cairn rollback models/digits production --to v3 --reason 'last one without errors' --yes",
      "  cairn rollback models/digits production --dry-run"
    })
final class RollbackCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(index = "0", paramLabel = "PATH", description = "Collection or model.")
  private String path = "";

  @Parameters(index = "1", paramLabel = "ALIAS", description = "Alias to move back.")
  private String alias = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the history.")
  private @Nullable String reason;

  @Option(
      names = "--to",
      paramLabel = "vN",
      description = "Version to go back to; it must have held the alias.")
  private @Nullable String to;

  @Option(
      names = "--expect",
      paramLabel = "vN|none",
      description = "Version that must hold the alias now, or 'none'.")
  private @Nullable String expected;

  @Option(names = "--dry-run", description = "Only say what would be done.")
  private boolean isDryRun;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask.")
  private boolean isSure;

  RollbackCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var collection = Reference.parse(path).path();
    var output = session.output();
    var aliases = session.client().aliases();
    var why = Optional.ofNullable(reason);
    var asksFirst = !isDryRun && !isSure && !output.isJson() && session.terminal().isInteractive();
    if (!isDryRun && !asksFirst) {
      var request =
          new Rollback(Optional.ofNullable(to), Optional.ofNullable(expected), why, false);
      print(output, collection, aliases.rollBack(collection, alias, request), true);
      return 0;
    }
    var plan =
        aliases.rollBack(
            collection,
            alias,
            new Rollback(Optional.ofNullable(to), Optional.ofNullable(expected), why, true));
    print(output, collection, plan, false);
    if (!asksFirst) {
      return 0;
    }
    ask();
    // Exactly what was shown, or nothing.
    var from = Text.of(plan, "from");
    var request =
        new Rollback(
            Optional.of(Text.of(plan, "to")),
            Optional.of(from.isEmpty() ? Aliases.NONE : from),
            why,
            false);
    print(output, collection, aliases.rollBack(collection, alias, request), true);
    return 0;
  }

  private void print(Output output, String collection, JsonNode answer, boolean isDone) {
    output.print(
        answer,
        () -> {
          var from = Text.of(answer, "from");
          output.line(
              (isDone ? "" : "would move ")
                  + collection
                  + ":"
                  + alias
                  + " → "
                  + Text.of(answer, "to")
                  + " (was "
                  + (from.isEmpty() ? "removed" : from)
                  + ")");
          var skipped = new ArrayList<String>();
          answer
              .path("skipped")
              .forEach(one -> skipped.add(Text.of(one, "version") + " " + Text.of(one, "state")));
          if (!skipped.isEmpty()) {
            output.remark("passed over: " + String.join(", ", skipped));
          }
        });
  }

  private void ask() {
    var err = session.terminal().err();
    err.print("Go on? [y/N] ");
    err.flush();
    var answer = line(session.terminal().in());
    if (!answer.equalsIgnoreCase("y") && !answer.equalsIgnoreCase("yes")) {
      throw CairnException.of(Kind.REFUSED, "not-confirmed", "nothing was done");
    }
  }

  private static String line(InputStream in) {
    var text = new StringBuilder();
    try {
      for (var c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
        text.append((char) c);
      }
    } catch (IOException e) {
      throw CairnException.of(Kind.REFUSED, "not-confirmed", "no answer could be read", e);
    }
    return text.toString().strip();
  }
}
