// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Which files differ between two versions.
@Command(
    name = "diff",
    description = "List the files that differ between two versions: + added, - removed, ~ changed.",
    footer = "  cairn diff vision/digits/classifier:v4 vision/digits/classifier:v5")
final class DiffCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(index = "0", paramLabel = "FROM", description = "Version to compare with.")
  private String from = "";

  @Parameters(index = "1", paramLabel = "TO", description = "Version to compare.")
  private String to = "";

  DiffCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var found = session.client().artifacts().diff(from, to);
    var object = Output.object();
    object.set("from", found.from().json());
    object.set("to", found.to().json());
    object.set("added", Output.texts(found.added()));
    object.set("removed", Output.texts(found.removed()));
    object.set("changed", Output.texts(found.changed()));
    object.put("same", found.same());
    var output = session.output();
    output.print(
        object,
        () -> {
          found.removed().forEach(path -> output.line("- " + path));
          found.added().forEach(path -> output.line("+ " + path));
          found.changed().forEach(path -> output.line("~ " + path));
          output.remark(
              found.added().size()
                  + " added, "
                  + found.removed().size()
                  + " removed, "
                  + found.changed().size()
                  + " changed, "
                  + Units.count(found.same())
                  + " same");
        });
    return 0;
  }
}
