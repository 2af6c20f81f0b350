// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import io.cairn.client.CairnException;
import io.cairn.client.Lineage.Direction;
import io.cairn.client.Trace;
import io.cairn.client.TraceRequest;
import io.cairn.client.folder.Hasher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Where something came from and what came of it.
@Command(
    name = "lineage",
    description = {
      "Show where a version or run came from, and what came of it, as a tree.",
      "From a file: which versions hold it, what was made of them, and which aliases point at any",
      "of that, or ever did."
    },
    footer = {
      "  cairn lineage models/digits:production --direction up",
      "  cairn lineage vision/digits/training-data:v0 --direction down --json",
      "  cairn lineage --from-file ./images.bin --only-aliased",
      "  cairn lineage --from-file"
          + " sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      "  cairn lineage --from-path vision/digits/training-data:v0 data/a.parquet --up",
      "  cairn lineage --run vision/digits/runs/train-1 --only-aliased"
    })
final class LineageCommand implements Callable<Integer> {
  private static final String DIGEST = "(sha256:)?[0-9a-f]{64}";

  private final Session session;

  @Parameters(
      arity = "0..1",
      paramLabel = "REF",
      description = "Version, or run team/project/runs/id.")
  private @Nullable String start;

  @Option(
      names = "--from-file",
      paramLabel = "DIGEST|FILE",
      description = "Trace the file of that digest; a local file is hashed, and not sent.")
  private @Nullable String file;

  @Option(
      names = "--from-path",
      arity = "2",
      paramLabel = "REF PATH",
      hideParamSyntax = true,
      description = "REF PATH: trace the file at PATH in the version REF.")
  private @Nullable List<String> path;

  @Option(names = "--run", paramLabel = "RUN", description = "Trace what came of a run.")
  private @Nullable String run;

  @Option(
      names = "--only-aliased",
      description = "Only what leads to a version that bears an alias, or bore one.")
  private boolean isOnlyAliased;

  @Option(
      names = {"-d", "--direction"},
      paramLabel = "up|down|both",
      description =
          "Towards the sources, the uses, or both (default: both from REF, down in a trace).")
  private @Nullable Direction direction;

  @Option(names = "--up", description = "The same as --direction up.")
  private boolean isUp;

  @Option(names = "--down", description = "The same as --direction down.")
  private boolean isDown;

  @Option(
      names = "--depth",
      defaultValue = "10",
      paramLabel = "N",
      description = "Steps from there, 1 to 50 (default: ${DEFAULT-VALUE}).")
  private int depth;

  @Option(
      names = "--holders",
      defaultValue = "1000",
      paramLabel = "N",
      description = "Versions that hold the file, at most (default: ${DEFAULT-VALUE}).")
  private int maxHolders;

  LineageCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    var origins = Stream.of(start, file, path, run).filter(given -> given != null).count();
    if (origins != 1) {
      throw CairnException.usage("give one of REF, --from-file, --from-path and --run");
    }
    if (maxHolders < 1) {
      throw CairnException.usage("--holders must be at least 1");
    }
    if (start != null && !isOnlyAliased) {
      walk(start, way(Direction.BOTH));
    } else {
      trace(
          request()
              .direction(way(Direction.DOWN))
              .depth(depth)
              .onlyAliased(isOnlyAliased)
              .maxHolders(maxHolders));
    }
    return 0;
  }

  private Direction way(Direction whenMissing) {
    if (direction != null) {
      return direction;
    }
    return isUp == isDown
        ? (isUp ? Direction.BOTH : whenMissing)
        : isUp ? Direction.UP : Direction.DOWN;
  }

  private TraceRequest request() {
    if (path != null) {
      return TraceRequest.ofPath(path.get(0), path.get(1));
    }
    if (file != null) {
      return TraceRequest.ofDigest(digest(file));
    }
    return TraceRequest.of(run != null ? run : String.valueOf(start));
  }

  /// A local file comes before a digest without `sha256:` that is spelled like its name.
  private static String digest(String given) {
    try {
      var local = Path.of(given);
      if (Files.isRegularFile(local)) {
        return "sha256:" + Hasher.hash(local, _ -> {}).sha256();
      }
    } catch (InvalidPathException _) {
      // No file then.
    } catch (IOException e) {
      throw CairnException.usage("cannot read '" + given + "': " + e.getMessage());
    }
    if (!given.matches(DIGEST)) {
      throw CairnException.usage(
          "'" + given + "' is neither a file nor a digest (sha256: and 64 hex digits)");
    }
    return given;
  }

  private void walk(String from, Direction way) {
    var graph = session.client().lineage().walk(from, way, depth);
    var output = session.output();
    output.print(
        graph.json(),
        () -> {
          if (way != Direction.DOWN) {
            output.line("made from:");
            tree(output, LineageTree.up(graph));
          }
          if (way == Direction.BOTH) {
            output.line("");
          }
          if (way != Direction.UP) {
            output.line("made into, or used by:");
            tree(output, LineageTree.down(graph));
          }
          if (graph.hasMore()) {
            output.remark("there is more; raise --depth");
          }
        });
  }

  private static void tree(Output output, List<String> lines) {
    lines.forEach(output::line);
    if (lines.size() == 1) {
      output.line("└─ nothing");
    }
  }

  private void trace(TraceRequest request) {
    var trace = session.client().lineage().trace(request);
    var output = session.output();
    output.print(trace.json(), () -> print(output, trace, request));
    if (!trace.isWhole()) {
      output.remark("this is not all: raise --depth or --holders, or begin at a later node");
    }
  }

  private static void print(Output output, Trace trace, TraceRequest request) {
    trace.digest().ifPresent(digest -> output.line("file " + digest));
    if (trace.roots().isEmpty()) {
      output.line(
          request.onlyAliased()
              ? "nothing that you may read holds it and leads to an alias"
              : "no version that you may read holds it");
      return;
    }
    if (request.direction() != Direction.UP) {
      LineageTree.of(trace.graph(), trace.roots(), false).forEach(output::line);
    }
    if (request.direction() != Direction.DOWN) {
      LineageTree.of(trace.graph(), trace.roots(), true).forEach(output::line);
    }
    output.line("");
    if (trace.bearers().isEmpty()) {
      output.line("no alias points, or ever pointed, at any of it");
      return;
    }
    output.table(
        List.of(),
        List.of("ALIAS", "VERSION", "FROM", "UNTIL", "BY", "REASON"),
        trace.bearers().stream()
            .map(bearer ->
                List.of(
                    bearer.path() + ":" + bearer.alias(),
                    bearer.version(),
                    Text.minute(bearer.from()),
                    bearer.until().map(Text::minute).orElse("now"),
                    bearer.movedBy(),
                    bearer.reason()))
            .toList());
  }
}
