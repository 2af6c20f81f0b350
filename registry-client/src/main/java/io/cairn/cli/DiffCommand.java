// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.client.CairnException;
import io.cairn.client.CairnException.Kind;
import io.cairn.client.Comparison;
import io.cairn.client.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// How two versions differ.
@Command(
    name = "diff",
    description = {
      "Show how two versions differ: files (+ added, - removed, ~ changed), tensors of safetensors"
          + " files, metadata, and metrics and config of the runs that made them.",
      "Files are printed while they come, however many there are. Tensors are compared by type and"
          + " shape, and by their bytes if the changed files have up to 256 MiB in all."
    },
    footer = {
      "  cairn diff vision/digits/classifier:v4 vision/digits/classifier:v5",
      "  cairn diff models/digits:production~1 models/digits:production --files-only",
      "  cairn diff models/digits:staging models/digits:production --exit-code --quiet"
    })
final class DiffCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(index = "0", paramLabel = "FROM", description = "Version to compare with.")
  private String from = "";

  @Parameters(index = "1", paramLabel = "TO", description = "Version to compare.")
  private String to = "";

  @Option(names = "--tensors", description = "Compare bytes of tensors, however large they are.")
  private boolean isDeep;

  @Option(names = "--files-only", description = "Neither tensors, metadata, metrics nor config.")
  private boolean isFilesOnly;

  @Option(names = "--exit-code", description = "Exit with 1 if there is a difference.")
  private boolean isTold;

  DiffCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var output = session.output();
    var files = new DiffFiles(output);
    var tensors = new TensorChanges();
    var comparison =
        session
            .client()
            .versions()
            .diff(
                from,
                to,
                item -> {
                  files.add(item);
                  tensors.add(item);
                });
    var parts = isFilesOnly ? Output.object() : parts(comparison, tensors);
    files.end(comparison, parts);
    var differs =
        files.hasAny() || !parts.properties().stream().allMatch(p -> p.getValue().isEmpty());
    return isTold && differs ? Kind.REFUSED.exitCode() : 0;
  }

  /// `tensors`, by the path of the file; `metadata`, `metrics`, `config`: what has changed, by the
  /// path of the member.
  private ObjectNode parts(Comparison comparison, TensorChanges tensors) {
    var parts = Output.object();
    parts.set("tensors", tensors.read(session.client(), comparison, isDeep, session.output()));
    parts.set(
        "metadata", ValueChanges.between(comparison.from().metadata(), comparison.to().metadata()));
    var left = maker(comparison.from());
    var right = maker(comparison.to());
    parts.set("metrics", ValueChanges.between(left.path("summary"), right.path("summary")));
    parts.set("config", ValueChanges.between(left.path("config"), right.path("config")));
    return parts;
  }

  /// What is known of the run that made the version; nothing if there is none that may be read.
  private JsonNode maker(Version version) {
    try {
      return version
          .run()
          .map(path -> session.client().runs().get(path).json())
          .orElseGet(Output::object);
    } catch (CairnException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return Output.object();
      }
      throw e;
    }
  }
}
