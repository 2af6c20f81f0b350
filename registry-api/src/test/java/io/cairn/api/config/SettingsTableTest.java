// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// `docs/configuration.md` holds the table of all settings, made from the interfaces of this
/// package and their comments. To renew it, run this test and copy the file that it names.
class SettingsTableTest {
  private static final Path SOURCES = Path.of("src/main/java/io/cairn/api/config");
  private static final Path DOCUMENT = Path.of("../docs/configuration.md");
  private static final Path FRESH = Path.of("target/configuration.md");
  private static final String START = "<!-- settings -->\n";
  private static final String END = "<!-- end of settings -->\n";
  private static final Pattern PREFIX =
      Pattern.compile("@ConfigMapping\\(prefix = \"([^\"]+)\"\\)");
  private static final Pattern SETTING =
      Pattern.compile(
          "((?:  ///[^\n]*\n)+)((?:  @[^\n]*\n)*)  ([A-Za-z<>]+) ([a-zA-Z]+)\\(\\);",
          Pattern.MULTILINE);
  private static final Pattern NAME = Pattern.compile("@WithName\\(\"([^\"]+)\"\\)");

  @Test
  void every_setting_stands_in_the_document_as_its_comment_says() throws IOException {
    var document = Files.readString(DOCUMENT);

    var fresh =
        document.substring(0, document.indexOf(START) + START.length())
            + table()
            + document.substring(document.indexOf(END));

    Files.writeString(FRESH, fresh);
    assertThat(document).as("copy registry-api/%s to docs/", FRESH).isEqualTo(fresh);
  }

  private static String table() throws IOException {
    var rows = new ArrayList<String>();
    try (var files = Files.list(SOURCES)) {
      for (var file : files.filter(f -> f.toString().endsWith("Config.java")).sorted().toList()) {
        rows.addAll(rowsOf(Files.readString(file)));
      }
    }
    assertThat(rows).as("settings found").isNotEmpty();
    return "| variable | property | meaning |\n|---|---|---|\n"
        + String.join("\n", rows.stream().sorted().toList())
        + "\n";
  }

  private static List<String> rowsOf(String source) {
    var prefix = PREFIX.matcher(source);
    assertThat(prefix.find()).isTrue();
    var rows = new ArrayList<String>();
    var setting = SETTING.matcher(source);
    while (setting.find()) {
      var named = NAME.matcher(setting.group(2));
      var name = named.find() ? named.group(1) : kebab(setting.group(4));
      var property = prefix.group(1) + "." + name;
      var variable = property.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
      var meaning = setting.group(1).replaceAll("\\s*///\\s*", " ").strip();
      rows.add("| `%s` | `%s` | %s |".formatted(variable, property, meaning));
    }
    return rows;
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
