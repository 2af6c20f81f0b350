// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A pipeline follows the moves of a model's aliases over a line that breaks.
@QuarkusTest
class EventsStoryIT extends ServerTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void every_move_is_told_once_and_in_order_whatever_the_line_does(@TempDir Path folder)
      throws Exception {
    var team = fresh("vision");
    var admin = new Shell(admin().server(), admin().key(), folder);
    var model = team + "/p/model";
    admin.cairn("admin", "team", "create", team).expect(0);
    for (var i = 0; i < 2; i++) {
      Trees.write(folder.resolve("v" + i), "weights.bin", new Random(i), 900);
      admin.cairn("log", folder.resolve("v" + i).toString(), "--name", model).expect(0);
    }
    var filter = new String[] {"--kind", "alias.moved", "--in", model, "--json"};

    try (var line = new CuttingProxy(admin.server());
        var threads = Executors.newFixedThreadPool(1)) {
      var pipeline = admin.withServer(line.url());
      var follow = new String[] {"events", "--follow", "--after", "0", "--max", "12"};
      var told = threads.submit(() -> pipeline.cairn(Trees.concat(follow, filter)));
      for (var i = 0; i < 10; i++) {
        if (i % 3 == 0) {
          TimeUnit.MILLISECONDS.sleep(400);
          line.cut();
        }
        admin.cairn("alias", "set", model + ":v" + i % 2, "production").expect(0);
      }

      var lines = events(told.get(60, TimeUnit.SECONDS).expect(0));

      assertThat(lines).hasSize(12);
      assertThat(lines.subList(2, 12))
          .extracting(event -> event.at("/data/to").asInt())
          .containsExactly(0, 1, 0, 1, 0, 1, 0, 1, 0, 1);
      assertThat(lines).extracting(event -> event.path("seq").asLong()).isSorted();
      assertThat(lines).extracting(event -> event.path("seq").asLong()).doesNotHaveDuplicates();
      var listed = admin.cairn(Trees.concat(new String[] {"events"}, filter)).expect(0);
      assertThat(events(listed)).isEqualTo(lines);
      var later = lines.get(9).path("seq").asText();
      assertThat(
              events(
                  admin.cairn(
                      Trees.concat(
                          new String[] {"events", "--after", later, "--max", "1"}, filter))))
          .containsExactly(lines.get(10));
    }
    assertThat(admin.cairn("events", "--in", model).expect(0).out())
        .contains("alias.moved", "production v0 → v1", model, "version.created");
    assertThat(admin.cairn("events", "--in", team, "--kind", "run.*").expect(0).out()).isEmpty();
    assertThat(admin.cairn("events", "--in", team, "--kind", "no kind").expect(1).err())
        .contains("kind.grammar");
    admin.cairn("events", "--in", team + "/none").expect(3);
    admin.cairn("events", "--max", "0").expect(2);
    admin.cairn("events", "--after", "x").expect(2);
    admin.withKey("no-key").cairn("events", "--follow").expect(1);
  }

  private static List<JsonNode> events(Shell.Result result) {
    return result
        .out()
        .lines()
        .map(line -> {
          try {
            return JSON.readTree(line);
          } catch (JsonProcessingException e) {
            throw new UncheckedIOException(new IOException(line, e));
          }
        })
        .toList();
  }
}
