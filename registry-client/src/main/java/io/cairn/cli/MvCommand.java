// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.client.CairnException;
import io.cairn.client.CairnException.Kind;
import io.cairn.client.Reference;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Renames.
@Command(
    name = "mv",
    description = {
      "Give a team, project, collection, registry or registered model another name.",
      "The old name goes on leading to it until something else takes it. Nothing moves to another"
          + " place: NAME is the new last name, or the same path with it.",
      "Teams and registries are renamed by their admins; a model that bears a protected alias by the"
          + " registry's."
    },
    footer = {
      "  cairn mv vision/digits/classifier reader",
      "  cairn mv models/digits models/numbers",
      "  cairn mv vision/digits handwriting"
    })
final class MvCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(index = "0", paramLabel = "PATH", description = "What to rename, 1 to 3 names.")
  private String path = "";

  @Parameters(index = "1", paramLabel = "NAME", description = "New name.")
  private String target = "";

  MvCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var names = names(path);
    var name = newName(names);
    var catalog = session.client().catalog();
    var first = names.getFirst();
    var renamed =
        switch (names.size()) {
          case 1 ->
              either(
                  () -> catalog.renameTeam(first, name), () -> catalog.renameRegistry(first, name));
          case 2 ->
              either(
                  () -> catalog.renameProject(first, names.get(1), name),
                  () -> catalog.rename(path, name));
          default -> catalog.rename(path, name);
        };
    var output = session.output();
    var now = renamed.has("path") ? Text.of(renamed, "path") : Text.of(renamed, "name");
    output.print(renamed, () -> output.line(path + " → " + now));
    return 0;
  }

  private static List<String> names(String text) {
    var reference = Reference.split(text);
    if (reference.selector().isPresent() || reference.names().size() > 3) {
      throw CairnException.usage("'" + text + "' is no path of 1 to 3 names without selector");
    }
    return reference.names();
  }

  private String newName(List<String> names) {
    var to = names(target);
    if (to.size() == 1) {
      return to.getFirst();
    }
    var parent = names.subList(0, names.size() - 1);
    if (to.size() != names.size() || !to.subList(0, to.size() - 1).equals(parent)) {
      throw CairnException.usage(
          "'" + path + "' can get another name, but not another place; give the new name alone");
    }
    return to.getLast();
  }

  /// Teams and registries share one name space, so one of the two is there, or neither.
  private static JsonNode either(Supplier<JsonNode> first, Supplier<JsonNode> second) {
    try {
      return first.get();
    } catch (CairnException e) {
      if (e.kind() != Kind.NOT_FOUND) {
        throw e;
      }
      return second.get();
    }
  }
}
