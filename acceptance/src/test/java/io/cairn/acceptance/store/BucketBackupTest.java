// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.acceptance.server.CommandLine;
import io.cairn.acceptance.server.ServerProcess;
import io.cairn.acceptance.server.ServerProcess.Start;
import io.cairn.storage.contract.ServersLive;
import io.cairn.storage.s3.S3Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// A backup that only lists its bytes, which stay in their bucket: the server that is made of it
/// finds them there, and tells which versions a lost one hits.
@ExtendWith(ServersLive.class)
class BucketBackupTest {
  private static final String BUCKET = "cairn-backup";

  @TempDir Path folder;

  private final String prefix = UUID.randomUUID() + "/";

  @Test
  void facts_come_back_beside_bytes_that_stayed_where_they_were() throws Exception {
    S3Server.mock().createBucket(BUCKET);
    var source = Files.createDirectories(folder.resolve("source"));
    Files.writeString(source.resolve("a.txt"), "content that stays in its bucket");
    var backup = folder.resolve("backup").toString();
    var first = ServerProcess.start(inBucket("data"));
    var cairn = new CommandLine(first, folder);
    try (first) {
      cairn.ok("admin", "team", "create", "vision");
      cairn.ok("log", source.toString(), "--name", "vision/p/c", "--type", "model");
      var told = cairn.ok("admin", "backup", backup, "--no-bytes", "--pin", "1d");
      assertThat(told).contains("2 blobs of").contains("listed");
      assertThat(Path.of(backup, "blobs")).doesNotExist();
      first.kill();
    }

    var restored = folder.resolve("restored");
    cairn.ok("admin", "restore", backup, "--data-dir", restored.toString());
    Files.copy(first.data().resolve("admin.key"), restored.resolve("admin.key"));
    try (var server = ServerProcess.start(inBucket("restored"))) {
      var again = new CommandLine(server, folder);
      again.ok("verify", "--server");
      again.ok("pull", "vision/p/c:v0", "--to", folder.resolve("pulled").toString());
      assertThat(folder.resolve("pulled/a.txt")).hasSameTextualContentAs(source.resolve("a.txt"));

      removeOneFrom(backup);
      var checked = again.run("verify", "--server");

      assertThat(checked.exitCode()).isEqualTo(4);
      assertThat(checked.text()).contains("needed by vision/p/c:v0");
    }
  }

  private Start inBucket(String name) {
    return new Start(folder.resolve(name))
        .java("-Dcairn.storage=s3", "-Dcairn.storage.bucket=" + BUCKET)
        .java("-Dcairn.storage.prefix=" + prefix)
        .java("-Dcairn.storage.endpoint=" + S3Server.mock().endpoint())
        .java("-Daws.accessKeyId=" + S3Server.USER, "-Daws.secretAccessKey=" + S3Server.SECRET);
  }

  /// The first blob that the backup lists, out of the bucket.
  private void removeOneFrom(String backup) throws IOException, InterruptedException {
    Path list;
    try (var files = Files.list(Path.of(backup))) {
      list =
          files
              .filter(file -> file.getFileName().toString().startsWith("blobs-"))
              .findFirst()
              .orElseThrow();
    }
    var hex = Files.readString(list).replaceFirst("(?s).*?sha256:([0-9a-f]{64}).*", "$1");
    var object =
        URI.create(
            S3Server.mock().endpoint() + "/" + BUCKET + "/" + prefix + "blobs/sha256/" + hex);
    try (var http = HttpClient.newHttpClient()) {
      var answer =
          http.send(HttpRequest.newBuilder(object).DELETE().build(), BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(204);
    }
  }
}
