// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Where the command line reads and writes; everything it takes from the process comes in here.
///
/// @param isInteractive somebody watches `err`: progress may be redrawn in place
public record Terminal(
    PrintStream out,
    PrintStream err,
    InputStream in,
    Map<String, String> environment,
    boolean isInteractive) {

  /// The process's own; text is UTF-8 whatever the locale says.
  static Terminal ofProcess() {
    return new Terminal(
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        System.in,
        System.getenv(),
        isWatched(System.getenv()));
  }

  private static boolean isWatched(Map<String, String> environment) {
    if (environment.getOrDefault("TERM", "dumb").equals("dumb")) {
      return false;
    }
    try {
      var err = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return err.startsWith("/dev/pts/") || err.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      var console = System.console();
      return console != null && console.isTerminal();
    }
  }
}
