// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Registries, their members and protected aliases.
@Command(
    name = "registry",
    synopsisSubcommandLabel = "COMMAND",
    description = "Registries, their members and protected aliases.",
    footer = {
      "  cairn admin registry create models",
      "  cairn admin registry add-member models ada --role member",
      "  cairn admin registry protect models production"
    })
final class AdminRegistryCommand {
  private final Session session;

  AdminRegistryCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "create",
      description = "Make a registry.",
      footer = {
        "  cairn admin registry create models",
        "  cairn admin registry create secret --open=false"
      })
  int create(
      @Parameters(paramLabel = "REGISTRY", description = "Name.") String name,
      @Option(names = "--title", paramLabel = "TEXT", description = "What people see.")
          Optional<String> title,
      @Option(
              names = "--open",
              description = "Every user of the installation may read it (default: members only).")
          boolean isOpen) {
    var registry = session.client().admin().createRegistry(name, title, isOpen);
    var output = session.output();
    output.print(registry, () -> output.line("registry " + Text.of(registry, "name")));
    return 0;
  }

  @Command(name = "ls", description = "List registries.", footer = "  cairn admin registry ls")
  int list() {
    MemberText.namespaces(session.output(), session.client().admin().registries());
    return 0;
  }

  @Command(
      name = "members",
      description = "List the members of a registry.",
      footer = "  cairn admin registry members models")
  int members(@Parameters(paramLabel = "REGISTRY", description = "Registry.") String registry) {
    MemberText.members(session.output(), session.client().admin().registryMembers(registry));
    return 0;
  }

  @Command(
      name = "add-member",
      description = "Add a user to a registry, or change the role. Members may link.",
      footer = "  cairn admin registry add-member models ada --role member")
  int add(
      @Parameters(paramLabel = "REGISTRY", description = "Registry.") String registry,
      @Parameters(paramLabel = "USER", description = "User.") String user,
      @Option(
              names = "--role",
              defaultValue = "member",
              paramLabel = "admin|member|viewer",
              description = "Role in the registry (default: ${DEFAULT-VALUE}).")
          String role) {
    var member = session.client().admin().addRegistryMember(registry, user, role);
    var output = session.output();
    output.print(
        MemberText.object(member, registry, user, role),
        () -> output.line(user + " is " + role + " of " + registry));
    return 0;
  }

  @Command(
      name = "remove-member",
      description = "Take a user out of a registry.",
      footer = "  cairn admin registry remove-member models ada")
  int remove(
      @Parameters(paramLabel = "REGISTRY", description = "Registry.") String registry,
      @Parameters(paramLabel = "USER", description = "User.") String user) {
    session.client().admin().removeRegistryMember(registry, user);
    var output = session.output();
    output.print(
        Output.object().put("registry", registry).put("removed", user),
        () -> output.line(user + " is no longer in " + registry));
    return 0;
  }

  @Command(
      name = "protect",
      description = "From now on only the registry's admins move this alias, in all its models.",
      footer = "  cairn admin registry protect models production")
  int protect(
      @Parameters(paramLabel = "REGISTRY", description = "Registry.") String registry,
      @Parameters(paramLabel = "ALIAS", description = "Alias.") String alias) {
    session.client().admin().protect(registry, alias);
    var output = session.output();
    output.print(
        Output.object().put("registry", registry).put("protected", alias),
        () -> output.line("alias " + alias + " is protected in " + registry));
    return 0;
  }

  @Command(
      name = "unprotect",
      description = "Members may move this alias again.",
      footer = "  cairn admin registry unprotect models staging")
  int unprotect(
      @Parameters(paramLabel = "REGISTRY", description = "Registry.") String registry,
      @Parameters(paramLabel = "ALIAS", description = "Alias.") String alias) {
    session.client().admin().unprotect(registry, alias);
    var output = session.output();
    output.print(
        Output.object().put("registry", registry).put("unprotected", alias),
        () -> output.line("alias " + alias + " is no longer protected in " + registry));
    return 0;
  }

  @Command(
      name = "protected",
      description = "List the protected aliases of a registry.",
      footer = "  cairn admin registry protected models")
  int protectedAliases(
      @Parameters(paramLabel = "REGISTRY", description = "Registry.") String registry) {
    var items = session.client().admin().protectedAliases(registry);
    session
        .output()
        .table(
            items,
            List.of("ALIAS"),
            items.stream()
                .map(item -> List.of(item.isTextual() ? item.asText() : Text.of(item, "alias")))
                .toList());
    return 0;
  }
}
