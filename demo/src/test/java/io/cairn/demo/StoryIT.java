// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole story on a real server, twice on the same data.
class StoryIT {
  private static final Pattern CHECKPOINT = Pattern.compile("(?m)^ +[1-6]   .* v[0-5] .*$");

  @TempDir Path data;

  @Test
  void the_story_is_told_and_told_again_without_new_versions()
      throws IOException, InterruptedException {
    var launcher = BuiltCairn.launcher();

    var first = play(launcher);
    var second = play(launcher);

    assertThat(first).contains("equal, to the last bit").doesNotContain("unchanged:");
    assertThat(second).contains("equal, to the last bit").contains("unchanged:");
    assertThat(first.split("refused: 403 alias.protected", -1)).hasSize(5);
    assertThat(second.split("refused: 403 alias.protected", -1)).hasSize(5);
    assertThat(digests(first)).hasSize(6).isEqualTo(digests(second));
    assertThat(Files.exists(data.resolve("admin.key"))).isTrue();
  }

  private String play(Path launcher) throws IOException, InterruptedException {
    var printed = new ByteArrayOutputStream();
    var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    var stage = new Stage(launcher, data, false, ServerProcess.freePort());
    stage.play(new Transcript(out, false), false);
    return printed.toString(StandardCharsets.UTF_8);
  }

  /// Lines of the checkpoints, without what tells new from known.
  private static List<String> digests(String story) {
    return CHECKPOINT
        .matcher(story)
        .results()
        .map(line -> line.group().replace("unchanged", "").stripTrailing())
        .toList();
  }
}
