// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.client.CairnException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
  private static final Optional<String> NONE = Optional.empty();

  @Test
  void without_anything_it_is_the_local_server(@TempDir Path folder) {
    var settings = Settings.of(NONE, NONE, Map.of(), file(folder));

    assertThat(settings.url()).hasToString("http://127.0.0.1:8787");
    assertThat(settings.apiKey()).isEmpty();
    assertThat(settings.team()).isEmpty();
  }

  @Test
  void an_option_wins_over_the_environment_and_that_over_the_file(@TempDir Path folder) {
    var file = file(folder);
    file.remember("http://a", "key-of-a", Optional.of("team-of-a"));
    var environment = Map.of("CAIRN_URL", "http://a", "CAIRN_API_KEY", "env-key");

    assertThat(Settings.of(NONE, NONE, Map.of(), file).apiKey()).contains("key-of-a");
    assertThat(Settings.of(NONE, NONE, Map.of(), file).team()).contains("team-of-a");
    assertThat(Settings.of(NONE, NONE, environment, file).apiKey()).contains("env-key");
    assertThat(Settings.of(NONE, Optional.of("given"), environment, file).apiKey())
        .contains("given");
    assertThat(Settings.of(Optional.of("http://b/"), NONE, environment, file).url())
        .hasToString("http://b");
  }

  @Test
  void a_remembered_key_is_for_its_own_server_only(@TempDir Path folder) {
    var file = file(folder);
    file.remember("http://a", "key-of-a", NONE);

    assertThat(Settings.of(Optional.of("http://b"), NONE, Map.of(), file).apiKey()).isEmpty();
  }

  @Test
  void keys_of_several_servers_are_kept_and_forgotten_one_by_one(@TempDir Path folder) {
    var file = file(folder);
    file.remember("http://a", "key-of-a", NONE);
    file.remember("http://b", "key-of-b", NONE);

    assertThat(file.url()).contains("http://b");
    assertThat(file.forget("http://b")).isTrue();
    assertThat(file.apiKey("http://b")).isEmpty();
    assertThat(file.apiKey("http://a")).contains("key-of-a");
  }

  @Test
  void only_the_owner_may_read_the_file(@TempDir Path folder) throws Exception {
    var file = file(folder);
    file.remember("http://a", "key", NONE);

    var permissions = Files.getPosixFilePermissions(file.path());

    assertThat(PosixFilePermissions.toString(permissions)).isEqualTo("rw-------");
  }

  @Test
  void a_damaged_file_says_what_to_do(@TempDir Path folder) throws Exception {
    var file = file(folder);
    file.remember("http://a", "key", NONE);
    Files.writeString(file.path(), "{");

    assertThatThrownBy(() -> Settings.of(NONE, NONE, Map.of(), file))
        .hasMessageContaining("log in again");
  }

  @Test
  void a_project_takes_its_team_from_the_settings(@TempDir Path folder) {
    var with = Settings.of(NONE, NONE, Map.of("CAIRN_TEAM", "vision"), file(folder));
    var without = Settings.of(NONE, NONE, Map.of(), file(folder));

    assertThat(with.project("digits")).isEqualTo("vision/digits");
    assertThat(with.project("other/digits")).isEqualTo("other/digits");
    assertThatThrownBy(() -> without.project("digits"))
        .isInstanceOf(CairnException.class)
        .hasMessageContaining("CAIRN_TEAM");
  }

  private static ConfigFile file(Path folder) {
    return ConfigFile.of(Map.of("XDG_CONFIG_HOME", folder.toString()));
  }
}
