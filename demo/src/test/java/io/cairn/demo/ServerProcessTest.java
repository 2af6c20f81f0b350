// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {
  @TempDir Path folder;

  @Test
  void a_server_that_ends_early_is_reported_with_its_last_words() throws IOException {
    var launcher = folder.resolve("cairn");
    Files.writeString(launcher, "#!/bin/sh\necho \"the folder is taken: $3\"\nexit 7\n");
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
    int port = ServerProcess.freePort();

    assertThatThrownBy(
            () -> ServerProcess.start(launcher, folder, port, folder.resolve("server.log")))
        .isInstanceOf(DemoFailed.class)
        .hasMessageContaining("ended with code 7")
        .hasMessageContaining("the folder is taken: " + folder);
  }
}
