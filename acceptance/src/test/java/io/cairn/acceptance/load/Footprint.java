// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.load;

import io.cairn.acceptance.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What a server holds at a moment, as the system counts it (proc(5)).
///
/// @param handles open files and connections
/// @param temporaries files of bodies on their way in
/// @param staged files of unfinished uploads in parts
record Footprint(long threads, long handles, long temporaries, long staged, long residentKib) {
  static Footprint of(ServerProcess server) {
    var process = Path.of("/proc", Long.toString(server.pid()));
    return new Footprint(
        count(process.resolve("task")),
        count(process.resolve("fd")),
        count(server.data().resolve("incoming")),
        count(server.data().resolve("staging")),
        residentKib(process));
  }

  private static long count(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long residentKib(Path process) {
    try (Stream<String> lines = Files.lines(process.resolve("status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
