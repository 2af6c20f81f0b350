// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  private final Cli cairn = new Cli("HOME", "/nonexistent", "CAIRN_URL", "http://127.0.0.1:1");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nosuch",
        "resolve",
        "resolve a b",
        "resolve --nosuch a/b",
        "resolve onlyone",
        "log dir",
        "alias",
        "alias set a/b",
        "alias move a/b c",
        "run",
        "run show nothing",
        "admin",
        "admin team",
        "rm a/b/c",
        "rm -r a/b/c:v0",
        "rm -r a/b/..",
        "rm a/b/c:..",
        "alias rm a/b/c ..",
        "unlink t/p/c:v0",
        "link t/p/c t/p/d",
        "login --key-file .",
        "log . --name a/b/c:v1",
        "run create p",
        "--url ftp://x whoami",
        "lineage a/b:c --direction sideways",
        "verify /nonexistent/folder",
        "import /nonexistent/folder",
        "admin key revoke 12",
        "admin model create a/b/c",
        "log . --name x",
      })
  void what_is_not_understood_exits_2_with_a_sentence_and_no_trace(String line) {
    var result = cairn.run(line.split(" "));

    assertThat(result.exitCode()).as(result.err()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("cairn: ").doesNotContain("\tat ", "Exception");
  }

  @Test
  void a_server_that_is_not_there_exits_5_and_says_how_to_name_one() {
    var result = cairn.run("resolve", "m/d:production");

    assertThat(result.exitCode()).isEqualTo(5);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("CAIRN_URL").hasLineCount(1);
  }

  @Test
  void an_unknown_host_exits_5() {
    var result = cairn.run("whoami", "--url", "http://cairn.invalid");

    assertThat(result.exitCode()).isEqualTo(5);
    assertThat(result.err()).contains("host name is not known", "CAIRN_URL");
  }

  @Test
  void help_and_version_exit_0() {
    assertThat(cairn.run("--help").exitCode()).isZero();
    assertThat(cairn.run("help", "alias").out()).contains("cairn alias");
    assertThat(cairn.run("--version").out()).isEqualTo("cairn 0.1.0" + System.lineSeparator());
  }

  @Test
  void a_completion_script_knows_every_command() {
    assertThat(cairn.run("completion").out()).contains("complete", "lineage", "add-member");
  }

  @Test
  void a_pulled_folder_is_read_whatever_the_settings_say_of_a_server(@TempDir Path folder) {
    var lost = new Cli("HOME", "/nonexistent", "CAIRN_URL", "ftp://x");

    var result = lost.run("verify", folder.toString());

    assertThat(result.err()).contains(folder.getFileName().toString()).doesNotContain("ftp");
  }

  @Test
  void debug_adds_the_trace() {
    var debugging = new Cli("CAIRN_DEBUG", "1", "CAIRN_URL", "http://127.0.0.1:1");

    assertThat(debugging.run("whoami").err()).contains("\tat io.cairn");
  }

  @Test
  void a_folder_that_is_not_there_is_refused_before_any_server_is_asked(@TempDir Path folder) {
    var result =
        cairn.run("log", folder.resolve("nowhere").toString(), "--name", "team/project/data");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("there is no folder");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "logg | did you mean log?",
        "reslove | did you mean resolve?",
        "admin tem | did you mean team?",
        "frobnicate | there is no command 'frobnicate'",
        "log . --name a/b/c --typ model | did you mean --type?",
        "events --after x | 'x' is no whole number",
        "run log a/b/runs/c loss | 'loss' must be KEY=VALUE",
        "log . --name x | write team/project/collection",
        "verify /nonexistent/folder | there is no folder '/nonexistent/folder'",
        "admin key revoke 12 | admin key ls",
      })
  void a_misspelled_call_is_told_what_would_be_right(String line, String remedy) {
    var result = cairn.run(line.split(" "));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains(remedy);
  }
}
