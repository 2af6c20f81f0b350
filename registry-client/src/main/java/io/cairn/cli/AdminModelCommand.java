// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import io.cairn.client.CairnException;
import io.cairn.client.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Registered models.
@Command(
    name = "model",
    synopsisSubcommandLabel = "COMMAND",
    description = "Registered models.",
    footer = "  cairn admin model create models/digits")
final class AdminModelCommand {
  private final Session session;

  AdminModelCommand(Session session) {
    this.session = session;
  }

  @Command(
      name = "create",
      description = "Make a registered model, empty as yet. The first link would make it too.",
      footer = "  cairn admin model create models/digits --type model")
  int create(
      @Parameters(paramLabel = "MODEL", description = "registry/model.") String path,
      @Option(
              names = "--type",
              defaultValue = "model",
              paramLabel = "TYPE",
              description = "Type of its versions (default: ${DEFAULT-VALUE}).")
          String type) {
    var names = Reference.split(path).names();
    if (names.size() != 2) {
      throw CairnException.usage("'" + path + "' is no registered model; write registry/model");
    }
    var catalog = session.client().catalog();
    var model = catalog.createModel(names.getFirst(), names.getLast(), type);
    var output = session.output();
    output.print(model, () -> output.line("model " + Text.of(model, "path")));
    return 0;
  }
}
