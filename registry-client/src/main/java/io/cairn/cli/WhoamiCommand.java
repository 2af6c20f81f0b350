// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// Who the key belongs to.
@Command(
    name = "whoami",
    description = "Show whose key this is, and what it may do.",
    footer = "  cairn whoami --json")
final class WhoamiCommand implements Callable<Integer> {
  private final Session session;

  WhoamiCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var who = session.client().whoAmI();
    var output = session.output();
    output.print(
        who,
        () -> {
          output.line(Text.of(who, "user"));
          output.field("server", session.settings().url().toString());
          output.field("title", Text.of(who, "title"));
          output.field("role", Text.of(who, "role"));
          output.field("scopes", Text.list(who.path("scopes")));
          who.path("teams")
              .forEach(team ->
                  output.field("team", Text.of(team, "team") + " " + Text.of(team, "role")));
          who.path("registries")
              .forEach(each ->
                  output.field(
                      "registry", Text.of(each, "registry") + " " + Text.of(each, "role")));
        });
    return 0;
  }
}
