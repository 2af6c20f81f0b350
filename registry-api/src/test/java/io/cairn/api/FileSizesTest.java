// SPDX-License-Identifier: Apache-2.0
package io.cairn.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Files stay small enough to be read in one go: at most 500 lines, 800 in tests.
class FileSizesTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final int MAX_MAIN = 500;
  private static final int MAX_TEST = 800;

  private record Source(Path path, int lines) {}

  @Test
  void no_file_is_longer_than_can_be_read() {
    var modules = modules();
    assertThat(modules).extracting(m -> m.getFileName().toString()).contains("registry-core");

    System.out.printf("%-18s %6s %7s %5s %5s%n", "lines", "files", "median", "p90", "max");
    for (var module : modules) {
      print(module, "main");
      print(module, "test");
    }

    assertThat(modules).flatMap(m -> sources(m, "main")).allMatch(s -> s.lines() <= MAX_MAIN);
    assertThat(modules).flatMap(m -> sources(m, "test")).allMatch(s -> s.lines() <= MAX_TEST);
  }

  private static void print(Path module, String kind) {
    var lines = sources(module, kind).stream().mapToInt(Source::lines).sorted().toArray();
    if (lines.length > 0) {
      System.out.printf(
          "%-18s %6d %7d %5d %5d%n",
          module.getFileName() + (kind.equals("test") ? " test" : ""),
          lines.length,
          lines[lines.length / 2],
          lines[Math.min(lines.length - 1, lines.length * 9 / 10)],
          lines[lines.length - 1]);
    }
  }

  private static List<Path> modules() {
    try (var folders = Files.list(ROOT)) {
      return folders.filter(f -> Files.exists(f.resolve("pom.xml"))).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Source> sources(Path module, String kind) {
    var folder = module.resolve("src").resolve(kind).resolve("java");
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (var files = Files.walk(folder)) {
      return files
          .filter(f -> f.toString().endsWith(".java"))
          .map(FileSizesTest::measured)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Source measured(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return new Source(ROOT.relativize(file), (int) lines.count());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
