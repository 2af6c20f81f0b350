// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Users of the installation.
@Command(
    name = "user",
    synopsisSubcommandLabel = "COMMAND",
    description = "Users of the installation.",
    footer = "  cairn admin user create ada --title 'Ada Lovelace'")
final class AdminUserCommand {
  private final Session session;

  AdminUserCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "create",
      description = "Make a user. A key is made with 'admin key create --user'.",
      footer = "  cairn admin user create ada --title 'Ada Lovelace'")
  int create(
      @Parameters(paramLabel = "USER", description = "Name.") String name,
      @Option(names = "--title", paramLabel = "TEXT", description = "Full name.")
          Optional<String> title,
      @Option(
              names = "--role",
              paramLabel = "member|admin|auditor",
              description = "Role in the installation (default: member).")
          Optional<String> role) {
    var user = session.client().admin().createUser(name, title, role);
    var output = session.output();
    output.print(user, () -> output.line("user " + Text.of(user, "name")));
    return 0;
  }

  @Command(name = "ls", description = "List users.", footer = "  cairn admin user ls")
  int list() {
    var users = session.client().admin().users();
    session
        .output()
        .table(
            users,
            List.of("NAME", "ROLE", "TITLE"),
            users.stream()
                .map(user ->
                    List.of(Text.of(user, "name"), Text.of(user, "role"), Text.of(user, "title")))
                .toList());
    return 0;
  }
}
