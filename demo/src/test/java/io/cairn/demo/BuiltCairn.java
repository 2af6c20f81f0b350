// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/// The checkout that these tests run in, with server and command line built before.
final class BuiltCairn {
  private BuiltCairn() {}

  /// Folder of the checkout.
  static Path home() {
    for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      if (Files.isExecutable(folder.resolve("cairn"))) {
        return folder;
      }
    }
    throw new IllegalStateException("no folder above has the launcher");
  }

  /// The launcher. A test that asks is skipped where nothing was built: tests of a single module
  /// need no server.
  static Path launcher() {
    var home = home();
    assumeTrue(
        Files.isRegularFile(home.resolve("registry-api/target/quarkus-app/quarkus-run.jar"))
            && Files.isRegularFile(home.resolve("registry-client/target/cairn-cli.jar")),
        "server and command line are built by 'mvn verify' of the whole project");
    return home.resolve("cairn");
  }
}
