// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.wandb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.acceptance.server.CommandLine;
import io.cairn.acceptance.server.ServerProcess;
import io.cairn.acceptance.server.ServerProcess.Start;
import io.cairn.acceptance.server.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Small models that the unmodified loggers of PyTorch Lightning and of Hugging Face's Trainer log:
/// runs, metrics, checkpoints, aliases and lineage are ours, and what is pulled is what was saved.
class FrameworksTest {
  @TempDir Path folder;

  @BeforeEach
  void require_the_frameworks() {
    assumeTrue(Boolean.getBoolean("testing.long"), "takes a minute");
    assumeTrue(
        Files.isExecutable(SdkProgram.ofFrameworks()),
        "no Python with PyTorch, Lightning and Transformers (6 GB): make it by"
            + " 'tools/venv acceptance/wandb/frameworks.txt ~/.cache/cairn/frameworks'");
  }

  @Test
  void the_logger_of_lightning() throws IOException, InterruptedException {
    try (var server = ServerProcess.start(new Start(folder.resolve("data")));
        var admin = server.admin()) {
      var here = train(server, admin, "lightning");

      var runs = "/teams/vision/projects/lightning/runs/";
      var run = Session.ok(admin.get(runs + "line")).json();
      assertThat(run.get("state").asText()).isEqualTo("finished");
      assertThat(run.get("title").asText()).isEqualTo("a line");
      assertThat(run.get("group").asText()).isEqualTo("lines");
      assertThat(run.get("jobType").asText()).isEqualTo("train");
      assertThat(run.get("tags").toString()).isEqualTo("[\"small\"]");
      assertThat(run.at("/config/lr").asDouble()).isEqualTo(0.05);
      assertThat(run.at("/config/width").asInt()).isEqualTo(4);
      assertThat(run.at("/summary/val~1score").asDouble()).isEqualTo(3.0);
      // Three epochs of eight batches, every second one; then the run that goes on.
      assertThat(values(admin, runs + "line", "train/loss")).hasSize(12);
      assertThat(values(admin, runs + "line", "val/score")).containsExactly(3.0, 1.0, 2.0, 3.0);
      assertThat(files(admin, runs + "line"))
          .anyMatch(path -> path.startsWith("media/table/samples"))
          .anyMatch(path -> path.startsWith("media/images/picture"))
          .anyMatch(path -> path.startsWith("media/graph/"));

      assertThat(versions(admin, "lightning", "model-line"))
          .isEqualTo(Map.of("v0", List.of(), "v1", List.of("best"), "v2", List.of("latest")));
      assertThat(metadata(admin, "vision/lightning/model-line:best"))
          .containsEntry("original_filename", "epoch=1.ckpt")
          .containsEntry("score", "1.0");
      assertThat(models(admin, runs + "line/outputs"))
          .containsExactlyInAnyOrder("model-line:v0", "model-line:v1", "model-line:v2");
      assertThat(models(admin, runs + "reader/inputs")).containsExactly("model-line:v1");
      assertThat(models(admin, runs + "end/outputs")).containsExactly("line:v0");
      assertThat(pulled(server, "vision/lightning/model-line:best"))
          .isEqualTo(Map.of("model.ckpt", here.get("best").asText()));
      assertThat(pulled(server, "vision/lightning/line:best"))
          .isEqualTo(Map.of("model.ckpt", here.get("end").asText()));
      server.stop();
    }
  }

  @Test
  void the_trainer_of_hugging_face() throws IOException, InterruptedException {
    try (var server = ServerProcess.start(new Start(folder.resolve("data")));
        var admin = server.admin()) {
      var here = train(server, admin, "transformers");

      var runs = "/teams/vision/projects/transformers/runs/";
      var run = Session.ok(admin.get(runs + "tiny")).json();
      assertThat(run.get("state").asText()).isEqualTo("finished");
      assertThat(run.get("title").asText()).isEqualTo("tiny-bert");
      assertThat(run.at("/config/hidden_size").asInt()).isEqualTo(8);
      assertThat(run.at("/config/num_train_epochs").asInt()).isEqualTo(2);
      assertThat(run.at("/config/model~1num_parameters").asInt()).isPositive();
      assertThat(run.get("summary").has("train_loss")).isTrue();
      assertThat(values(admin, runs + "tiny", "train/loss")).hasSize(4);
      assertThat(values(admin, runs + "tiny", "eval/loss")).hasSize(2);

      assertThat(versions(admin, "transformers", "model-tiny-bert"))
          .isEqualTo(
              Map.of(
                  "v0", List.of("base_model"),
                  "v1", List.of("checkpoint_global_step_4", "epoch_1.0"),
                  "v2", List.of("checkpoint_global_step_8", "epoch_2.0"),
                  "v3", List.of("final_model", "latest")));
      assertThat(metadata(admin, "vision/transformers/model-tiny-bert:final_model"))
          .containsEntry("final_model", "true");
      assertThat(models(admin, runs + "tiny/outputs")).hasSize(4);
      assertThat(models(admin, runs + "reader/inputs")).containsExactly("model-tiny-bert:v1");
      var saved = new TreeMap<String, String>();
      here.get("checkpoint")
          .properties()
          .forEach(file -> saved.put(file.getKey(), file.getValue().asText()));
      assertThat(saved).containsKeys("model.safetensors", "optimizer.pt", "trainer_state.json");
      assertThat(pulled(server, "vision/transformers/model-tiny-bert:checkpoint_global_step_4"))
          .isEqualTo(saved);
      server.stop();
    }
  }

  /// Sent by `wandb sync`, and read from its folder by `cairn import`: the same versions.
  @Test
  void the_trainer_of_hugging_face_without_a_net() throws IOException, InterruptedException {
    try (var server = ServerProcess.start(new Start(folder.resolve("data")));
        var admin = server.admin()) {
      var run = train(server, admin, "offline").get("folder").asText();

      new CommandLine(server, folder).ok("import", run, "--to", "vision/moved");

      var moved = items(admin, "/teams/vision/projects/moved/runs/tiny/outputs");
      var sent = items(admin, "/teams/vision/projects/offline/runs/tiny/outputs");
      assertThat(moved).hasSize(4);
      assertThat(moved)
          .map(version -> version.get("digest"))
          .isEqualTo(sent.stream().map(version -> version.get("digest")).toList());
      assertThat(versions(admin, "moved", "model-tiny-bert"))
          .isEqualTo(versions(admin, "offline", "model-tiny-bert"));
      for (var part : List.of("config", "summary", "title", "state")) {
        var here = part(admin, "moved", part);
        var there = part(admin, "offline", part);
        assertThat(here.equals(FrameworksTest::compare, there)).as("%s, %s", here, there).isTrue();
      }
      server.stop();
    }
  }

  /// The SDK writes 1.0 down, and sends 1.
  private static int compare(JsonNode one, JsonNode other) {
    var isSame =
        one.isNumber() && other.isNumber() ? one.asDouble() == other.asDouble() : one.equals(other);
    return isSame ? 0 : 1;
  }

  private static JsonNode part(Session admin, String project, String part) {
    var run = "/teams/vision/projects/" + project + "/runs/tiny";
    return Session.ok(admin.get(run)).json().get(part);
  }

  private JsonNode train(ServerProcess server, Session admin, String framework)
      throws IOException, InterruptedException {
    Session.ok(admin.json("POST", "/teams", Map.of("name", "vision")));
    var home = Files.createDirectories(folder.resolve(framework));
    return new SdkProgram(SdkProgram.ofFrameworks(), folder)
        .run(
            server,
            Map.of(),
            "frameworks.py",
            framework,
            server.url().toString(),
            SdkProgram.adminKey(server),
            "vision",
            home.toString());
  }

  /// What a run has of a metric, in the order of its lines.
  private static List<Double> values(Session admin, String run, String metric) {
    return items(admin, run + "/history?limit=1000").stream()
        .filter(record -> record.get("values").has(metric))
        .map(record -> record.get("values").get(metric).asDouble())
        .toList();
  }

  private static List<String> files(Session admin, String run) {
    return items(admin, run + "/files?limit=1000").stream()
        .map(file -> file.get("path").asText())
        .toList();
  }

  /// The versions of a collection with their aliases.
  private static Map<String, List<String>> versions(
      Session admin, String project, String collection) {
    var path = "/teams/vision/projects/" + project + "/collections/" + collection + "/versions";
    var found = new TreeMap<String, List<String>>();
    for (var version : items(admin, path)) {
      found.put(
          version.get("version").asText(),
          StreamSupport.stream(version.get("aliases").spliterator(), false)
              .map(JsonNode::asText)
              .sorted()
              .toList());
    }
    return found;
  }

  private static Map<String, String> metadata(Session admin, String ref) {
    var found = new TreeMap<String, String>();
    Session.ok(admin.get("/resolve?ref=" + ref))
        .json()
        .get("metadata")
        .properties()
        .forEach(member -> found.put(member.getKey(), member.getValue().asText()));
    return found;
  }

  /// The models among what a run read or made.
  private static List<String> models(Session admin, String path) {
    return items(admin, path).stream()
        .filter(version -> version.get("type").asText().equals("model"))
        .map(version -> version.get("ref").asText().replaceFirst(".*/", ""))
        .toList();
  }

  private static List<JsonNode> items(Session admin, String path) {
    return StreamSupport.stream(
            Session.ok(admin.get(path)).json().get("items").spliterator(), false)
        .toList();
  }

  /// The SHA-256 of each file that the command line pulls, but for its own record.
  private Map<String, String> pulled(ServerProcess server, String ref)
      throws IOException, InterruptedException {
    var target = folder.resolve("pulled").resolve(ref.replaceAll("[^a-z0-9]", "-"));
    var line = new CommandLine(server, folder);
    line.ok("pull", ref, "--to", target.toString());
    line.ok("verify", target.toString());
    var sums = new TreeMap<String, String>();
    try (var files = Files.list(target)) {
      for (var file : files.filter(file -> !file.endsWith(".cairn.json")).toList()) {
        sums.put(file.getFileName().toString(), sha256(file));
      }
    }
    return sums;
  }

  private static String sha256(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
