// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.acceptance.crash.SystemCalls.Call;
import io.cairn.acceptance.server.Planted;
import io.cairn.acceptance.server.ServerProcess;
import io.cairn.acceptance.server.ServerProcess.Start;
import io.cairn.acceptance.server.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// A kill keeps what the kernel has cached, a power cut does not: so the order of syncs is looked
/// at itself. Of a blob and of a commit: sync of the file, rename, sync of the folder, sync of the
/// data base, answer (fsync(2), rename(2)).
class SyncOrderTest {
  private static final String STORE =
      "storage-adapters/src/main/java/io/cairn/storage/local/LocalBlobStore.java";
  private static final String DATA_BASE = "-wal>";

  @TempDir Path folder;

  private final Content content = Content.of(7);

  @Test
  void bytes_and_facts_are_synced_before_the_answer() throws IOException {
    var calls = upload(List.of());

    checkOrder(calls);
  }

  @Test
  void a_missing_sync_of_the_file_is_found_out() throws IOException {
    var calls =
        upload(
            new Planted()
                .replace(
                    STORE,
                    "{\n        file.force();\n        file.renameTo(files.file(stored",
                    "{\n        file.renameTo(files.file(stored")
                .compile(folder));

    assertThatThrownBy(() -> checkOrder(calls)).isInstanceOf(AssertionError.class);
  }

  @Test
  @EnabledIfSystemProperty(named = "testing.long", matches = "true")
  void a_missing_sync_of_the_folder_is_found_out() throws IOException {
    var calls =
        upload(
            new Planted()
                .replace(STORE, "      incoming.forceFolder(files.shard(stored.digest()));\n", "")
                .compile(folder));

    assertThatThrownBy(() -> checkOrder(calls)).isInstanceOf(AssertionError.class);
  }

  @Test
  @EnabledIfSystemProperty(named = "testing.long", matches = "true")
  void a_data_base_that_does_not_sync_is_found_out() throws IOException {
    var calls =
        upload(
            new Planted()
                .replace(
                    "registry-core/src/main/java/io/cairn/core/fact/Facts.java",
                    "synchronous=FULL",
                    "synchronous=OFF")
                .compile(folder));

    assertThatThrownBy(() -> checkOrder(calls)).isInstanceOf(AssertionError.class);
  }

  /// What the server does for one large blob and the commit of its version.
  private List<Call> upload(List<Path> classPath) throws IOException {
    var calls = new SystemCalls(folder.resolve("calls"));
    var start = new Start(folder.resolve("data")).classPath(classPath).before(calls.words());
    try (var server = ServerProcess.start(start);
        var session = server.admin()) {
      Session.ok(session.json("POST", "/teams", Map.of("name", "crash")));
      var draft =
          Session.ok(
                  session.json(
                      "POST", Writer.PROJECT + "/collections/c/drafts", Map.of("type", "model")))
              .json()
              .get("id")
              .asText();
      var large = content.large();
      Session.ok(
          session.bytes(
              "POST",
              "/drafts/" + draft + "/blobs",
              content.smallFrames(),
              "application/vnd.cairn.blobs"));
      Session.ok(session.bytes("PUT", "/drafts/" + draft + "/blobs/" + name(large), large));
      Session.ok(session.bytes("PUT", "/drafts/" + draft + "/manifest", content.manifest()));
      Session.ok(session.json("POST", "/drafts/" + draft + "/commit", Map.of()));
      server.stop();
    }
    return calls.read();
  }

  private static String name(byte[] bytes) {
    return "sha256:" + Content.sha256(bytes);
  }

  private void checkOrder(List<Call> calls) {
    for (var bytes : List.of(content.large(), content.manifest())) {
      var hex = Content.sha256(bytes);
      var renamed =
          index(
              calls,
              0,
              "rename to " + hex,
              call ->
                  call.name().startsWith("rename") && call.arguments().contains(hex.substring(2)));
      var part = temporaryName(calls.get(renamed));
      var written =
          lastIndex(
              calls,
              renamed,
              "write of the bytes",
              call -> call.name().contains("write") && call.arguments().contains(part));
      assertThat(calls.subList(written, renamed))
          .as("sync of the file between its last write and its rename")
          .anyMatch(call -> call.isSyncOf(part));
      var folderSynced =
          index(
              calls,
              renamed,
              "sync of the folder",
              call -> call.isSyncOf("/" + hex.substring(0, 2) + ">"));
      var factsSynced =
          index(calls, folderSynced, "sync of the data base", call -> call.isSyncOf(DATA_BASE));
      var answered =
          index(calls, renamed, "answer", call -> call.arguments().contains("HTTP/1.1 20"));
      assertThat(answered).as("answer after all syncs").isGreaterThan(factsSynced);
    }
    var committed =
        lastIndex(
            calls,
            calls.size(),
            "answer to the commit",
            call -> call.arguments().contains("HTTP/1.1 201"));
    var before = calls.subList(0, committed);
    var lastWrite =
        lastIndex(
            before,
            before.size(),
            "write of the facts",
            call -> call.name().contains("write") && call.arguments().contains(DATA_BASE));
    assertThat(before.subList(lastWrite, before.size()))
        .as("sync of the facts after their last write and before the answer")
        .anyMatch(call -> call.isSyncOf(DATA_BASE));
  }

  /// `rename("…/incoming/1f.part", "…")`: the part between the last slash and the quote.
  private static String temporaryName(Call rename) {
    var from = rename.arguments().substring(rename.arguments().indexOf('"') + 1);
    var path = from.substring(0, from.indexOf('"'));
    return path.substring(path.lastIndexOf('/') + 1) + ">";
  }

  private static int index(List<Call> calls, int from, String what, Predicate<Call> wanted) {
    for (var at = from; at < calls.size(); at++) {
      if (wanted.test(calls.get(at))) {
        return at;
      }
    }
    throw new AssertionError("there is no " + what);
  }

  private static int lastIndex(List<Call> calls, int before, String what, Predicate<Call> wanted) {
    for (var at = before - 1; at >= 0; at--) {
      if (wanted.test(calls.get(at))) {
        return at;
      }
    }
    throw new AssertionError("there is no " + what);
  }
}
