// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import picocli.CommandLine.Command;

/// Users, keys, teams, registries, and the server's own upkeep. Its groups are classes of their
/// own.
@Command(
    name = "admin",
    synopsisSubcommandLabel = "COMMAND",
    description = "Users, keys, teams, registries, and the upkeep of the server.",
    footer = {
      "  cairn admin user create ada",
      "  cairn admin key create --user ada",
      "  cairn admin team create vision",
      "  cairn admin team add-member vision ada --role member",
      "  cairn admin registry create models",
      "  cairn admin registry protect models production",
      "  cairn admin scrub",
      "  cairn admin gc --dry-run",
      "  cairn admin backup /mnt/backup"
    })
final class AdminCommand {}
