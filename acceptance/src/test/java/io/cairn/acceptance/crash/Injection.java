// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A system call of a running server that fails as long as this is open: strace(1) answers in the
/// kernel's place.
final class Injection implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Process strace;
  private final Path calls;

  private Injection(Process strace, Path calls) {
    this.strace = strace;
    this.calls = calls;
  }

  /// What fails, how, and on which files.
  ///
  /// @param error a name of errno(3)
  /// @param files any of these; none means all
  record Fault(String call, String error, List<Path> files) {
    @Override
    public String toString() {
      return call + " " + error;
    }
  }

  /// Begins at once.
  static Injection into(long pid, Fault fault, Path folder) {
    try {
      var calls = Files.createTempFile(folder, "injected", ".calls");
      var told = Files.createTempFile(folder, "injected", ".told");
      var words =
          new ArrayList<>(
              List.of(
                  "strace",
                  "-f",
                  "-p",
                  Long.toString(pid),
                  "-o",
                  calls.toString(),
                  "-e",
                  "trace=" + fault.call(),
                  "-e",
                  "inject=" + fault.call() + ":error=" + fault.error()));
      fault.files().forEach(file -> words.addAll(List.of("-P", file.toString())));
      var strace =
          new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(told.toFile()).start();
      var until = System.nanoTime() + PATIENCE.toNanos();
      while (!Files.readString(told).contains("attached")) {
        if (!strace.isAlive() || System.nanoTime() > until) {
          throw new IllegalStateException("strace does not attach: " + Files.readString(told));
        }
        Thread.sleep(10);
      }
      return new Injection(strace, calls);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// How many calls failed by now.
  long hits() {
    try (Stream<String> lines = Files.lines(calls)) {
      return lines.filter(line -> line.contains("(INJECTED)")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The calls go to the kernel again.
  @Override
  public void close() {
    strace.destroy();
    try {
      if (!strace.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        strace.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      strace.destroyForcibly();
    }
  }
}
