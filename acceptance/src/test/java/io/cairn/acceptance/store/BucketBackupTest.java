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
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Backups and buckets: bytes that stay in theirs, are brought to an empty one, and from a bucket
/// to a disk. The server that is made of a backup tells which versions a lost blob hits.
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

  @Test
  void bytes_are_brought_into_an_empty_bucket_and_from_there_to_a_disk() throws Exception {
    S3Server.mock().createBucket(BUCKET);
    var source = files();
    var backup = folder.resolve("backup").toString();
    var first = ServerProcess.start(new Start(folder.resolve("data")));
    try (first) {
      var cairn = new CommandLine(first, folder);
      cairn.ok("admin", "team", "create", "vision");
      cairn.ok("log", source.toString(), "--name", "vision/p/c", "--type", "model");
      cairn.ok("admin", "backup", backup);
      first.kill();
    }

    try (var server = ServerProcess.start(inBucket(restoredFacts(first, backup, "second")))) {
      var cairn = new CommandLine(server, folder);
      var empty = Files.createDirectories(folder.resolve("empty")).toString();
      var none = cairn.run("admin", "restore", backup, "--to-server", "--from", empty, "--json");
      assertThat(none.exitCode()).isEqualTo(4);
      assertThat(none.text()).contains("\"vision/p/c:v0\"", "\"ok\" : false");

      // As much as somebody got done who was stopped.
      var some = Files.createDirectories(folder.resolve("some"));
      moveOneTo(some, Path.of(backup));
      assertThat(cairn.run("admin", "restore", backup, "--to-server").exitCode()).isEqualTo(4);
      moveOneTo(Path.of(backup), some);
      assertThat(cairn.ok("admin", "restore", backup, "--to-server"))
          .contains("sent 1 of 4 blobs", "0 damaged");
      assertThat(cairn.ok("admin", "restore", backup, "--to-server")).contains("sent 0 of 4 blobs");
      pull(cairn, source);
    }

    try (var server = ServerProcess.start(new Start(restoredFacts(first, backup, "third")))) {
      var environment =
          Map.of(
              "AWS_ENDPOINT_URL_S3", S3Server.mock().endpoint().toString(),
              "AWS_ACCESS_KEY_ID", S3Server.USER,
              "AWS_SECRET_ACCESS_KEY", S3Server.SECRET);
      var cairn = new CommandLine(server, folder, environment);
      var bucket = "s3://" + BUCKET + "/" + prefix;
      assertThat(cairn.ok("admin", "restore", backup, "--to-server", "--from", bucket))
          .contains("sent 4 of 4 blobs");
      pull(cairn, source);
    }
  }

  /// Two small ones and a large one; their manifest is the fourth blob.
  private Path files() throws IOException {
    var source = Files.createDirectories(folder.resolve("files"));
    Files.writeString(source.resolve("a.txt"), "content");
    Files.writeString(source.resolve("b.txt"), "other content");
    var large = new byte[6_000_000];
    new Random(1).nextBytes(large);
    Files.write(source.resolve("large.bin"), large);
    return source;
  }

  private Path restoredFacts(ServerProcess first, String backup, String name)
      throws IOException, InterruptedException {
    var data = folder.resolve(name);
    new CommandLine(first, folder)
        .ok("admin", "restore", backup, "--data-dir", data.toString(), "--no-bytes");
    assertThat(data.resolve("blobs")).doesNotExist();
    Files.copy(first.data().resolve("admin.key"), data.resolve("admin.key"));
    return data;
  }

  private void pull(CommandLine cairn, Path source) throws IOException, InterruptedException {
    var target = folder.resolve("pulled-" + UUID.randomUUID()).toString();
    cairn.ok("pull", "vision/p/c:v0", "--to", target, "--no-cache");
    cairn.ok("verify", "vision/p/c:v0", source.toString());
  }

  /// The large blob, from one folder of blobs to another.
  private static void moveOneTo(Path to, Path from) throws IOException {
    try (var files = Files.walk(from.resolve("blobs"))) {
      for (var file : files.filter(BucketBackupTest::isLarge).toList()) {
        var target = to.resolve(from.relativize(file));
        Files.createDirectories(target.getParent());
        Files.move(file, target);
      }
    }
  }

  private static boolean isLarge(Path file) {
    return Files.isRegularFile(file) && file.toFile().length() == 6_000_000;
  }

  private Start inBucket(Path data) {
    return inBucket(folder.relativize(data).toString());
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
