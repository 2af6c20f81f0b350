// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.client.CairnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterFileTest {
  @TempDir Path folder;

  @Test
  void yaml_of_the_present_version_is_read() throws IOException {
    var read =
        ParameterFile.read(
            write("a.yaml", "lr: 1e-4\non: yes\noct: 0o17\nlist: [1, 2.5]\nnested:\n  x: null\n"));

    assertThat(read.toString())
        .isEqualTo(
            "{\"lr\":1.0E-4,\"on\":\"yes\",\"oct\":15,\"list\":[1,2.5],\"nested\":{\"x\":null}}");
  }

  @Test
  void json_is_read() throws IOException {
    assertThat(ParameterFile.read(write("a.json", "{\"lr\":0.1}")).toString())
        .isEqualTo("{\"lr\":0.1}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "!!java.net.URL [\"http://x\"]",
        "a: !!javax.script.ScriptEngineManager []",
        "- 1",
        "a: 1\na: 2",
        "a: [",
        "just text"
      })
  void what_is_no_plain_map_is_refused(String text) throws IOException {
    var file = write("a.yml", text);

    assertThatThrownBy(() -> ParameterFile.read(file))
        .isInstanceOfSatisfying(CairnException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
        .hasMessageContaining("a.yml");
  }

  @Test
  void a_bomb_of_aliases_is_refused() throws IOException {
    var bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
    for (var i = 1; i < 9; i++) {
      var one = "*a" + (i - 1);
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, (one + ",").repeat(9)));
    }
    var file = write("bomb.yaml", bomb.toString());

    assertThatThrownBy(() -> ParameterFile.read(file)).isInstanceOf(CairnException.class);
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    assertThatThrownBy(() -> ParameterFile.read(folder.resolve("none.yaml")))
        .hasMessageContaining("none.yaml cannot be read");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
