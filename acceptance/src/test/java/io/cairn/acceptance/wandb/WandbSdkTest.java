// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.wandb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cairn.acceptance.server.CommandLine;
import io.cairn.acceptance.server.ServerProcess;
import io.cairn.acceptance.server.ServerProcess.Start;
import io.cairn.acceptance.server.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the unmodified SDK of wandb logs is there after a restart, on every face, with one digest.
/// `.ci/run` sets up the Python that has it; without it this is skipped.
class WandbSdkTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void what_the_sdk_logs_is_read_back_by_all_after_a_restart()
      throws IOException, InterruptedException {
    assumeThat(SdkProgram.plain()).as("a Python with wandb, see .ci/run").isExecutable();
    var start = new Start(folder.resolve("data"));
    JsonNode logged;
    try (var server = ServerProcess.start(start)) {
      try (var admin = server.admin()) {
        Session.ok(admin.json("POST", "/teams", Map.of("name", "vision")));
      }

      logged = story(server, "log");
      server.stop();
    }

    try (var server = ServerProcess.start(start);
        var admin = server.admin()) {
      var read = story(server, "read");
      var resolved = Session.ok(admin.get("/resolve?ref=vision/digits/classifier:best")).json();
      var run =
          Session.ok(admin.get("/teams/vision/projects/digits/runs/" + logged.get("run").asText()))
              .json();
      var pulled = folder.resolve("pulled");
      var line = new CommandLine(server, folder);
      line.ok("pull", "vision/digits/classifier:best", "--to", pulled.toString());

      assertThat(read.get("files")).isEqualTo(logged.get("files"));
      assertThat(read.get("digest")).isEqualTo(logged.get("digest"));
      assertThat(read.get("run")).isEqualTo(logged.get("run"));
      assertThat(read.get("steps").asInt()).isEqualTo(5);
      assertThat(resolved.get("digest").asText())
          .isEqualTo("sha256:" + logged.get("cairn").asText());
      assertThat(run.get("state").asText()).isEqualTo("finished");
      assertThat(run.at("/config/lr").asDouble()).isEqualTo(0.1);
      assertThat(pulled.resolve("weights.bin")).exists();
      assertThat(line.ok("verify", pulled.toString())).isNotEmpty();
      server.stop();
    }
  }

  /// A run without a net is sent by `wandb sync`, and read from its folder by `cairn import`.
  @Test
  void the_sdk_does_all_that_scripts_ask_of_it_and_offline_runs_move_over()
      throws IOException, InterruptedException {
    assumeThat(Boolean.getBoolean("testing.long")).as("takes a minute").isTrue();
    assumeThat(SdkProgram.plain()).as("a Python with wandb, see .ci/run").isExecutable();
    try (var server = ServerProcess.start(new Start(folder.resolve("data")));
        var admin = server.admin()) {
      var line = new CommandLine(server, folder);
      line.ok("admin", "team", "create", "vision");
      line.ok("admin", "user", "create", "bob");
      line.ok("admin", "team", "add-member", "vision", "bob", "--role", "member");
      var key = JSON.readTree(line.ok("admin", "key", "create", "--user", "bob", "--json"));
      var home = Files.createDirectories(folder.resolve("tour"));

      var told =
          sdk()
              .run(
                  server,
                  Map.of("CAIRN_OTHER_USER", "bob", "CAIRN_OTHER_KEY", key.get("key").asText()),
                  "tour.py",
                  server.url().toString(),
                  SdkProgram.adminKey(server),
                  "vision",
                  home.toString());

      var offline = told.get("offline").asText();
      var first = JSON.readTree(line.ok("import", offline, "--to", "vision/moved", "--json"));
      var again = JSON.readTree(line.ok("import", offline, "--to", "vision/moved", "--json"));
      assertThat(first.get("imported").asBoolean()).isTrue();
      assertThat(again.get("imported").asBoolean()).isFalse();
      assertMasked(admin, "/teams/vision/projects/moved/runs/off", SdkProgram.adminKey(server));
      for (var part : List.of("", "/history", "/console", "/files", "/outputs")) {
        var synced = admin.get("/teams/vision/projects/offline/runs/off" + part);
        var moved = admin.get("/teams/vision/projects/moved/runs/off" + part);
        assertThat(essence(part, Session.ok(moved).json()))
            .as("%s", part)
            .isEqualTo(essence(part, Session.ok(synced).json()));
      }
      server.stop();
    }
  }

  /// The tour is told the key among its arguments.
  private static void assertMasked(Session admin, String run, String key) {
    var arguments = Session.ok(admin.get(run)).json().at("/environment/args");
    assertThat(arguments.toString()).contains("\"***\"").doesNotContain(key);
    var file = Session.ok(admin.get(run + "/files/wandb-metadata.json")).text();
    assertThat(file).contains("\"***\"").doesNotContain(key);
  }

  /// What must be the same however a run came here.
  private static Object essence(String part, JsonNode told) {
    return switch (part) {
      case "" ->
          List.of(
              told.get("config"),
              told.at("/summary/best"),
              told.at("/summary/loss"),
              told.get("title"),
              told.get("group"),
              told.get("jobType"),
              told.get("tags"),
              told.get("notes"),
              told.get("state"),
              told.get("exitCode"));
      case "/history" -> each(told, "line", "step", "values");
      case "/console" -> each(told, "text", "stream");
      // What the SDK itself makes of a run when it is sent.
      case "/files" ->
          told.get("items").findValuesAsText("path").stream()
              .filter(path -> path.startsWith("notes/"))
              .toList();
      default ->
          each(told, "type", "digest", "metadata").stream()
              .filter(made -> !made.get("type").asText().equals("wandb-history"))
              .toList();
    };
  }

  private static List<JsonNode> each(JsonNode told, String... members) {
    var all = new ArrayList<JsonNode>();
    for (var item : told.get("items")) {
      var kept = JSON.createObjectNode();
      for (var member : members) {
        kept.set(member, item.get(member));
      }
      all.add(kept);
    }
    return all;
  }

  private SdkProgram sdk() {
    return new SdkProgram(SdkProgram.plain(), folder);
  }

  private JsonNode story(ServerProcess server, String verb)
      throws IOException, InterruptedException {
    var home = Files.createDirectories(folder.resolve(verb));
    return sdk()
        .run(
            server,
            Map.of(),
            "story.py",
            verb,
            server.url().toString(),
            SdkProgram.adminKey(server),
            "vision",
            home.toString());
  }
}
