// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The checkout that these tests run in, with the server built before.
public final class BuiltServer {
  /// Lets a server start in half the time; made once a build, by the launcher.
  private static final class Cache {
    static final List<String> FLAGS = flags();

    private static List<String> flags() {
      var builder = new ProcessBuilder(home().resolve("cairn").toString(), "build").inheritIO();
      builder.environment().keySet().removeIf(name -> name.startsWith("CAIRN_"));
      builder.environment().put("CAIRN_NO_BUILD", "1");
      try {
        var exitCode = builder.start().waitFor();
        if (exitCode != 0) {
          throw new IllegalStateException("'cairn build' ended with " + exitCode);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      var file = home().resolve(".cairn").resolve("server.aot");
      return Files.isRegularFile(file)
          ? List.of("-XX:AOTCache=" + file, "-Xlog:aot=off", "-Xlog:cds=off")
          : List.of();
    }
  }

  private BuiltServer() {}

  /// Folder of the checkout.
  public static Path home() {
    for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isExecutable(folder.resolve("cairn"))) {
        return folder;
      }
    }
    throw new IllegalStateException("no folder above has the launcher");
  }

  /// The server's jar. A test that asks is skipped where nothing was built: tests of a single
  /// module need no server.
  static Path jar() {
    var jar = home().resolve("registry-api/target/quarkus-app/quarkus-run.jar");
    assumeTrue(
        Files.isRegularFile(jar), "the server is built by 'mvn verify' of the whole project");
    return jar;
  }

  /// What makes a JVM this server. Classes that go before its own keep it from using the cache.
  static List<String> program(List<Path> first) {
    if (first.isEmpty()) {
      var program = new ArrayList<>(Cache.FLAGS);
      program.addAll(List.of("-jar", jar().toString()));
      return program;
    }
    var path =
        Stream.concat(first.stream(), Stream.of(jar()))
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    // As its jar asks for, which counts only with '-jar'.
    return List.of("--add-opens=java.base/java.lang=ALL-UNNAMED", "-cp", path, mainClass());
  }

  private static String mainClass() {
    try (var jar = new JarFile(jar().toFile())) {
      return jar.getManifest().getMainAttributes().getValue("Main-Class");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
