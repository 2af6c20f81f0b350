// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  private final Secrets secrets = new Secrets(List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "API_KEY",
        "apikey",
        "GITHUB_TOKEN",
        "db-password",
        "clientSecret",
        "PASSWD",
        "keys"
      })
  void a_name_that_says_so_is_secret(String name) {
    assertThat(secrets.isName(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"lr", "tokenizer", "TOKENIZERS_PARALLELISM", "keypoints", "monkey"})
  void words_of_the_trade_are_no_secrets(String name) {
    assertThat(secrets.isName(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "crn_p_ZWFR2B8fdJq6ns715HXPbpa1PITxPkIjQF_4S6t9l",
        "hf_abcdefghijklmnopqrstuvwxyz",
        "ghp_0123456789abcdefghijABCDEFGHIJ012345",
        "github_pat_0123456789abcdefghijABCDEFGHIJ",
        "AKIAIOSFODNN7EXAMPLE",
        "sk-proj-0123456789abcdefghij",
        "xoxb-0123456789-abcdef",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0abc.c2lnbmF0dXJlYWJj"
      })
  void keys_of_known_makes_are_found_in_any_text(String key) {
    assertThat(secrets.mask("before " + key + " after")).isEqualTo("before *** after");
  }

  @ParameterizedTest
  @CsvSource({
    "https://user:pw@host/x, https://***@host/x",
    "https://ghtoken@host/x, https://***@host/x",
    "postgres://u:p@db:5432/a, postgres://***@db:5432/a",
    "ssh://git@host/x, ssh://git@host/x",
    "git@host:x.git, git@host:x.git",
    "https://host/a@b, https://host/a@b"
  })
  void passwords_in_urls_are_masked_and_users_of_ssh_are_not(String url, String masked) {
    assertThat(secrets.mask("at " + url)).isEqualTo("at " + masked);
  }

  @Test
  void values_of_secret_variables_are_found_everywhere_but_short_ones_are_not() {
    secrets.learn(Map.of("MY_SECRET", "canary-12345", "PASSWORD", "short", "HOME", "/home/ada-x"));

    assertThat(secrets.mask("xcanary-12345y")).isEqualTo("x***y");
    assertThat(secrets.mask("short /home/ada-x")).isEqualTo("short /home/ada-x");
  }

  @Test
  void each_line_of_a_secret_and_the_longest_first() {
    secrets.learn(List.of("line-one-is-long\nline-two-is-long", "line-one"));

    assertThat(secrets.mask("line-two-is-long")).isEqualTo("***");
    assertThat(secrets.mask("line-one-is-long")).isEqualTo("***");
  }

  @Test
  void the_password_of_a_url_in_a_variable_is_learnt() {
    secrets.learn(Map.of("DATABASE_URL", "postgres://ada:hunter2hunter2@db/x"));

    assertThat(secrets.mask("pw hunter2hunter2")).isEqualTo("pw ***");
  }

  @Test
  void a_tail_that_may_become_a_secret_is_held_back() {
    secrets.learn(List.of("canary-12345"));

    assertThat(secrets.maskUnfinished("at 10% canary-1")).isEqualTo("at 10% ");
    assertThat(secrets.maskUnfinished("at 10% can")).isEqualTo("at 10% can");
    assertThat(secrets.maskUnfinished("at 10% canary-12345")).isEqualTo("at 10% ***");
  }

  @Test
  void arguments_lose_their_secrets_and_nothing_else() {
    var masked =
        secrets.arguments(
            List.of(
                "train.py",
                "--lr",
                "0.1",
                "--api-key",
                "abcdefghij",
                "--password=pw",
                "DB_PASSWORD=hunter2hunter2",
                "--max-tokens",
                "512",
                "--token",
                "--verbose",
                "--url=https://u:p@h/x",
                "hunter2hunter2",
                "a=b"));

    assertThat(masked)
        .containsExactly(
            "train.py",
            "--lr",
            "0.1",
            "--api-key",
            "***",
            "--password=***",
            "DB_PASSWORD=***",
            "--max-tokens",
            "512",
            "--token",
            "--verbose",
            "--url=https://***@h/x",
            "***",
            "a=b");
    assertThat(secrets.mask("abcdefghij")).isEqualTo("***");
  }

  @Test
  void settings_are_masked_in_any_depth() throws Exception {
    var json = new ObjectMapper();
    var tree =
        json.readTree(
            """
            {"lr":0.1,"max_tokens":512,"db":{"password":"x","port":1},"auth_token":{"a":"deep-one"},
             "list":[{"apiKey":1234567890}],"free":"hf_abcdefghijklmnopqrstuvwxyz","key":null}\
            """);

    var masked = secrets.value("", tree);

    assertThat(masked)
        .isEqualTo(
            json.readTree(
                """
                {"lr":0.1,"max_tokens":512,"db":{"password":"***","port":1},"auth_token":{"a":"***"},
                 "list":[{"apiKey":"***"}],"free":"***","key":null}\
                """));
  }

  @Test
  void what_is_measured_stays_and_texts_in_it_are_masked() throws Exception {
    var json = new ObjectMapper();
    var measured =
        json.readTree("{\"tokens_per_second\":123456789.5,\"key\":12345678,\"token\":\"abc\"}");

    assertThat(secrets.measured(measured).toString())
        .isEqualTo("{\"tokens_per_second\":1.234567895E8,\"key\":12345678,\"token\":\"***\"}");
  }

  @Test
  void a_name_that_the_caller_vouches_for_is_kept() {
    var plain = new Secrets(List.of("token_file"));

    assertThat(plain.arguments(List.of("--token_file", "data.bin"))).contains("data.bin");
    assertThat(secrets.arguments(List.of("--token_file", "data.bin"))).contains("***");
  }
}
