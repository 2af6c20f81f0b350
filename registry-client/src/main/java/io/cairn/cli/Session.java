// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import io.cairn.client.CacheFolder;
import io.cairn.client.CairnClient;
import io.cairn.client.Progress;
import io.cairn.client.RetryPolicy;
import io.cairn.client.TransferOptions;
import org.jspecify.annotations.Nullable;

/// One call of the command line: its options, its terminal, and the client once it is needed.
final class Session implements AutoCloseable {
  private static final String INTERRUPTED =
      "cairn: interrupted; the same command goes on where this one stopped";

  private final GlobalOptions options;
  private final Terminal terminal;
  private final Thread onInterrupt = new Thread(this::abandon, "cairn-interrupted");
  private @Nullable CairnClient client;
  private volatile boolean isResuming;

  Session(GlobalOptions options, Terminal terminal) {
    this.options = options;
    this.terminal = terminal;
  }

  Terminal terminal() {
    return terminal;
  }

  GlobalOptions options() {
    return options;
  }

  ConfigFile configFile() {
    return ConfigFile.of(terminal.environment());
  }

  Settings settings() {
    return Settings.of(options.url(), options.apiKey(), terminal.environment(), configFile());
  }

  /// The client of these settings. When the program is interrupted, what it began is given up.
  CairnClient client() {
    if (client == null) {
      var settings = settings();
      client = CairnClient.connect(settings.url(), settings.apiKey(), RetryPolicy.DEFAULT);
      Runtime.getRuntime().addShutdownHook(onInterrupt);
    }
    return client;
  }

  Output output() {
    return new Output(terminal.out(), terminal.err(), options.isJson(), options.isQuiet());
  }

  /// For a command that goes on where it was interrupted when it is called again.
  TransferOptions resuming(int parallel) {
    isResuming = true;
    return transfer(parallel);
  }

  TransferOptions transfer(int parallel) {
    Progress progress =
        options.isJson() || options.isQuiet()
            ? Progress.NONE
            : new ProgressLine(terminal.err(), terminal.isInteractive());
    return new TransferOptions(parallel, progress, CacheFolder.of(terminal.environment()));
  }

  boolean isDebug() {
    return "1".equals(terminal.environment().get("CAIRN_DEBUG"));
  }

  private void abandon() {
    if (isResuming) {
      // Somebody who watches has a bar on the line.
      terminal.err().println((terminal.isInteractive() ? "\n" : "") + INTERRUPTED);
    }
    if (client != null) {
      client.close();
    }
  }

  @Override
  public void close() {
    if (client != null) {
      try {
        Runtime.getRuntime().removeShutdownHook(onInterrupt);
      } catch (IllegalStateException e) {
        // Interrupted: the hook is at work already, and closes the client.
        return;
      }
      client.close();
    }
  }
}
