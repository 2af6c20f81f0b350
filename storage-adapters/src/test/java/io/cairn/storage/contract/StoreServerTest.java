// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StoreServerTest {
  @Test
  void a_server_that_is_killed_in_the_middle_is_found_out() {
    var port = StoreServer.freePort();
    var program = Path.of(System.getProperty("java.home"), "bin", "jwebserver").toString();
    var server =
        StoreServer.start(
            "jwebserver",
            folder -> List.of(program, "-p", Integer.toString(port), "-d", folder.toString()),
            Map.of(),
            port);
    try {
      assertThatCode(StoreServer::requireAllLive).doesNotThrowAnyException();

      var process = ProcessHandle.of(server.pid()).orElseThrow();
      assertThat(process.destroyForcibly()).isTrue();
      process.onExit().join();

      assertThatThrownBy(StoreServer::requireAllLive)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("jwebserver, process " + server.pid())
          .hasMessageContaining("status 137");
    } finally {
      server.stop();
    }
    assertThatCode(StoreServer::requireAllLive).doesNotThrowAnyException();
  }
}
