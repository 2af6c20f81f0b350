// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Puts a version into a registered model.
@Command(
    name = "link",
    description = {
      "Put a project's version into a registered model.",
      "It becomes the model's next version; nothing is copied. The same version again answers the"
          + " link that is there."
    },
    footer = "  cairn link vision/digits/classifier:best models/digits --alias staging")
final class LinkCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(index = "0", paramLabel = "REF", description = "Version, for example t/p/c:best.")
  private String ref = "";

  @Parameters(index = "1", paramLabel = "MODEL", description = "registry/model.")
  private String model = "";

  @Option(
      names = {"-a", "--alias"},
      paramLabel = "ALIAS",
      description = "Alias to move to the link; may be repeated.")
  private List<String> aliases = new ArrayList<>();

  @Option(names = "--description", paramLabel = "TEXT", description = "What the link is for.")
  private @Nullable String description;

  LinkCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var links = session.client().links();
    var link = links.link(ref, model, aliases, Optional.ofNullable(description));
    var output = session.output();
    output.print(
        link.json(),
        () -> {
          output.line(VersionText.line(link));
          output.remark(link.isCreated() ? "linked" : "was linked already");
        });
    return 0;
  }
}
