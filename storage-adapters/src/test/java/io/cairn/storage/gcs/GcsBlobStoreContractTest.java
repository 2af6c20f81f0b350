// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.gcs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage.BlobListOption;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.BlobUpload;
import io.cairn.core.content.Digest;
import io.cairn.core.content.HashingPool;
import io.cairn.core.failure.Failure;
import io.cairn.core.time.Timeline;
import io.cairn.storage.bucket.Patience;
import io.cairn.storage.contract.BlobStoreContract;
import io.cairn.storage.contract.Bodies;
import io.cairn.storage.contract.FaultyLine;
import io.cairn.storage.contract.ServersLive;
import io.cairn.storage.contract.Supports;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/// GCS, where a server that speaks its protocol is found.
@ExtendWith(ServersLive.class)
class GcsBlobStoreContractTest extends BlobStoreContract {
  private static final int PART = 1 << 20;
  private static final Pattern COPY = Pattern.compile("POST \\S+/rewriteTo/");

  private final HashingPool hashing = new HashingPool(2);
  private final List<GcsBlobStore> opened = new ArrayList<>();
  private final String prefix = "it/" + UUID.randomUUID() + "/";

  @BeforeAll
  static void findServer() {
    var isThere = GcsServer.fake().isPresent();
    if (!isThere) {
      System.out.println(
          "left out: the GCS tests, as the program 'fake-gcs-server' is neither on the path nor in"
              + " ~/.cache/cairn/bin; CAIRN_CI_STORES=build .ci/run builds it (needs Go)");
    }
    assumeTrue(isThere, "fake-gcs-server is not there");
  }

  @Override
  protected BlobStore open(Path folder) {
    GcsServer.fake().orElseThrow().createBucket();
    return open(GcsServer.fake().orElseThrow().endpoint());
  }

  private GcsBlobStore open(URI endpoint) {
    return open(GcsServer.settings(endpoint, prefix, PART));
  }

  private GcsBlobStore open(GcsSettings settings) {
    var made = GcsBlobStore.open(settings, hashing, Timeline.system());
    opened.add(made);
    return made;
  }

  private GcsBlobStore store() {
    return opened.getFirst();
  }

  @Override
  protected Set<Supports> supports() {
    return EnumSet.noneOf(Supports.class);
  }

  @Override
  protected void assertNothingLeft() {
    assertThat(keys()).isEmpty();
  }

  @AfterEach
  void close() {
    opened.forEach(GcsBlobStore::close);
    hashing.close();
  }

  @Test
  void a_large_blob_comes_by_an_incoming_key_that_goes() throws Exception {
    var length = 5_000_001L;

    var stored = store().put(BlobUpload.ofUnknownDigest(), Bodies.made(length));

    assertThat(stored.digest()).isEqualTo(Bodies.digestOf(Bodies.made(length)));
    assertThat(keys()).containsExactly(prefix + "blobs/sha256/" + stored.digest().hex());
    try (var in = store().open(stored.digest())) {
      assertThat(Bodies.digestOf(in)).isEqualTo(stored.digest());
    }
  }

  @Test
  void a_large_body_of_another_digest_is_not_kept() {
    var promised = Digest.hash(new byte[1]);

    assertThatThrownBy(() -> store().put(BlobUpload.of(promised), Bodies.made(5_000_000)))
        .isInstanceOf(Failure.DigestMismatch.class);

    assertNothingLeft();
  }

  @Test
  void a_large_body_that_breaks_off_is_not_kept() {
    var bytes = Bodies.random(5_000_000, 3);

    assertThatThrownBy(() -> store().put(BlobUpload.of(Digest.hash(bytes)), Bodies.cutAfter(bytes)))
        .isInstanceOf(IOException.class);

    assertNothingLeft();
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
  void what_was_sent_directly_becomes_a_blob_when_it_is_what_was_promised() throws Exception {
    var bytes = Bodies.random(3_000_000, 6);
    var digest = Digest.hash(bytes);
    var draft = UUID.randomUUID();
    var right = UUID.randomUUID();
    var wrong = UUID.randomUUID();
    write("incoming/" + draft + "/" + right, bytes);
    write("incoming/" + draft + "/" + wrong, Bodies.random(3_000_000, 7));

    assertThatThrownBy(() -> store().accept(draft, wrong, digest, bytes.length))
        .isInstanceOf(Failure.DigestMismatch.class);
    assertThatThrownBy(() -> store().accept(draft, UUID.randomUUID(), digest, bytes.length))
        .isInstanceOf(Failure.NotFound.class);
    assertThat(store().sizeBytes(digest)).isEmpty();
    store().accept(draft, right, digest, bytes.length);
    store().discard(draft, right);
    store().discard(draft, wrong);

    try (var in = store().open(digest)) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
    assertThat(keys()).hasSize(1);
  }

  @Test
  void what_was_begun_and_never_ended_is_removed_when_it_is_old() {
    write("incoming/old", "x");

    assertThat(store().removeUnfinished(Instant.now().minusSeconds(3_600))).isZero();
    assertThat(store().removeUnfinished(Instant.now().plusSeconds(60))).isEqualTo(1);

    assertNothingLeft();
  }

  @Test
  void a_read_whose_line_is_cut_goes_on_where_it_was() throws Exception {
    var bytes = Bodies.random(6_000_000, 8);
    store().put(BlobUpload.of(Digest.hash(bytes)), Bodies.stream(bytes));

    try (var line = new FaultyLine(GcsServer.fake().orElseThrow().endpoint())) {
      var overLine = open(line.url());
      line.cutDown(2, 2_000_000);
      try (var in = overLine.open(Digest.hash(bytes))) {
        assertThat(in.readAllBytes()).isEqualTo(bytes);
      }
    }
  }

  /// The server of the tests knows no keys, so what is looked at is what it was asked.
  @Test
  void all_that_is_written_is_under_the_key_and_in_the_class_of_the_settings() throws Exception {
    var key = "projects/p/locations/l/keyRings/r/cryptoKeys/k";
    try (var line = new FaultyLine(GcsServer.fake().orElseThrow().endpoint())) {
      var keyed =
          open(
              GcsServer.settings(
                  line.url(),
                  prefix,
                  PART,
                  Optional.of(key),
                  Optional.of("NEARLINE"),
                  Patience.DEFAULT));
      line.listen();
      var kept = keyed.put(BlobUpload.ofUnknownDigest(), Bodies.stream(new byte[9])).digest();
      var written = keyed.bucket().head(prefix + "blobs/sha256/" + kept.hex()).orElseThrow();
      assertThat(written.getStorageClass()).hasToString("NEARLINE");
      keyed.put(BlobUpload.ofUnknownDigest(), Bodies.made(2_000_000));
      keyed.quarantine(kept);

      // A small one, the beginning of a large one, and two copies.
      assertThat(line.heard().stream().filter(head -> head.startsWith("POST ")))
          .hasSize(4)
          .allSatisfy(head -> assertThat(head).containsIgnoringCase("kmsKeyName=" + key));
      assertThat(line.said()).contains("\"storageClass\":\"NEARLINE\"");
      // What this server makes of a copy has no class.
      assertThat(COPY.matcher(line.said()).results())
          .hasSize(2)
          .allSatisfy(copy ->
              assertThat(body(line.said(), copy.start()))
                  .contains("\"storageClass\":\"NEARLINE\""));
    }
  }

  /// The body of a request, which goes gzipped and in chunks.
  private static String body(String said, int head) throws IOException {
    var packed = new ByteArrayOutputStream();
    var at = said.indexOf("\r\n\r\n", head) + 4;
    while (true) {
      var line = said.indexOf("\r\n", at);
      var size = Integer.parseInt(said, at, line, 16);
      if (size == 0) {
        break;
      }
      at = line + 2 + size + 2;
      packed.writeBytes(said.substring(line + 2, line + 2 + size).getBytes(ISO_8859_1));
    }
    try (var in = new GZIPInputStream(new ByteArrayInputStream(packed.toByteArray()))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void nobody_behind_the_endpoint_is_told_in_words() {
    var nowhere = open(URI.create("http://127.0.0.1:1"));

    assertThatThrownBy(() -> nowhere.sizeBytes(Digest.hash(new byte[0])))
        .isInstanceOf(Failure.Unavailable.class)
        .hasMessageContaining("no connection");
  }

  @Test
  @EnabledIfSystemProperty(named = "testing.long", matches = "true")
  void a_blob_above_5_GiB_is_put_copied_and_read_back() throws Exception {
    var length = (5L << 30) + 1;

    var stored = store().put(BlobUpload.ofUnknownDigest().sized(length), Bodies.made(length));

    try (var in = store().open(stored.digest())) {
      assertThat(Bodies.digestOf(in)).isEqualTo(stored.digest());
    }
    assertThat(store().delete(stored.digest())).isTrue();
  }

  private void write(String key, String text) {
    write(key, text.getBytes(StandardCharsets.UTF_8));
  }

  private void write(String key, byte[] bytes) {
    var info = BlobInfo.newBuilder(store().bucket().id(prefix + key)).build();
    var unused = store().bucket().storage().create(info, bytes);
  }

  private List<String> keys() {
    return store()
        .bucket()
        .storage()
        .list(GcsServer.BUCKET, BlobListOption.prefix(prefix))
        .streamAll()
        .map(Blob::getName)
        .toList();
  }
}
