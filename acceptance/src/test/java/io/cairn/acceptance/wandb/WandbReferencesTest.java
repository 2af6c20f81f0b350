// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.wandb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cairn.acceptance.server.CommandLine;
import io.cairn.acceptance.server.ServerProcess;
import io.cairn.acceptance.server.ServerProcess.Start;
import io.cairn.acceptance.server.Session;
import io.cairn.storage.contract.ServersLive;
import io.cairn.storage.gcs.GcsServer;
import io.cairn.storage.s3.S3Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Objects of buckets that the unmodified SDK of wandb refers to, with their sums and without: read
/// back by it, pulled and checked by the command line.
@ExtendWith(ServersLive.class)
class WandbReferencesTest {
  private static final String BUCKET = "cairn-wandb";

  @TempDir Path folder;

  @BeforeEach
  void require_the_sdk() {
    assumeTrue(Boolean.getBoolean("testing.long"), "one of the long runs");
    assumeTrue(Files.isExecutable(SdkProgram.plain()), "a Python with wandb, see .ci/run");
  }

  @Test
  void objects_of_s3() throws IOException, InterruptedException {
    var store = S3Server.minio().orElseGet(S3Server::mock);
    store.createBucket(BUCKET);
    var endpoint = store.endpoint().toString();
    tell(
        "s3",
        BUCKET,
        store.endpoint(),
        Map.of(
            "AWS_S3_ENDPOINT_URL",
            endpoint,
            "AWS_ENDPOINT_URL_S3",
            endpoint,
            "AWS_REGION",
            "us-east-1",
            "AWS_ACCESS_KEY_ID",
            S3Server.USER,
            "AWS_SECRET_ACCESS_KEY",
            S3Server.SECRET));
  }

  @Test
  void objects_of_google_cloud_storage() throws IOException, InterruptedException {
    assumeTrue(GcsServer.fake().isPresent(), "fake-gcs-server is not there");
    var store = GcsServer.fake().get();
    store.createBucket();
    tell(
        "gs",
        GcsServer.BUCKET,
        store.endpoint(),
        Map.of(
            "STORAGE_EMULATOR_HOST", store.endpoint().toString(), "GOOGLE_CLOUD_PROJECT", "test"));
  }

  private void tell(String scheme, String bucket, URI endpoint, Map<String, String> environment)
      throws IOException, InterruptedException {
    var opened = scheme + "://" + bucket + "/?endpoint=" + endpoint;
    try (var server =
            ServerProcess.start(
                new Start(folder.resolve("data"))
                    .java("-Dcairn.references.places=" + opened)
                    .java("-Daws.accessKeyId=" + S3Server.USER)
                    .java("-Daws.secretAccessKey=" + S3Server.SECRET));
        var admin = server.admin()) {
      Session.ok(admin.json("POST", "/teams", Map.of("name", "vision")));
      var objects = new HashMap<String, String>();
      new SdkProgram(SdkProgram.plain(), folder)
          .run(
              server,
              environment,
              "references.py",
              server.url().toString(),
              SdkProgram.adminKey(server),
              "vision",
              Files.createDirectories(folder.resolve("refer")).toString(),
              scheme,
              bucket)
          .properties()
          .forEach(object -> objects.put(object.getKey(), object.getValue().asText()));

      var cairn = new CommandLine(server, folder, environment);
      assertThat(pull(cairn, "seen")).isEqualTo(objects);
      assertThat(pull(cairn, "unseen")).isEqualTo(objects);
      assertThat(cairn.ok("check", "vision/lake/seen")).contains("all as");
      assertThat(cairn.ok("check", "vision/lake/unseen")).contains("all as");
      var never = cairn.run("pull", "vision/lake/never", "--to", folder.resolve("no").toString());
      assertThat(never.exitCode()).as(never.text()).isEqualTo(4);
      assertThat(never.text()).contains("'never.bin' is not there");
      server.stop();
    }
  }

  private Map<String, String> pull(CommandLine cairn, String collection)
      throws IOException, InterruptedException {
    var target = folder.resolve("pulled-" + collection);
    cairn.ok("pull", "vision/lake/" + collection, "--to", target.toString());
    var texts = new HashMap<String, String>();
    try (var files = Files.walk(target)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var path = target.relativize(file).toString();
        if (!path.startsWith(".cairn")) {
          texts.put(path, Files.readString(file));
        }
      }
    }
    return texts;
  }
}
