// SPDX-License-Identifier: Apache-2.0

import io.cairn.reference.Places;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.S3Object;

/// A prefix of many objects, listed by Amazon's SDK alone and walked as references are: once with what lists say, once
/// with each object asked for its checksum (by the SDK alone over as many threads). `put` makes the objects; `walk`
/// prints the best seconds of each kind, in turn, of as many rounds as are asked for after one for warmth; `list` lists
/// once and keeps nothing.
final class WalkReferences {
  private static final int THREADS = 64;

  public static void main(String[] args) throws Exception {
    var endpoint = args[0];
    var bucket = args[1];
    var prefix = "raw/";
    try (var client =
        S3Client.builder()
            .endpointOverride(URI.create(endpoint))
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .httpClientBuilder(Apache5HttpClient.builder().maxConnections(128))
            .build()) {
      if (args[2].equals("put")) {
        put(client, bucket, prefix, Integer.parseInt(args[3]), Integer.parseInt(args[4]));
        return;
      }
      if (args[2].equals("list")) {
        var began = System.nanoTime();
        require(count(client, bucket, prefix), args[3]);
        System.out.println((System.nanoTime() - began) / 1e9);
        return;
      }
      var kinds =
          List.<Walk>of(
              () -> list(client, bucket, prefix).size(),
              () -> walk(endpoint, bucket, prefix, false),
              () -> ask(client, bucket, list(client, bucket, prefix)),
              () -> walk(endpoint, bucket, prefix, true));
      var best = new double[kinds.size()];
      java.util.Arrays.fill(best, Double.MAX_VALUE);
      for (var round = 0; round <= Integer.parseInt(args[3]); round++) {
        for (var kind = 0; kind < kinds.size(); kind++) {
          var began = System.nanoTime();
          var found = kinds.get(kind).run();
          var seconds = (System.nanoTime() - began) / 1e9;
          require(found, args[4]);
          best[kind] = round == 0 ? best[kind] : Math.min(best[kind], seconds);
        }
      }
      for (var seconds : best) {
        System.out.println(seconds);
      }
    }
  }

  private interface Walk {
    long run() throws Exception;
  }

  private static void put(S3Client client, String bucket, String prefix, int count, int folders)
      throws Exception {
    client.createBucket(request -> request.bucket(bucket));
    inThreads(
        count,
        i -> {
          var key = prefix + "%03d/%06d.bin".formatted(i % folders, i);
          client.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString("object " + i));
        });
  }

  private static void require(long found, String wanted) {
    if (found != Long.parseLong(wanted)) {
      throw new IllegalStateException("found " + found + " of " + wanted);
    }
  }

  private static long count(S3Client client, String bucket, String prefix) {
    return client.listObjectsV2Paginator(r -> r.bucket(bucket).prefix(prefix)).contents().stream()
        .count();
  }

  private static List<S3Object> list(S3Client client, String bucket, String prefix) {
    return client.listObjectsV2Paginator(r -> r.bucket(bucket).prefix(prefix)).contents().stream()
        .toList();
  }

  private static long ask(S3Client client, String bucket, List<S3Object> objects) throws Exception {
    inThreads(
        objects.size(),
        i ->
            client.headObject(r ->
                r.bucket(bucket).key(objects.get(i).key()).checksumMode(ChecksumMode.ENABLED)));
    return objects.size();
  }

  private static long walk(String endpoint, String bucket, String prefix, boolean withSums)
      throws Exception {
    var found = new AtomicLong();
    try (var places = new Places(Map.of("AWS_ENDPOINT_URL_S3", endpoint), withSums)) {
      places.walk("s3://" + bucket + "/" + prefix, (_, _) -> found.incrementAndGet());
    }
    return found.get();
  }

  private interface Task {
    void run(int number);
  }

  private static void inThreads(int count, Task task) throws Exception {
    var next = new AtomicLong();
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      var all = new ArrayList<Future<?>>();
      for (var thread = 0; thread < THREADS; thread++) {
        all.add(
            threads.submit(() -> {
              for (var i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                task.run((int) i);
              }
            }));
      }
      for (var each : all) {
        each.get();
      }
    }
  }
}
