// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.client.CairnException;
import io.cairn.client.CairnException.Kind;
import io.cairn.client.Catalog;
import io.cairn.client.Reference;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Brings back what was deleted.
@Command(
    name = "undelete",
    description = {
      "Bring back what was deleted: a version or link by its number, or a whole collection, model,"
          + " project, team or registry by its path.",
      "A version keeps its number; its aliases are not set again, only 'latest' is repaired. All"
          + " else comes back as it was, with its aliases.",
      "Refused some days after the deletion (7 unless the server says otherwise), and if the same"
          + " content was logged again meanwhile. 'cairn ls --deleted' tells what there is."
    },
    footer = {
      "  cairn undelete vision/digits/classifier:v0",
      "  cairn undelete vision/digits/classifier",
      "  cairn undelete vision/digits --as digits-2",
      "  cairn undelete vision",
      "  cairn undelete --deletion 01a1fdf3-d08b-7c04-9e3a-5dde2d8a5b4f"
    })
final class UndeleteCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(arity = "0..1", paramLabel = "REF", description = "For example a/b/c:v0, or a/b/c.")
  private String ref = "";

  @Option(
      names = "--deletion",
      paramLabel = "ID",
      description =
          "Bring back all that 'cairn rm --query' or a keep rule took in one act; 'cairn rm --list'"
              + " tells the ids.")
  private @Nullable String deletion;

  @Option(
      names = "--as",
      paramLabel = "NAME",
      description = "New name for what lost its old one to another by now; not for a version.")
  private @Nullable String name;

  UndeleteCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var output = session.output();
    if (deletion != null) {
      return undo(output, deletion);
    }
    if (ref.isEmpty()) {
      throw CairnException.usage("name what to bring back, or give --deletion");
    }
    var reference = Reference.split(ref);
    if (reference.selector().isPresent()) {
      if (name != null) {
        throw CairnException.usage("--as is not for a version; give a path without selector");
      }
      var version = session.client().versions().undelete(ref);
      output.print(version.json(), () -> output.line(VersionText.line(version)));
      return 0;
    }
    var restored = restored(reference, Optional.ofNullable(name));
    var path = restored.has("path") ? "path" : "name";
    output.print(restored, () -> output.line("brought back " + Text.of(restored, path)));
    return 0;
  }

  private int undo(Output output, String id) {
    if (!ref.isEmpty() || name != null) {
      throw CairnException.usage("--deletion takes no REF and no --as");
    }
    var undone = session.client().keepRules().undo(id);
    output.print(
        undone,
        () -> {
          undone.path("why").forEach(why -> output.line("stays deleted  " + why.asText()));
          output.line(
              "brought back "
                  + Units.count(undone.path("restored").asLong(), "version")
                  + (undone.path("stayed").asLong() == 0
                      ? ""
                      : "; " + Units.count(undone.path("stayed").asLong()) + " stay deleted"));
        });
    return undone.path("stayed").asLong() == 0 ? 0 : CairnException.Kind.REFUSED.exitCode();
  }

  /// Of two names the first is a team, or a registry.
  private JsonNode restored(Reference reference, Optional<String> as) {
    var catalog = session.client().catalog();
    if (reference.names().size() == 1) {
      return team(catalog, reference.names().getFirst(), as);
    }
    if (!reference.isModel()) {
      return catalog.undelete(ref, as);
    }
    try {
      return catalog.undelete(ref, as);
    } catch (CairnException e) {
      if (e.kind() != Kind.NOT_FOUND || e.status() == 410) {
        throw e;
      }
      return catalog.undeleteProject(reference.names().getFirst(), reference.names().getLast(), as);
    }
  }

  private static JsonNode team(Catalog catalog, String name, Optional<String> as) {
    try {
      return catalog.undeleteTeam(name, as);
    } catch (CairnException e) {
      if (e.kind() != Kind.NOT_FOUND || e.status() == 410) {
        throw e;
      }
      return catalog.undeleteRegistry(name, as);
    }
  }
}
