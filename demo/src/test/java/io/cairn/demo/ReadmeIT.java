// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the README promises holds: its daily commands run as they stand there.
class ReadmeIT {
  private static final Pattern DAILY =
      Pattern.compile("## Daily use\\n.*?```\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)[^)]*\\)");

  @TempDir Path folder;

  @Test
  void the_daily_commands_run() throws IOException, InterruptedException {
    var launcher = BuiltCairn.launcher();
    var cairn = folder.resolve("cairn");
    Files.writeString(cairn, "#!/bin/sh\nexec '%s' \"$@\"\n".formatted(launcher));
    Files.setPosixFilePermissions(cairn, PosixFilePermissions.fromString("rwx------"));
    Files.createDirectories(folder.resolve("out"));
    Files.writeString(folder.resolve("out/weights.txt"), "1 2 3\n");
    var data = folder.resolve("cairn-data");
    try (var server =
        ServerProcess.start(launcher, data, ServerProcess.freePort(), folder.resolve("log"))) {
      var script =
          "set -eux\n"
              + daily()
                  .replaceAll("(?m)^\\./cairn serve.*$", "")
                  .replace("http://127.0.0.1:8787", server.url().toString());

      var builder = new ProcessBuilder("sh", "-c", script).directory(folder.toFile());
      builder.environment().put("CAIRN_NO_BUILD", "1");
      var process = builder.redirectErrorStream(true).start();
      var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(process.waitFor()).as(printed).isZero();
      assertThat(folder.resolve("model/weights.txt")).hasContent("1 2 3\n");
    }
  }

  @Test
  void it_is_short_and_its_links_lead_somewhere() throws IOException {
    var readme = readme();

    assertThat(readme.lines().count()).isLessThanOrEqualTo(150);
    for (var link : links(readme)) {
      assertThat(BuiltCairn.home().resolve(link)).as(link).exists();
    }
  }

  private static String daily() throws IOException {
    var block = DAILY.matcher(readme());
    assertThat(block.find()).isTrue();
    return block.group(1);
  }

  private static List<String> links(String text) {
    return LINK.matcher(text)
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.contains(":"))
        .toList();
  }

  private static String readme() throws IOException {
    return Files.readString(BuiltCairn.home().resolve("README.md"));
  }
}
