// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.client.CairnException;
import io.cairn.client.LogRequest;
import io.cairn.client.LogResult;
import io.cairn.client.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes a version of a folder.
@Command(
    name = "log",
    description = {
      "Log a folder (or one file) as a version of a collection.",
      "Only bytes that the server lacks are sent; a call that was cut off goes on where it was when"
          + " it is made again. The same content again makes no new version."
          + " The first log makes project and collection. Links count as what they point at; empty"
          + " folders are left out."
    },
    footer = {
      "  cairn log out/ --name vision/digits/classifier --type model --alias best",
      "  cairn log data/ --name vision/digits/training-data --run vision/digits/runs/prepare-1"
    })
final class LogCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "DIR", description = "Folder or file to log.")
  private Path folder = Path.of("");

  @Option(
      names = {"-n", "--name"},
      required = true,
      paramLabel = "COLLECTION",
      description = "team/project/collection; project/collection if CAIRN_TEAM is set.")
  private String name = "";

  @Option(
      names = {"-t", "--type"},
      defaultValue = "dataset",
      paramLabel = "TYPE",
      description = "model, dataset, … (default: ${DEFAULT-VALUE}).")
  private String type = "";

  @Option(
      names = {"-a", "--alias"},
      paramLabel = "ALIAS",
      description = "Alias to move to this version; may be repeated.")
  private List<String> aliases = new ArrayList<>();

  @Option(names = "--tag", paramLabel = "TAG", description = "Tag to add; may be repeated.")
  private List<String> tags = new ArrayList<>();

  @Option(names = "--description", paramLabel = "TEXT", description = "What it is.")
  private @Nullable String description;

  @Option(
      names = {"-m", "--meta"},
      paramLabel = "KEY=VALUE",
      description = "Metadata; a value that reads as JSON is kept as such; may be repeated.")
  private Map<String, String> metadata = Map.of();

  @Option(
      names = "--run",
      paramLabel = "RUN",
      description = "Run that made it (CAIRN_RUN, which 'cairn run' sets).")
  private @Nullable String run;

  @Option(
      names = "--base",
      paramLabel = "REF",
      description = "Version whose bytes may be used without sending them again.")
  private @Nullable String base;

  @Option(
      names = "--parallel",
      defaultValue = "8",
      paramLabel = "N",
      description = "Uploads at a time, 1 to 64 (default: ${DEFAULT-VALUE}).")
  private int parallel;

  LogCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var request =
        LogRequest.of(folder, CollectionName.of(name, session))
            .type(type)
            .aliases(aliases)
            .tags(tags)
            .metadata(Values.parse(metadata))
            .options(session.transfer(parallel));
    if (description != null) {
      request = request.description(description);
    }
    var maker = CurrentRun.of(run, session.terminal());
    if (maker.isPresent()) {
      request = request.run(maker.get());
    }
    if (base != null) {
      request = request.base(base);
    }
    print(session.client().artifacts().log(request));
    return 0;
  }

  private void print(LogResult result) {
    var output = session.output();
    if (!(result.version().json().deepCopy() instanceof ObjectNode object)) {
      throw CairnException.usage("the server's answer is no object");
    }
    object.put("sentFiles", result.sentFiles()).put("sentBytes", result.sentBytes());
    output.print(
        object,
        () -> {
          output.line(VersionText.line(result.version()));
          output.remark(
              news(result.version())
                  + VersionText.size(result.version())
                  + ", sent "
                  + Units.count(result.sentFiles(), "file")
                  + ", "
                  + Units.bytes(result.sentBytes()));
        });
  }

  private static String news(Version version) {
    if (!version.json().hasNonNull("created")) {
      return "committed: ";
    }
    return version.isCreated() ? "new version: " : "this content was there already: ";
  }
}
