// SPDX-License-Identifier: Apache-2.0
package io.cairn.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.client.folder.Hasher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An installation on a real server, taken away and set up on another, by the command line alone.
class ExportIT {
  private static final String COLLECTION = "vision/digits/classifier";

  @TempDir Path folder;

  private Path launcher = Path.of("cairn");

  /// What a call printed, and its exit code.
  private record Result(int exitCode, String text) {
    Result expect(int code) {
      assertThat(exitCode).as(text).isEqualTo(code);
      return this;
    }
  }

  @Test
  void an_installation_moves_to_another_server() throws IOException, InterruptedException {
    launcher = BuiltCairn.launcher();
    try (var old = start("old");
        var fresh = start("fresh")) {
      fill(old);

      cairn(old, "export", to("backup")).expect(0);
      cairn(old, "import", "--dry-run", to("backup")).expect(0);
      cairn(old, "import", to("backup")).expect(1);
      var moved = cairn(fresh, "import", to("backup")).expect(0);
      var again = cairn(fresh, "import", to("backup"), "--json").expect(0);
      cairn(fresh, "export", to("back")).expect(0);

      assertThat(moved.text()).contains("rows added");
      assertThat(again.text()).contains("\"imported\" : false", "\"sentBlobs\" : 0");
      assertThat(names("back/facts")).isEqualTo(names("backup/facts"));
      for (var file : names("backup/facts")) {
        var before = Files.readString(folder.resolve("backup/facts/" + file));
        assertThat(Files.readString(folder.resolve("back/facts/" + file)))
            .as(file)
            .startsWith(before);
        if (!file.equals("events.ndjson")) {
          assertThat(folder.resolve("back/facts/" + file)).hasSize(bytes(before));
        }
      }
      assertThat(names("back/blobs")).isEqualTo(names("backup/blobs"));
      for (var ref :
          List.of(COLLECTION + ":best", COLLECTION + ":best~1", "models/digits:production")) {
        assertThat(cairn(fresh, "resolve", ref).expect(0).text())
            .isEqualTo(cairn(old, "resolve", ref).expect(0).text());
      }
      cairn(fresh, "pull", "models/digits:production", "--to", to("copy")).expect(0);
      cairn(fresh, "verify", to("copy")).expect(0);
      cairn(fresh, "undelete", COLLECTION + ":v2").expect(0);
    }
  }

  @Test
  void a_folder_is_brought_up_to_date_and_what_is_lost_or_changed_is_named()
      throws IOException, InterruptedException {
    launcher = BuiltCairn.launcher();
    try (var old = start("old");
        var fresh = start("fresh")) {
      fill(old);
      cairn(old, "export", to("backup")).expect(0);
      log(old, "more", "four");

      var more = cairn(old, "export", to("backup"), "--json").expect(0);
      assertThat(more.text()).contains("\"movedBlobs\" : 2");

      Files.writeString(folder.resolve("notes/a.txt"), "not an export", StandardCharsets.UTF_8);
      cairn(old, "export", to("notes")).expect(1);

      var users = folder.resolve("backup/facts/users.ndjson");
      var right = Files.readString(users);
      var wrong = right.replace("\"admin\"", "\"other\"");
      assertThat(wrong).isNotEqualTo(right);
      Files.writeString(users, wrong);
      assertThat(cairn(fresh, "import", to("backup")).expect(4).text()).contains("users.ndjson");
      Files.writeString(users, right);

      var hex = Hasher.hash(folder.resolve("one/w.bin"), _ -> {}).sha256();
      var blob =
          folder.resolve("backup/blobs/sha256/" + hex.substring(0, 2) + "/" + hex.substring(2));
      Files.writeString(blob, "eno");
      assertThat(cairn(fresh, "import", to("backup")).expect(4).text()).contains(hex.substring(2));
      assertThat(cairn(fresh, "import", "--dry-run", to("backup")).expect(4).text())
          .contains("other bytes");
      assertThat(cairn(fresh, "ls").expect(0).text()).doesNotContain("vision");

      Files.delete(blob);
      var stored = stored(old, hex);
      Files.delete(stored);
      var lost = cairn(old, "export", to("backup")).expect(4);
      assertThat(lost.text()).contains("sha256:" + hex, COLLECTION + ":v0");
      assertThat(cairn(fresh, "import", to("backup")).expect(4).text()).contains(hex);

      Files.copy(folder.resolve("one/w.bin"), stored);
      cairn(old, "export", to("backup")).expect(0);
      cairn(fresh, "import", to("backup")).expect(0);
      assertThat(cairn(fresh, "ls").expect(0).text()).contains("vision");
    }
  }

  private void fill(ServerProcess server) throws IOException, InterruptedException {
    cairn(server, "admin", "team", "create", "vision").expect(0);
    cairn(server, "admin", "registry", "create", "models").expect(0);
    cairn(server, "admin", "registry", "protect", "models", "production").expect(0);
    log(server, "one", "one");
    log(server, "two", "two");
    log(server, "three", "three");
    cairn(server, "alias", "set", COLLECTION + ":v0", "best").expect(0);
    cairn(server, "rm", COLLECTION + ":v2").expect(0);
    cairn(server, "run", "create", "vision/digits", "--id", "train-1", "--config", "lr=0.1")
        .expect(0);
    cairn(server, "run", "log", "vision/digits/train-1", "loss=0.5").expect(0);
    cairn(server, "link", COLLECTION + ":v1", "models/digits", "--alias", "production").expect(0);
    Files.createDirectories(folder.resolve("notes"));
  }

  private void log(ServerProcess server, String name, String content)
      throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve(name));
    Files.writeString(folder.resolve(name + "/w.bin"), content);
    cairn(server, "log", to(name), "--name", COLLECTION, "--type", "model", "--alias", "best")
        .expect(0);
  }

  private ServerProcess start(String name) throws IOException, InterruptedException {
    return ServerProcess.start(
        launcher,
        folder.resolve("data-" + name),
        ServerProcess.freePort(),
        folder.resolve(name + ".log"));
  }

  private Result cairn(ServerProcess server, String... arguments)
      throws IOException, InterruptedException {
    var command = Stream.concat(Stream.of(launcher.toString()), Stream.of(arguments)).toList();
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CAIRN_NO_BUILD", "1");
    builder.environment().put("CAIRN_URL", server.url().toString());
    builder.environment().put("CAIRN_API_KEY", server.adminKey());
    var process = builder.start();
    var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), printed);
  }

  private static Path stored(ServerProcess server, String hex) throws IOException {
    try (var files = Files.walk(server.dataFolder())) {
      return files.filter(file -> file.endsWith(hex)).findAny().orElseThrow();
    }
  }

  private List<String> names(String path) throws IOException {
    try (var files = Files.walk(folder.resolve(path))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.resolve(path).relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private String to(String name) {
    return folder.resolve(name).toString();
  }
}
