// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Teams and their members.
@Command(
    name = "team",
    synopsisSubcommandLabel = "COMMAND",
    description = "Teams and their members.",
    footer = {
      "  cairn admin team create vision",
      "  cairn admin team add-member vision ada --role member"
    })
final class AdminTeamCommand {
  private final Session session;

  AdminTeamCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "create",
      description = "Make a team.",
      footer = "  cairn admin team create vision --title 'Computer vision'")
  int create(
      @Parameters(paramLabel = "TEAM", description = "Name.") String name,
      @Option(names = "--title", paramLabel = "TEXT", description = "What people see.")
          Optional<String> title) {
    var team = session.client().admin().createTeam(name, title);
    var output = session.output();
    output.print(team, () -> output.line("team " + Text.of(team, "name")));
    return 0;
  }

  @Command(name = "ls", description = "List teams.", footer = "  cairn admin team ls")
  int list() {
    MemberText.namespaces(session.output(), session.client().admin().teams());
    return 0;
  }

  @Command(
      name = "members",
      description = "List the members of a team.",
      footer = "  cairn admin team members vision")
  int members(@Parameters(paramLabel = "TEAM", description = "Team.") String team) {
    MemberText.members(session.output(), session.client().admin().teamMembers(team));
    return 0;
  }

  @Command(
      name = "add-member",
      description = "Add a user to a team, or change the role.",
      footer = "  cairn admin team add-member vision ada --role member")
  int add(
      @Parameters(paramLabel = "TEAM", description = "Team.") String team,
      @Parameters(paramLabel = "USER", description = "User.") String user,
      @Option(
              names = "--role",
              defaultValue = "member",
              paramLabel = "admin|member|viewer",
              description = "Role in the team (default: ${DEFAULT-VALUE}).")
          String role) {
    var member = session.client().admin().addTeamMember(team, user, role);
    var output = session.output();
    output.print(
        MemberText.object(member, team, user, role),
        () -> output.line(user + " is " + role + " of " + team));
    return 0;
  }

  @Command(
      name = "remove-member",
      description = "Take a user out of a team.",
      footer = "  cairn admin team remove-member vision ada")
  int remove(
      @Parameters(paramLabel = "TEAM", description = "Team.") String team,
      @Parameters(paramLabel = "USER", description = "User.") String user) {
    session.client().admin().removeTeamMember(team, user);
    var output = session.output();
    output.print(
        Output.object().put("team", team).put("removed", user),
        () -> output.line(user + " is no longer in " + team));
    return 0;
  }
}
