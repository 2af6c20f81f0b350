// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cairn.core.content.BlobUpload;
import io.cairn.core.content.Digest;
import io.cairn.core.content.DirectUploads;
import io.cairn.storage.contract.Bodies;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Where MinIO's program is found.
class MinioBlobStoreContractTest extends S3BlobStoreContract {
  @BeforeAll
  static void findMinio() {
    var isThere = S3Server.minio().isPresent();
    if (!isThere) {
      System.out.println(
          "left out: the S3 tests against MinIO, whose program 'minio' is neither on the path nor"
              + " in ~/.cache/cairn/bin; CAIRN_CI_STORES=build .ci/run builds it (needs Go)");
    }
    assumeTrue(isThere, "MinIO is not there");
  }

  @Override
  protected S3Server server() {
    return S3Server.minio().orElseThrow();
  }

  /// MinIO lists them by their whole key only, and removes them itself after a day.
  @Override
  protected boolean tellsOfUploads() {
    return false;
  }

  /// S3Mock takes the object away with the upload that is given up.
  @Test
  void a_large_blob_that_is_there_stays_as_it_is_when_its_size_was_not_told() throws Exception {
    var bytes = Bodies.random(6_000_000, 4);
    var digest = Digest.hash(bytes);
    store().put(BlobUpload.of(digest).sized(bytes.length), Bodies.stream(bytes));
    var before = tag(digest);

    store().put(BlobUpload.of(digest), Bodies.stream(bytes));

    assertThat(tag(digest)).isEqualTo(before);
  }

  /// This server checks signatures, S3Mock does not.
  @Test
  void a_signed_url_is_good_for_nothing_but_what_was_signed() throws Exception {
    var bytes = Bodies.random(1_000, 6);
    var digest = Digest.hash(bytes);
    var other = Bodies.random(1_000, 7);
    var draft = UUID.randomUUID();
    var upload = UUID.randomUUID();
    var signed = store().sign(draft, upload, digest, bytes.length, Duration.ofMinutes(5));
    var blobKey =
        signed.url().toString().replaceAll("incoming/[^?]+", "blobs/sha256/" + digest.hex());
    var withOtherSum = new TreeMap<>(signed.headers());
    withOtherSum.put(
        "x-amz-checksum-sha256", Base64.getEncoder().encodeToString(Digest.hash(other).bytes()));

    assertThat(send(signed, URI.create(blobKey), bytes)).isEqualTo(403);
    assertThat(send(signed, signed.url(), other)).isEqualTo(400);
    assertThat(send(signed, signed.url(), Bodies.random(1_001, 6))).isIn(400, 403);
    assertThat(
            send(new DirectUploads.Signed("PUT", signed.url(), withOtherSum), signed.url(), other))
        .isIn(400, 403);
    assertThat(keys()).isEmpty();
    assertThat(send(signed, signed.url(), bytes)).isEqualTo(200);
  }

  @Test
  void a_signed_url_that_has_expired_is_refused() throws Exception {
    var bytes = Bodies.random(10, 6);
    var signed =
        store()
            .sign(
                UUID.randomUUID(),
                UUID.randomUUID(),
                Digest.hash(bytes),
                bytes.length,
                Duration.ofSeconds(1));
    var deadline = System.nanoTime() + 1_500_000_000L;
    while (System.nanoTime() < deadline) {
      LockSupport.parkNanos(100_000_000);
    }

    assertThat(send(signed, signed.url(), bytes)).isEqualTo(403);
  }
}
