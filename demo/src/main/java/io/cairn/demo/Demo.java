// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo;

import io.cairn.client.CairnClient;
import io.cairn.client.CairnException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `cairn demo`: the main job on a server of its own.
@Command(
    name = "cairn demo",
    description = {
      "Tells the main job on a server that it starts: a real data set is logged, a network is"
          + " trained, its best checkpoint is promoted to production by the one person who may, and"
          + " an evaluation of the very same bytes measures what the training recorded.",
      "",
      "Works offline. Ends with 0 if everything went as it must, else with 1.",
    },
    footer = {
      "",
      "Environment:",
      "  CAIRN_DATA_DIR   folder of the server's data; without it a fresh one, removed at the end",
      "  NO_COLOR         no colours",
    },
    sortOptions = false,
    mixinStandardHelpOptions = true,
    version = "cairn " + CairnClient.VERSION)
public final class Demo implements Callable<Integer> {
  private static final int FAILED = 1;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "port of the server (default: any free)")
  private int port;

  @Option(names = "--keep", description = "leave the server up, in the foreground, until Ctrl-C")
  private boolean isKept;

  private final Map<String, String> environment;
  private final Transcript transcript;
  private final PrintStream err;

  private Demo(Map<String, String> environment, Transcript transcript, PrintStream err) {
    this.environment = environment;
    this.transcript = transcript;
    this.err = err;
  }

  public static void main(String[] arguments) {
    var out = utf8(FileDescriptor.out);
    var err = utf8(FileDescriptor.err);
    var console = System.console();
    boolean isTerminal = console != null && console.isTerminal();
    var transcript = Transcript.of(out, isTerminal, System.getenv());
    int code =
        new CommandLine(new Demo(System.getenv(), transcript, err))
            .setUsageHelpWidth(100)
            .execute(arguments);
    System.exit(code);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try {
      var stage = Stage.of(environment, port);
      stage.play(transcript, isKept);
      return 0;
    } catch (DemoFailed | CairnException e) {
      err.println();
      err.println("demo failed: " + e.getMessage());
      return FAILED;
    }
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
