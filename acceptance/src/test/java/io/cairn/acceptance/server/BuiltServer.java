// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.server;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;

/// The checkout that these tests run in, with the server built before.
public final class BuiltServer {
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

  static String mainClass() {
    try (var jar = new JarFile(jar().toFile())) {
      return jar.getManifest().getMainAttributes().getValue("Main-Class");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
