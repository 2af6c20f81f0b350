// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.cloud.NoCredentials;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import io.cairn.acceptance.server.CommandLine;
import io.cairn.acceptance.server.ServerProcess;
import io.cairn.acceptance.server.ServerProcess.Start;
import io.cairn.storage.contract.ServersLive;
import io.cairn.storage.gcs.GcsServer;
import io.cairn.storage.s3.S3Server;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/// Objects of other stores as people meet them: logged, pulled and checked, changed, deleted and
/// sent again.
@ExtendWith(ServersLive.class)
class ReferencesTest {
  private static final String BUCKET = "cairn-lake";

  @TempDir Path folder;

  private final String prefix = "p-" + UUID.randomUUID() + "/";

  /// What a story does to a bucket.
  private interface Bucket {
    void put(String key, String text);

    void delete(String key);
  }

  @Test
  void objects_of_s3() throws Exception {
    var endpoint = S3Server.mock().endpoint();
    S3Server.mock().createBucket(BUCKET);
    var place = "s3://" + BUCKET + "/" + prefix;
    var environment =
        Map.of(
            "AWS_ENDPOINT_URL_S3", endpoint.toString(),
            "AWS_ACCESS_KEY_ID", S3Server.USER,
            "AWS_SECRET_ACCESS_KEY", S3Server.SECRET);
    try (var client =
            S3Client.builder()
                .endpointOverride(endpoint)
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .build();
        var server = start(place + "?endpoint=" + endpoint)) {
      var bucket =
          new Bucket() {
            @Override
            public void put(String key, String text) {
              client.putObject(
                  r -> r.bucket(BUCKET).key(prefix + key), RequestBody.fromString(text));
            }

            @Override
            public void delete(String key) {
              client.deleteObject(r -> r.bucket(BUCKET).key(prefix + key));
            }
          };
      tell(new CommandLine(server, folder, environment), bucket, place);
    }
  }

  @Test
  void objects_of_google_cloud_storage() throws Exception {
    assumeTrue(GcsServer.fake().isPresent(), "fake-gcs-server is not there");
    var gcs = GcsServer.fake().get();
    gcs.createBucket();
    var place = "gs://" + GcsServer.BUCKET + "/" + prefix;
    var storage =
        StorageOptions.http()
            .setHost(gcs.endpoint().toString())
            .setProjectId("test")
            .setCredentials(NoCredentials.getInstance())
            .build()
            .getService();
    try (var server = start(place + "?endpoint=" + gcs.endpoint())) {
      var environment = Map.of("STORAGE_EMULATOR_HOST", gcs.endpoint().toString());
      tell(new CommandLine(server, folder, environment), bucket(storage), place);
    }
  }

  private Bucket bucket(Storage storage) {
    return new Bucket() {
      @Override
      public void put(String key, String text) {
        var info = BlobInfo.newBuilder(BlobId.of(GcsServer.BUCKET, prefix + key)).build();
        var unused = storage.create(info, text.getBytes(StandardCharsets.UTF_8));
      }

      @Override
      public void delete(String key) {
        storage.delete(BlobId.of(GcsServer.BUCKET, prefix + key));
      }
    };
  }

  private void tell(CommandLine cairn, Bucket bucket, String place) throws Exception {
    for (var i = 0; i < 30; i++) {
      bucket.put("scans/" + i % 3 + "/" + i + ".tif", "scan " + i);
    }
    bucket.put("scans/重み 1%.bin", "unicode");
    cairn.ok("admin", "team", "create", "vision");

    cairn.ok("log", "--name", "vision/p/scans", "--reference", "raw=" + place + "scans/");
    assertThat(cairn.ok("ls", "vision/p/scans:v0", "--json")).contains("raw/重み 1%.bin");
    cairn.ok("pull", "vision/p/scans", "--to", folder.resolve("copy").toString());
    assertThat(folder.resolve("copy/raw/2/29.tif")).hasContent("scan 29");
    assertThat(folder.resolve("copy/raw/重み 1%.bin")).hasContent("unicode");
    cairn.ok("verify", folder.resolve("copy").toString());
    assertThat(cairn.ok("check", "vision/p/scans")).contains("31 references").contains("all as");

    bucket.put("scans/0/0.tif", "other!");
    bucket.delete("scans/1/1.tif");
    bucket.put("scans/2/2.tif", "scan 2");

    var pulled = cairn.run("pull", "vision/p/scans", "--to", folder.resolve("again").toString());
    assertThat(pulled.exitCode()).isEqualTo(4);
    assertThat(pulled.text())
        .contains("2 references")
        .contains("'raw/0/0.tif' was changed")
        .contains("'raw/1/1.tif' is not there any more")
        .doesNotContain("raw/2/2.tif");
    assertThat(Files.exists(folder.resolve("again"))).isFalse();
    var checked = cairn.run("check", "vision/p/scans");
    assertThat(checked.exitCode()).isEqualTo(4);
    assertThat(checked.text())
        .contains("changed     raw/0/0.tif")
        .contains("vanished    raw/1/1.tif")
        .contains("1 changed, 1 vanished")
        .doesNotContain("raw/2/2.tif");
    assertThat(cairn.run("check", "vision/p/scans", "--status").exitCode()).isEqualTo(4);

    var elsewhere = place.replace(prefix, "elsewhere/");
    cairn.ok("log", "--name", "vision/p/closed", "--as-given", "--reference", elsewhere + "k");
    var closed = cairn.run("check", "vision/p/closed");
    assertThat(closed.exitCode()).isEqualTo(1);
    assertThat(closed.text()).contains("CAIRN_REFERENCES_PLACES");
  }

  private ServerProcess start(String place) {
    return ServerProcess.start(
        new Start(folder.resolve("data"))
            .java("-Dcairn.references.places=" + place)
            .java(
                "-Daws.accessKeyId=" + S3Server.USER, "-Daws.secretAccessKey=" + S3Server.SECRET));
  }
}
