// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.content.BlobStore;
import io.cairn.core.content.BlobUpload;
import io.cairn.core.content.Digest;
import io.cairn.core.content.DirectUploads;
import io.cairn.core.content.HashingPool;
import io.cairn.core.content.SmallBlob;
import io.cairn.core.failure.Failure;
import io.cairn.core.page.PageRequest;
import io.cairn.core.time.Timeline;
import io.cairn.storage.bucket.Patience;
import io.cairn.storage.contract.BlobStoreContract;
import io.cairn.storage.contract.Bodies;
import io.cairn.storage.contract.FaultyLine;
import io.cairn.storage.contract.ServersLive;
import io.cairn.storage.contract.Supports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/// What holds for S3 beyond the law of all stores. A subclass names the server.
@ExtendWith(ServersLive.class)
abstract class S3BlobStoreContract extends BlobStoreContract {
  private static final String BUCKET = "cairn-contract";
  private static final int PART = S3Settings.MIN_PART_BYTES;

  @TempDir Path spool;

  private final HashingPool hashing = new HashingPool(2);
  private final List<S3BlobStore> opened = new ArrayList<>();
  private final String prefix = "it/" + UUID.randomUUID() + "/";

  protected abstract S3Server server();

  /// Whether the server lists unfinished uploads below a prefix, as the protocol has it.
  protected boolean tellsOfUploads() {
    return true;
  }

  /// Whether each object tells of its key and its class, however it was made.
  protected boolean tellsOfKeys() {
    return true;
  }

  @Override
  protected BlobStore open(Path folder) {
    server().createBucket(BUCKET);
    return open(server().endpoint(), prefix);
  }

  private S3BlobStore open(URI endpoint, String under) {
    return open(settings(BUCKET, endpoint, under));
  }

  private S3BlobStore open(S3Settings settings) {
    var made = S3BlobStore.open(settings, spool, hashing, Timeline.system());
    opened.add(made);
    return made;
  }

  static S3Settings settings(String bucket, URI endpoint, String under) {
    return settings(bucket, endpoint, under, Patience.DEFAULT);
  }

  static S3Settings settings(String bucket, URI endpoint, String under, Patience patience) {
    return settings(bucket, endpoint, under, Optional.empty(), Optional.empty(), patience);
  }

  private static S3Settings settings(
      String bucket,
      URI endpoint,
      String under,
      Optional<String> kmsKey,
      Optional<String> storageClass,
      Patience patience) {
    return new S3Settings(
        bucket,
        under,
        Optional.of(endpoint),
        Optional.empty(),
        Optional.empty(),
        true,
        kmsKey,
        storageClass,
        PART,
        true,
        true,
        patience);
  }

  /// The one that is under test.
  S3BlobStore store() {
    return opened.getFirst();
  }

  String prefix() {
    return prefix;
  }

  S3Client client() {
    return store().bucket().client();
  }

  @Override
  protected Set<Supports> supports() {
    return EnumSet.noneOf(Supports.class);
  }

  @Override
  protected void assertNothingLeft() throws IOException {
    assertThat(keys()).isEmpty();
    assertThat(unfinished()).isEmpty();
    try (var files = Files.list(spool)) {
      assertThat(files).isEmpty();
    }
  }

  @AfterEach
  void close() {
    opened.forEach(S3BlobStore::close);
    hashing.close();
  }

  @ParameterizedTest
  @CsvSource({"5242880", "5242881", "10485760", "16000001"})
  void a_blob_of_several_parts_is_read_back(long length) throws Exception {
    var digest = Bodies.digestOf(Bodies.made(length));

    store().put(BlobUpload.of(digest).sized(length), Bodies.made(length));

    assertThat(store().sizeBytes(digest)).hasValue(length);
    try (var in = store().open(digest)) {
      assertThat(Bodies.digestOf(in)).isEqualTo(digest);
    }
    assertThat(keys()).containsExactly(prefix + "blobs/sha256/" + digest.hex());
    assertThat(unfinished()).isEmpty();
  }

  @Test
  void several_parts_of_unknown_digest_come_by_an_incoming_key_that_goes() throws Exception {
    var length = 11_000_000L;

    var stored = store().put(BlobUpload.ofUnknownDigest(), Bodies.made(length));

    assertThat(stored.digest()).isEqualTo(Bodies.digestOf(Bodies.made(length)));
    assertThat(keys()).containsExactly(prefix + "blobs/sha256/" + stored.digest().hex());
  }

  @Test
  void several_parts_of_another_digest_are_not_kept() throws Exception {
    var promised = Digest.hash(new byte[1]);

    assertThatThrownBy(() -> store().put(BlobUpload.of(promised), Bodies.made(11_000_000)))
        .isInstanceOf(Failure.DigestMismatch.class);

    assertNothingLeft();
  }

  @Test
  void several_parts_that_break_off_are_not_kept() throws Exception {
    var bytes = Bodies.random(11_000_000, 3);

    assertThatThrownBy(() -> store().put(BlobUpload.of(Digest.hash(bytes)), Bodies.cutAfter(bytes)))
        .isInstanceOf(IOException.class);

    assertNothingLeft();
  }

  @Test
  void a_large_blob_that_is_there_stays_as_it_is() throws Exception {
    var bytes = Bodies.random(6_000_000, 4);
    var digest = Digest.hash(bytes);
    store().put(BlobUpload.of(digest).sized(bytes.length), Bodies.stream(bytes));
    var before = tag(digest);

    store().put(BlobUpload.of(digest).sized(bytes.length), Bodies.stream(bytes));

    assertThat(tag(digest)).isEqualTo(before);
    assertThat(unfinished()).isEmpty();
  }

  @Test
  void a_blob_that_was_cut_short_is_healed() throws Exception {
    var bytes = Bodies.random(10_000, 5);
    var digest = Digest.hash(bytes);
    write("blobs/sha256/" + digest.hex(), "cut");

    store().put(BlobUpload.of(digest), Bodies.stream(bytes));

    assertThat(store().sizeBytes(digest)).hasValue(10_000);
  }

  @Test
  void what_is_not_ours_is_not_listed() throws Exception {
    write("blobs/sha256/README", "not a digest");
    write("other", "x");

    assertThat(store().list("", new PageRequest(10, Optional.empty())).items()).isEmpty();
  }

  @Test
  void a_list_goes_on_behind_a_page_of_foreign_keys() throws Exception {
    for (var i = 0; i < 5; i++) {
      write("blobs/sha256/00-foreign-" + i, "x");
    }
    var digest =
        store().put(BlobUpload.ofUnknownDigest(), Bodies.stream(Bodies.random(9, 1))).digest();

    assertThat(store().list("", new PageRequest(1, Optional.empty())).items())
        .extracting(blob -> blob.digest())
        .containsExactly(digest);
  }

  @Test
  void what_was_begun_and_never_ended_is_removed_when_it_is_old() throws Exception {
    write("incoming/old", "x");
    var key = prefix + "blobs/sha256/" + "0".repeat(64);
    client().createMultipartUpload(request -> request.bucket(BUCKET).key(key));
    var digest =
        store().put(BlobUpload.ofUnknownDigest(), Bodies.stream(Bodies.random(9, 1))).digest();

    assertThat(store().removeUnfinished(Instant.now().minusSeconds(3_600))).isZero();
    assertThat(unfinished()).hasSize(tellsOfUploads() ? 1 : 0);
    assertThat(store().removeUnfinished(Instant.now().plusSeconds(60)))
        .isEqualTo(tellsOfUploads() ? 2 : 1);

    assertThat(unfinished()).isEmpty();
    assertThat(keys()).containsExactly(prefix + "blobs/sha256/" + digest.hex());
  }

  @Test
  void what_was_sent_by_a_signed_url_becomes_a_blob() throws Exception {
    var bytes = Bodies.random(300_000, 6);
    var digest = Digest.hash(bytes);
    var draft = UUID.randomUUID();
    var upload = UUID.randomUUID();
    var signed = store().sign(draft, upload, digest, bytes.length, Duration.ofMinutes(5));

    assertThat(send(signed, signed.url(), bytes)).isEqualTo(200);
    assertThat(store().sizeBytes(digest)).isEmpty();
    store().accept(draft, upload, digest, bytes.length);
    store().accept(draft, upload, digest, bytes.length);
    store().discard(draft, upload);

    try (var in = store().open(digest)) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
    assertThat(keys()).containsExactly(prefix + "blobs/sha256/" + digest.hex());
    assertThatThrownBy(() -> store().accept(draft, upload, digest, bytes.length))
        .isInstanceOf(Failure.NotFound.class);
  }

  @Test
  void other_bytes_sent_by_a_signed_url_never_become_the_blob() throws Exception {
    var digest = Digest.hash(Bodies.random(1_000, 6));
    var draft = UUID.randomUUID();
    var upload = UUID.randomUUID();
    var signed = store().sign(draft, upload, digest, 1_000, Duration.ofMinutes(5));

    var status = send(signed, signed.url(), Bodies.random(1_000, 7));

    assertThatThrownBy(() -> store().accept(draft, upload, digest, 1_000))
        .isInstanceOf(status < 300 ? Failure.DigestMismatch.class : Failure.NotFound.class);
    assertThat(store().sizeBytes(digest)).isEmpty();
  }

  @Test
  void a_blob_is_read_by_a_signed_url_with_ranges() throws Exception {
    var bytes = Bodies.random(5_000, 8);
    var digest = store().put(BlobUpload.ofUnknownDigest(), Bodies.stream(bytes)).digest();
    var url = store().readableUrl(digest, "attachment; filename=\"重み.bin\"").orElseThrow();

    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(url).header("Range", "bytes=100-199").build();
      var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());

      assertThat(answer.statusCode()).isEqualTo(206);
      assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(bytes, 100, 200));
    }
  }

  static int send(DirectUploads.Signed signed, URI url, byte[] bytes) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(url)
              .method(signed.method(), HttpRequest.BodyPublishers.ofByteArray(bytes));
      signed.headers().forEach(request::setHeader);
      return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }

  /// By every way on which bytes get to a key: at once, in parts, by a copy, by a signed URL.
  @Test
  void all_that_is_written_is_under_the_key_and_in_the_class_of_the_settings() throws Exception {
    var key = S3Server.KMS_KEY;
    try (var line = new FaultyLine(server().endpoint())) {
      var keyed =
          open(
              settings(
                  BUCKET,
                  line.url(),
                  prefix,
                  Optional.of(key),
                  Optional.of("REDUCED_REDUNDANCY"),
                  Patience.DEFAULT));
      line.listen();
      var small = Bodies.random(1_000, 1);
      var kept = keyed.put(BlobUpload.ofUnknownDigest(), Bodies.stream(small)).digest();
      keyed.putAll(
          List.of(SmallBlob.read(Digest.hash(new byte[9]), 9, Bodies.stream(new byte[9]))));
      keyed.put(BlobUpload.ofUnknownDigest(), Bodies.made(6_000_000));
      keyed.put(BlobUpload.of(Bodies.digestOf(Bodies.made(7_000_000))), Bodies.made(7_000_000));
      var sent = Bodies.random(2_000, 2);
      var draft = UUID.randomUUID();
      var signed = keyed.sign(draft, draft, Digest.hash(sent), sent.length, Duration.ofMinutes(5));
      assertThat(send(signed, signed.url(), sent)).isEqualTo(200);
      keyed.accept(draft, draft, Digest.hash(sent), sent.length);
      keyed.quarantine(kept);

      assertThat(keys()).hasSize(6);
      for (var each : tellsOfKeys() ? keys() : List.<String>of()) {
        var head = client().headObject(request -> request.bucket(BUCKET).key(each));
        assertThat(head.serverSideEncryptionAsString()).as(each).isEqualTo("aws:kms");
        assertThat(head.ssekmsKeyId()).as(each).endsWith(key);
        assertThat(head.storageClassAsString()).as(each).isEqualTo("REDUCED_REDUNDANCY");
      }
      assertThat(line.heard().stream().filter(S3BlobStoreContract::makesAnObject))
          .hasSize(8)
          .allSatisfy(head ->
              assertThat(head.toLowerCase(Locale.ROOT))
                  .contains("x-amz-server-side-encryption: aws:kms")
                  .contains("x-amz-server-side-encryption-aws-kms-key-id: " + key)
                  .contains("x-amz-storage-class: reduced_redundancy"));
      try (var in = keyed.open(Digest.hash(sent))) {
        assertThat(in.readAllBytes()).isEqualTo(sent);
      }
    }
  }

  /// Parts become what their upload was begun as.
  private static boolean makesAnObject(String head) {
    return head.startsWith("PUT ") && !head.contains("partNumber=")
        || head.startsWith("POST ") && head.contains("?uploads");
  }

  @Test
  void a_bucket_that_is_not_there_is_told_by_name_of_the_fault() {
    var wrong = settings("cairn-no-such", server().endpoint(), "");
    try (var nowhere = S3BlobStore.open(wrong, spool, hashing, Timeline.system())) {
      assertThatThrownBy(nowhere::requireAnswering)
          .isInstanceOf(Failure.Unavailable.class)
          .hasMessageContaining("no such bucket");
      assertThatThrownBy(() -> nowhere.open(Digest.hash(new byte[0])))
          .isInstanceOf(Failure.Unavailable.class)
          .hasMessageContaining("no such bucket");
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "testing.long", matches = "true")
  void a_blob_above_5_GiB_is_put_copied_and_read_back() throws Exception {
    var length = (5L << 30) + 1;
    var digest = Bodies.digestOf(Bodies.made(length));

    var stored = store().put(BlobUpload.ofUnknownDigest().sized(length), Bodies.made(length));

    assertThat(stored.digest()).isEqualTo(digest);
    try (var in = store().open(digest)) {
      assertThat(Bodies.digestOf(in)).isEqualTo(digest);
    }
    assertThat(store().delete(digest)).isTrue();
  }

  void write(String key, String text) {
    client()
        .putObject(
            request -> request.bucket(BUCKET).key(prefix + key), RequestBody.fromString(text));
  }

  String tag(Digest digest) {
    return client()
        .headObject(request -> request.bucket(BUCKET).key(prefix + "blobs/sha256/" + digest.hex()))
        .eTag();
  }

  List<String> keys() {
    return client()
        .listObjectsV2(request -> request.bucket(BUCKET).prefix(prefix))
        .contents()
        .stream()
        .map(S3Object::key)
        .toList();
  }

  List<String> unfinished() {
    return client()
        .listMultipartUploads(request -> request.bucket(BUCKET).prefix(prefix))
        .uploads()
        .stream()
        .map(MultipartUpload::key)
        .filter(key -> key.startsWith(prefix))
        .toList();
  }
}
