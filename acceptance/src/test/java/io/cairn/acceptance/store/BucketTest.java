// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cairn.acceptance.server.CommandLine;
import io.cairn.acceptance.server.ServerProcess;
import io.cairn.acceptance.server.ServerProcess.Start;
import io.cairn.storage.contract.ServersLive;
import io.cairn.storage.gcs.GcsAccount;
import io.cairn.storage.gcs.GcsServer;
import io.cairn.storage.s3.S3Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Log, pull, ranges, archive and restart of a server whose bytes lie in S3. No byte of a blob
/// stays on its own disk.
@ExtendWith(ServersLive.class)
class BucketTest {
  private static final String BUCKET = "cairn-acceptance";
  private static final String RANGE = "bytes=1000000-1000099";

  @TempDir Path folder;

  private final String prefix = UUID.randomUUID().toString();
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void bytes_go_through_the_server_into_the_bucket_and_back() throws Exception {
    var out = files();
    try (var server = start()) {
      var cairn = new CommandLine(server, folder);
      cairn.ok("admin", "team", "create", "vision");
      cairn.ok("log", out.toString(), "--name", "vision/p/c", "--type", "model");

      pullAndCompare(cairn, out, "pulled");
      assertRanges(server, 200);
      cairn.ok("archive", "vision/p/c:latest", "--output", folder.resolve("all.tar").toString());
      assertThat(Files.size(folder.resolve("all.tar"))).isGreaterThan(20 << 20);
      server.kill();
    }
    try (var server = start()) {
      pullAndCompare(new CommandLine(server, folder), out, "pulled-again");
      try (var blobs = Files.walk(server.data().resolve("blobs"))) {
        assertThat(blobs.filter(Files::isRegularFile)).isEmpty();
      }
      assertThat(server.data().resolve("staging")).isEmptyDirectory();
      assertThat(server.data().resolve("spool")).isEmptyDirectory();
    }
  }

  @Test
  void bytes_go_past_the_server_by_signed_urls_where_the_settings_say_so() throws Exception {
    var out = files();
    try (var server = start("-Dcairn.storage.upload=signed", "-Dcairn.storage.download=redirect")) {
      var cairn = new CommandLine(server, folder);
      cairn.ok("admin", "team", "create", "vision");
      cairn.ok("log", out.toString(), "--name", "vision/p/c", "--type", "model");

      pullAndCompare(cairn, out, "pulled");
      assertRanges(server, 307);
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "testing.long", matches = "true")
  void a_file_of_2_GiB_goes_through_a_server_of_128_MiB_and_back() throws Exception {
    var out = Files.createDirectories(folder.resolve("out"));
    var random = new Random(8);
    try (var file = Files.newOutputStream(out.resolve("two-gib.bin"))) {
      for (var i = 0; i < 2_048; i++) {
        file.write(bytes(random, 1 << 20));
      }
    }
    try (var server = start(S3Server.minio().orElseGet(S3Server::mock), "-Xmx128m")) {
      var cairn = new CommandLine(server, folder);
      cairn.ok("admin", "team", "create", "vision");
      var began = System.nanoTime();
      cairn.ok("log", out.toString(), "--name", "vision/p/c", "--type", "model");
      var sent = System.nanoTime();
      pullAndCompare(cairn, out, "pulled");
      System.out.printf(
          "2 GiB through a server of -Xmx128m with its bytes in S3: up %d s, down %d s, %s%n",
          (sent - began) / 1_000_000_000, (System.nanoTime() - sent) / 1_000_000_000, peak(server));
    }
  }

  /// As before, in a bucket of Google's, with the key of a service account.
  @Test
  void bytes_go_past_the_server_into_a_bucket_of_google_where_the_credentials_can_sign()
      throws Exception {
    assumeTrue(GcsServer.fake().isPresent(), "fake-gcs-server is not there");
    var gcs = GcsServer.fake().get();
    gcs.createBucket();
    var out = files();
    try (var account = new GcsAccount();
        var server = ServerProcess.start(inBucketOf(gcs, account))) {
      var cairn = new CommandLine(server, folder);
      cairn.ok("admin", "team", "create", "vision");
      cairn.ok("log", out.toString(), "--name", "vision/p/c", "--type", "model");

      pullAndCompare(cairn, out, "pulled");
      assertRanges(server, 307);
    }
  }

  private Start inBucketOf(GcsServer gcs, GcsAccount account) throws IOException {
    var key = account.writeKey(folder.resolve("service-account.json"));
    return new Start(folder.resolve("data"))
        .before(List.of("env", "GOOGLE_APPLICATION_CREDENTIALS=" + key))
        .java("-Dcairn.storage=gcs", "-Dcairn.storage.bucket=" + GcsServer.BUCKET)
        .java("-Dcairn.storage.prefix=" + prefix)
        .java("-Dcairn.storage.endpoint=" + gcs.endpoint())
        .java("-Dcairn.storage.upload=signed", "-Dcairn.storage.download=redirect");
  }

  /// The most memory that it had, as the system counts it (proc(5)).
  private static String peak(ServerProcess server) throws IOException {
    try (var lines = Files.lines(Path.of("/proc", Long.toString(server.pid()), "status"))) {
      return lines.filter(line -> line.startsWith("VmHWM:")).findFirst().orElse("");
    }
  }

  @Test
  void a_bucket_that_is_not_there_stops_the_start_with_its_reason() {
    var start =
        new Start(folder.resolve("data"))
            .java("-Dcairn.storage=s3", "-Dcairn.storage.bucket=cairn-no-such")
            .java("-Dcairn.storage.endpoint=" + S3Server.mock().endpoint())
            .java("-Daws.accessKeyId=x", "-Daws.secretAccessKey=y");

    assertThatThrownBy(() -> ServerProcess.start(start))
        .hasMessageContaining("there is no such bucket");
  }

  private ServerProcess start(String... more) {
    return start(S3Server.mock(), more);
  }

  private ServerProcess start(S3Server store, String... more) {
    store.createBucket(BUCKET);
    return ServerProcess.start(
        new Start(folder.resolve("data"))
            .java("-Dcairn.storage=s3", "-Dcairn.storage.bucket=" + BUCKET)
            .java("-Dcairn.storage.prefix=" + prefix)
            .java("-Dcairn.storage.endpoint=" + store.endpoint())
            .java("-Daws.accessKeyId=" + S3Server.USER, "-Daws.secretAccessKey=" + S3Server.SECRET)
            .java(more));
  }

  private Path files() throws IOException {
    var out = Files.createDirectories(folder.resolve("out").resolve("重み"));
    var random = new Random(7);
    for (var i = 0; i < 40; i++) {
      Files.write(out.resolve("small-" + i), bytes(random, i * 100));
    }
    Files.write(out.resolve("middle.bin"), bytes(random, 3 << 20));
    Files.write(out.resolve("large.bin"), bytes(random, 18 << 20));
    return folder.resolve("out");
  }

  private static byte[] bytes(Random random, int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private void pullAndCompare(CommandLine cairn, Path out, String name) throws Exception {
    var target = folder.resolve(name);
    cairn.ok("pull", "vision/p/c:latest", "--to", target.toString(), "--no-cache");
    try (var files = Files.walk(out)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var pulled = target.resolve(out.relativize(file));
        assertThat(Files.mismatch(pulled, file)).as(pulled.toString()).isEqualTo(-1);
      }
    }
  }

  /// The first answer has that status; whatever it is, the bytes of a range come in the end.
  private void assertRanges(ServerProcess server, int status) throws Exception {
    var key = Files.readString(server.data().resolve("admin.key")).strip();
    var large = folder.resolve("out").resolve("重み").resolve("large.bin");
    try (var admin = server.admin()) {
      var version = admin.get("/resolve?ref=vision/p/c").json();
      var path = version.at("/links/files").asText() + "/%E9%87%8D%E3%81%BF/large.bin";

      var first = get(server.url().resolve(path), key, RANGE);

      assertThat(first.statusCode()).isEqualTo(status == 200 ? 206 : status);
      var answer =
          status == 200
              ? first
              : get(URI.create(first.headers().firstValue("Location").orElseThrow()), "", RANGE);
      assertThat(answer.statusCode()).isEqualTo(206);
      var expected = Arrays.copyOfRange(Files.readAllBytes(large), 1_000_000, 1_000_100);
      assertThat(answer.body()).isEqualTo(expected);
    }
  }

  private HttpResponse<byte[]> get(URI url, String key, String range) throws Exception {
    var request = HttpRequest.newBuilder(url).header("Range", range);
    if (!key.isEmpty()) {
      request.header("Authorization", "Bearer " + key);
    }
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }
}
