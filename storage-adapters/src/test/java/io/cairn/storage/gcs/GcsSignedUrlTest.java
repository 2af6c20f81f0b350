// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.auth.Credentials;
import com.google.auth.ServiceAccountSigner;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.cloud.NoCredentials;
import io.cairn.core.content.BlobUpload;
import io.cairn.core.content.Digest;
import io.cairn.core.content.DirectUploads.Signed;
import io.cairn.core.content.HashingPool;
import io.cairn.core.failure.Failure;
import io.cairn.core.time.Timeline;
import io.cairn.storage.bucket.Patience;
import io.cairn.storage.contract.Bodies;
import io.cairn.storage.contract.ServersLive;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Bytes that go past the server, where the credentials can sign.
@ExtendWith(ServersLive.class)
class GcsSignedUrlTest {
  private static final Duration LIFETIME = Duration.ofMinutes(5);

  private final HashingPool hashing = new HashingPool(2);
  private final String prefix = "it/" + UUID.randomUUID() + "/";
  private final byte[] bytes = Bodies.random(300_000, 6);
  private final Digest digest = Digest.hash(bytes);
  private final UUID draft = UUID.randomUUID();
  private final List<GcsBlobStore> opened = new ArrayList<>();
  private GcsAccount account;
  private GcsBlobStore store;

  @BeforeAll
  static void findServer() {
    assumeTrue(GcsServer.fake().isPresent(), "fake-gcs-server is not there");
    GcsServer.fake().get().createBucket();
  }

  @BeforeEach
  void a_store_with_the_key_of_a_service_account() throws Exception {
    account = new GcsAccount();
    store = open(account.credentials(), Optional.empty());
  }

  private GcsBlobStore open(Credentials credentials, Optional<String> kmsKey) {
    var settings =
        GcsServer.settings(
            GcsServer.fake().orElseThrow().endpoint(),
            prefix,
            1 << 20,
            kmsKey,
            kmsKey.map(_ -> "NEARLINE"),
            Patience.DEFAULT);
    var lines = new GcsLines();
    var client = GcsClients.client(settings, lines, credentials);
    var made = GcsBlobStore.open(client, lines, settings, hashing, Timeline.system());
    opened.add(made);
    return made;
  }

  @AfterEach
  void close() {
    opened.forEach(GcsBlobStore::close);
    account.close();
    hashing.close();
  }

  @Test
  void what_was_sent_by_a_signed_url_becomes_a_blob() throws Exception {
    var upload = UUID.randomUUID();
    var signed = store.sign(draft, upload, digest, bytes.length, LIFETIME);

    assertThat(send(signed, bytes)).isEqualTo(200);
    assertThat(store.sizeBytes(digest)).isEmpty();
    store.accept(draft, upload, digest, bytes.length);
    store.accept(draft, upload, digest, bytes.length);
    store.discard(draft, upload);

    try (var in = store.open(digest)) {
      assertThat(in.readAllBytes()).isEqualTo(bytes);
    }
    assertThatThrownBy(() -> store.accept(draft, upload, digest, bytes.length))
        .isInstanceOf(Failure.NotFound.class);
  }

  @Test
  void other_bytes_sent_by_a_signed_url_never_become_the_blob() throws Exception {
    var upload = UUID.randomUUID();
    var signed = store.sign(draft, upload, digest, bytes.length, LIFETIME);
    send(signed, Bodies.random(bytes.length, 7));

    assertThatThrownBy(() -> store.accept(draft, upload, digest, bytes.length))
        .isInstanceOf(Failure.DigestMismatch.class);
    assertThat(store.sizeBytes(digest)).isEmpty();
  }

  /// The server of the tests compares no signatures.
  @Test
  void length_newness_key_and_class_are_part_of_what_is_signed() throws Exception {
    var keyed = open(account.credentials(), Optional.of("projects/p/cryptoKeys/k"));

    var signed = keyed.sign(draft, UUID.randomUUID(), digest, bytes.length, LIFETIME);

    assertThat(signed.headers())
        .containsEntry("x-goog-content-length-range", "300000,300000")
        .containsEntry("x-goog-if-generation-match", "0")
        .containsEntry("x-goog-encryption-kms-key-name", "projects/p/cryptoKeys/k")
        .containsEntry("x-goog-storage-class", "NEARLINE");
    assertThat(account.signed("PUT", signed.url(), signed.headers())).isTrue();
    for (var name : signed.headers().keySet()) {
      var others = new TreeMap<>(signed.headers());
      others.put(name, "other");
      assertThat(account.signed("PUT", signed.url(), others)).as(name).isFalse();
    }
    var elsewhere = URI.create(signed.url().toString().replace("/incoming/", "/blobs/sha256/"));
    assertThat(account.signed("PUT", elsewhere, signed.headers())).isFalse();
  }

  @Test
  void a_blob_is_read_by_a_signed_url_with_ranges() throws Exception {
    store.put(BlobUpload.of(digest), Bodies.stream(bytes));
    var url = store.readableUrl(digest, "attachment; filename=\"重み.bin\"").orElseThrow();

    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(url).header("Range", "bytes=100-199").build();
      HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());

      assertThat(answer.statusCode()).isEqualTo(206);
      assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(bytes, 100, 200));
    }
    assertThat(account.signed("GET", url, Map.of())).isTrue();
    assertThat(url.toString()).contains("X-Goog-Expires=300");
  }

  @Test
  void who_cannot_sign_gives_out_no_urls() {
    assertThatNothingIsSigned(open(NoCredentials.getInstance(), Optional.empty()));
  }

  @Test
  void who_is_refused_a_signature_gives_out_no_urls_and_does_not_ask_again_at_once() {
    var refused = new Refused();
    var attached = open(refused, Optional.empty());
    assertThat(attached.maxBytes()).isPositive();

    assertThat(attached.readableUrl(digest, "attachment")).isEmpty();

    assertThatNothingIsSigned(attached);
    assertThat(refused.asked).hasValue(1);
  }

  private void assertThatNothingIsSigned(GcsBlobStore unable) {
    assertThat(unable.maxBytes()).isZero();
    assertThat(unable.readableUrl(digest, "attachment")).isEmpty();
    assertThatThrownBy(() -> unable.sign(draft, UUID.randomUUID(), digest, 1, LIFETIME))
        .isInstanceOfSatisfying(
            Failure.Conflict.class, e -> assertThat(e.code()).isEqualTo("upload.unsigned"));
  }

  private static int send(Signed signed, byte[] body) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(signed.url())
              .method(signed.method(), BodyPublishers.ofByteArray(body));
      signed.headers().forEach(request::setHeader);
      return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
  }

  /// An attached account without the right to sign.
  private static final class Refused extends GoogleCredentials implements ServiceAccountSigner {
    private static final long serialVersionUID = 1L;

    private final transient AtomicInteger asked = new AtomicInteger();

    Refused() {
      super(
          GoogleCredentials.newBuilder()
              .setAccessToken(
                  new AccessToken("test", Date.from(Instant.parse("2099-01-01T00:00:00Z")))));
    }

    @Override
    public String getAccount() {
      return "cairn@test.iam.gserviceaccount.com";
    }

    @Override
    public byte[] sign(byte[] toSign) {
      asked.incrementAndGet();
      throw new SigningException(
          "Permission 'iam.serviceAccounts.signBlob' denied", new IOException("403"));
    }
  }
}
