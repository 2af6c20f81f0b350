// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.crash;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The system calls of a server, written down by strace(1) with the files that they are about.
final class SystemCalls {
  // 123 12:34:56.789 fdatasync(42</data/blobs/ab/cdef>) = 0
  private static final Pattern CALL = Pattern.compile("^\\d+ +[\\d.]+ (\\w+)\\((.*)$");

  private final Path file;

  SystemCalls(Path file) {
    this.file = file;
  }

  /// One call, in the order in which they were made.
  record Call(String name, String arguments) {
    boolean isSyncOf(String part) {
      return (name.equals("fsync") || name.equals("fdatasync")) && arguments.contains(part);
    }
  }

  /// The words to put before a command, so that its calls are written down. The test is skipped
  /// where there is no strace, or it may not look at processes.
  List<String> words() {
    assumeTrue(isUsable(), "strace is missing or may not trace; install it to run this test");
    return List.of(
        "strace",
        "-f",
        "-y",
        "-ttt",
        "-s",
        "160",
        "-e",
        "trace=fsync,fdatasync,rename,renameat,renameat2,pwrite64,write,writev,sendto,sendmsg",
        "-o",
        file.toString());
  }

  private static boolean isUsable() {
    try {
      var process =
          new ProcessBuilder("strace", "-f", "-o", "/dev/null", "true")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// All so far. A call that strace tells in two halves counts where it ended.
  List<Call> read() throws IOException {
    var begun = new HashMap<String, String>();
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .map(line -> joined(begun, line))
          .map(CALL::matcher)
          .filter(Matcher::matches)
          .map(match -> new Call(match.group(1), match.group(2)))
          .toList();
    }
  }

  private static String joined(Map<String, String> begun, String line) {
    var thread = line.substring(0, Math.max(0, line.indexOf(' ')));
    if (line.endsWith("<unfinished ...>")) {
      begun.put(thread, line.substring(0, line.length() - "<unfinished ...>".length()));
      return "";
    }
    var end = line.indexOf(" resumed>");
    if (end < 0) {
      return line;
    }
    return begun.getOrDefault(thread, "") + line.substring(end + " resumed>".length());
  }
}
