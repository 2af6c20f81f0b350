// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// `docs/cli.md` says what `--help` says. After a change: run with `-Ddocs.write=true`.
class CliDocsTest {
  private static final Path DOCS = Path.of("..", "docs", "cli.md");
  private static final Pattern GLOBAL =
      Pattern.compile(
          "^ +(-h, --help|--json|-q, --quiet|-V, --version|--url=URL|--api-key=KEY)( |$)");
  private static final String MARK =
      "<!-- From here on generated from the program's own help. -->\n";

  @Test
  void the_page_has_the_help_of_every_command() throws Exception {
    var page = Files.readString(DOCS);
    var start = page.indexOf(MARK);
    assertThat(start).as("mark in docs/cli.md").isPositive();
    var fresh = page.substring(0, start) + MARK + reference();

    if (Boolean.getBoolean("docs.write")) {
      Files.writeString(DOCS, fresh);
    }

    assertThat(page).as("run with -Ddocs.write=true").isEqualTo(fresh);
  }

  @Test
  void every_command_has_a_description_and_an_example() {
    for (var command : commands(whole())) {
      var usage = command.getCommandSpec().usageMessage();

      assertThat(usage.description()).as(command.getCommandName()).isNotEmpty();
      assertThat(usage.footer()).as(command.getCommandName()).isNotEmpty();
      assertThat(usage.footer()).allSatisfy(line -> assertThat(line.length()).isLessThan(100));
    }
  }

  private static String reference() {
    var text = new StringBuilder();
    for (var command : commands(whole())) {
      text.append("\n### ")
          .append(command.getCommandSpec().qualifiedName())
          .append("\n\n```text\n");
      var usage = command.getUsageMessage(Ansi.OFF).strip();
      text.append(command.getParent() == null ? usage : withoutGlobal(usage)).append("\n```\n");
    }
    return text.toString();
  }

  /// The options that every command has are told once, at the top.
  private static String withoutGlobal(String usage) {
    var kept = new ArrayList<String>();
    var isLeftOut = false;
    for (var line : usage.lines().toList()) {
      var isContinued = line.startsWith(" ".repeat(20));
      isLeftOut = GLOBAL.matcher(line).find() || isLeftOut && isContinued;
      if (!isLeftOut) {
        kept.add(line);
      }
    }
    return String.join("\n", kept)
        .replace("[-h] [--json] [-q] [-V] [--api-key=KEY] ", "")
        .replaceAll("\\s+\\[--url=URL]", "");
  }

  private static CommandLine whole() {
    var options = new GlobalOptions();
    var nowhere = new PrintStream(OutputStream.nullOutputStream());
    var nothing = new ByteArrayInputStream(new byte[0]);
    var terminal = new Terminal(nowhere, nowhere, nothing, Map.of(), false);
    return Main.commandLine(options, new Session(options, terminal));
  }

  private static List<CommandLine> commands(CommandLine line) {
    var commands = new ArrayList<CommandLine>();
    commands.add(line);
    line.getSubcommands().values().stream()
        .filter(each -> !each.getCommandName().equals("help"))
        .forEach(each -> commands.addAll(commands(each)));
    return commands;
  }
}
