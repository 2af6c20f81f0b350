// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/// Amazon's SDK alone with a bucket, which it makes before it says `ready`. Reads what to do from lines: `up FILE` (parts of 16 MiB, three at a
/// time) or `down` (what was brought up last), and answers each with a line of how many seconds it took.
final class RawS3 {
  private static final int PART = 16 << 20;

  public static void main(String[] args) throws IOException {
    var endpoint = URI.create(args[0]);
    var bucket = args[1];
    try (var client =
        S3Client.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .httpClientBuilder(Apache5HttpClient.builder())
            .build()) {
      client.createBucket(request -> request.bucket(bucket));
      IO.println("ready");
      for (var line = IO.readln(); line != null; line = IO.readln()) {
        var began = System.nanoTime();
        if (line.startsWith("up ")) {
          up(client, bucket, Path.of(line.substring("up ".length())));
        } else {
          down(client, bucket);
        }
        IO.println((System.nanoTime() - began) / 1e9);
      }
    }
  }

  private static void up(S3Client client, String bucket, Path file) throws IOException {
    var size = Files.size(file);
    var id = client.createMultipartUpload(r -> r.bucket(bucket).key("raw")).uploadId();
    var parts = new ArrayList<CompletableFuture<CompletedPart>>();
    try (var threads = Executors.newFixedThreadPool(3)) {
      for (var offset = 0L; offset < size; offset += PART) {
        var from = offset;
        var length = Math.min(PART, size - from);
        var number = parts.size() + 1;
        parts.add(
            CompletableFuture.supplyAsync(
                () -> {
                  var body =
                      RequestBody.fromContentProvider(
                          () -> open(file, from), length, "application/octet-stream");
                  var answer =
                      client.uploadPart(
                          r -> r.bucket(bucket).key("raw").uploadId(id).partNumber(number), body);
                  return CompletedPart.builder().partNumber(number).eTag(answer.eTag())
                      .checksumCRC32(answer.checksumCRC32()).build();
                },
                threads));
      }
      List<CompletedPart> done = parts.stream().map(CompletableFuture::join).toList();
      client.completeMultipartUpload(
          r -> r.bucket(bucket).key("raw").uploadId(id).multipartUpload(m -> m.parts(done)));
    }
  }

  private static InputStream open(Path file, long offset) {
    try {
      var access = new RandomAccessFile(file.toFile(), "r");
      access.seek(offset);
      return Channels.newInputStream(access.getChannel());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void down(S3Client client, String bucket) throws IOException {
    var buffer = new byte[256 << 10];
    try (var in = client.getObject(r -> r.bucket(bucket).key("raw"))) {
      while (in.read(buffer) >= 0) {
        // Only the way counts.
      }
    }
  }
}
