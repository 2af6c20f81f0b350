// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Asks another program, for a bounded time and a bounded answer. Never throws for what that
/// program does.
final class Probe {
  private static final int MAX_BYTES = 16 << 20;

  private final Map<String, String> environment;

  /// @param environment what the programs asked get, and where they are looked for
  Probe(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /// The same without these variables.
  Probe without(Set<String> names) {
    var fewer = new LinkedHashMap<>(environment);
    fewer.keySet().removeAll(names);
    return new Probe(fewer);
  }

  /// What came of it.
  ///
  /// @param error the end of what it said on its error stream
  /// @param problem why there is no answer; empty if there is one
  record Answer(int exitCode, byte[] bytes, String error, String problem) {
    static Answer none(int exitCode, String problem) {
      return new Answer(exitCode, new byte[0], "", problem);
    }

    boolean isGood() {
      return problem.isEmpty() && exitCode == 0;
    }

    String text() {
      return new String(bytes, StandardCharsets.UTF_8).strip();
    }
  }

  Map<String, String> environment() {
    return environment;
  }

  /// Where a shell would find `program`: as it stands if it is a path, else on `PATH`.
  Optional<Path> find(String program, Path folder) {
    try {
      if (program.indexOf('/') >= 0 || program.indexOf(File.separatorChar) >= 0) {
        return Optional.of(folder.resolve(program)).filter(Files::exists);
      }
      var path = environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
      for (var place : path.split(File.pathSeparator, -1)) {
        for (var suffix : List.of("", ".exe", ".bat", ".cmd")) {
          var file = folder.resolve(place).resolve(program + suffix);
          if (Files.isRegularFile(file) && Files.isExecutable(file)) {
            return Optional.of(file);
          }
        }
      }
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  Answer ask(Duration patience, Path folder, String... command) {
    return ask(patience, folder, Map.of(), new byte[0], List.of(command));
  }

  /// @param more environment on top
  /// @param input what the program reads
  Answer ask(
      Duration patience,
      Path folder,
      Map<String, String> more,
      byte[] input,
      List<String> command) {
    var program = find(command.getFirst(), folder);
    if (program.isEmpty()) {
      return Answer.none(127, command.getFirst() + " is not there");
    }
    var words = new ArrayList<>(command);
    words.set(0, program.get().toString());
    var builder = new ProcessBuilder(words).directory(folder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().putAll(more);
    try {
      return await(builder.start(), patience, input, command.getFirst());
    } catch (IOException e) {
      return Answer.none(126, command.getFirst() + " could not be started");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.none(1, command.getFirst() + " was interrupted");
    }
  }

  private static Answer await(Process process, Duration patience, byte[] input, String name)
      throws InterruptedException {
    var bytes = new ByteArrayOutputStream();
    var error = new ByteArrayOutputStream();
    var reader = Thread.ofVirtual().start(() -> copy(process.getInputStream(), bytes));
    var errors = Thread.ofVirtual().start(() -> copy(process.getErrorStream(), error));
    var writer = Thread.ofVirtual().start(() -> feed(process, input));
    try {
      var deadline = System.nanoTime() + patience.toNanos();
      if (!process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS)
          || !reader.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
        return Answer.none(1, name + " gave no answer in " + patience.toSeconds() + " s");
      }
      errors.join(Duration.ofMillis(200));
      synchronized (bytes) {
        return bytes.size() > MAX_BYTES
            ? Answer.none(1, name + " answered more than 16 MiB")
            : new Answer(process.exitValue(), bytes.toByteArray(), lastLine(error), "");
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      writer.interrupt();
    }
  }

  private static String lastLine(ByteArrayOutputStream error) {
    synchronized (error) {
      var text = error.toString(StandardCharsets.UTF_8).strip();
      return text.substring(text.lastIndexOf('\n') + 1);
    }
  }

  private static void feed(Process process, byte[] input) {
    try (var out = process.getOutputStream()) {
      out.write(input);
    } catch (IOException e) {
      // It reads no more; what it answers tells.
    }
  }

  /// Reads to the end, keeping a little more than is allowed.
  private static void copy(InputStream in, ByteArrayOutputStream bytes) {
    try (in) {
      var buffer = new byte[64 << 10];
      for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        synchronized (bytes) {
          if (bytes.size() <= MAX_BYTES) {
            bytes.write(buffer, 0, count);
          }
        }
      }
    } catch (IOException e) {
      // It was ended.
    }
  }
}
