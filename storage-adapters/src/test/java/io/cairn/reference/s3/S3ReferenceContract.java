// SPDX-License-Identifier: Apache-2.0
package io.cairn.reference.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.reference.Comparison;
import io.cairn.reference.Comparison.State;
import io.cairn.reference.Found;
import io.cairn.reference.ObjectStore;
import io.cairn.reference.ObjectUri;
import io.cairn.reference.Recorded;
import io.cairn.reference.ReferenceContract;
import io.cairn.reference.StoreException;
import io.cairn.reference.StoreException.Why;
import io.cairn.reference.StoreSettings;
import io.cairn.storage.s3.S3Server;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;

/// What holds of stores that speak S3, besides what holds of all.
abstract class S3ReferenceContract extends ReferenceContract {
  private S3Client client;

  abstract S3Server server();

  /// False where a version that was deleted is still handed out.
  boolean deletesVersions() {
    return true;
  }

  @BeforeEach
  void connect() {
    client = S3Connection.client(settings());
    server().createBucket(bucket());
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  @Override
  protected String scheme() {
    return "s3";
  }

  @Override
  protected String bucket() {
    return "cairn-references";
  }

  @Override
  protected ObjectStore openStore() throws StoreException {
    return S3ObjectStore.open(settings());
  }

  StoreSettings settings() {
    return new StoreSettings(
        Optional.of(server().endpoint()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        true);
  }

  @Override
  protected void put(String key, byte[] bytes) {
    client.putObject(r -> r.bucket(bucket()).key(key), RequestBody.fromBytes(bytes));
  }

  @Override
  protected void remove(String key) {
    client.deleteObject(r -> r.bucket(bucket()).key(key));
  }

  @Test
  void a_checksum_that_the_store_has_is_recorded() throws Exception {
    client.putObject(
        r -> r.bucket(bucket()).key(prefix + "k").checksumAlgorithm(ChecksumAlgorithm.SHA256),
        RequestBody.fromString("123456789"));

    assertThat(store().look(uri("k")).orElseThrow().sums().get("sha256"))
        .contains("15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225");
  }

  @Test
  void bytes_under_another_tag_do_not_come() throws Exception {
    put("k", "first");
    var tag = store().look(uri("k")).orElseThrow().sums().get("etag");
    put("k", "other");

    assertThatThrownBy(() -> store().open(uri("k"), 0, tag))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.why()).isEqualTo(Why.CHANGED));
  }

  @Test
  void a_version_stays_what_it_is_until_it_is_gone() throws Exception {
    var bucket = "cairn-versions";
    server().createBucket(bucket);
    client.putBucketVersioning(r ->
        r.bucket(bucket).versioningConfiguration(c -> c.status(BucketVersioningStatus.ENABLED)));
    var first =
        client.putObject(r -> r.bucket(bucket).key(prefix + "k"), RequestBody.fromString("first"));
    var object = new ObjectUri("s3", bucket, prefix + "k", Optional.empty());
    try (var store = openStore()) {
      var found = store.list(object.withKey(prefix), true, Optional.empty()).objects().getFirst();
      assertThat(found.version()).contains(first.versionId());
      var recorded = recorded(object, found);
      client.putObject(r -> r.bucket(bucket).key(prefix + "k"), RequestBody.fromString("other"));

      assertThat(Comparison.look(store, recorded).state()).isEqualTo(State.SAME);
      assertThat(store.list(object.withKey(prefix), true, Optional.empty()).objects()).hasSize(1);
      client.deleteObject(r -> r.bucket(bucket).key(prefix + "k"));
      assertThat(Comparison.look(store, recorded).state()).isEqualTo(State.SAME);
      if (deletesVersions()) {
        assertThatAnotherVersionCounts(store, recorded, object, first.versionId());
      }
    }
  }

  private void assertThatAnotherVersionCounts(
      ObjectStore store, Recorded recorded, ObjectUri object, String version) throws Exception {
    var key = object.key();
    client.deleteObject(r -> r.bucket(object.bucket()).key(key).versionId(version));
    assertThat(Comparison.look(store, recorded).state()).isEqualTo(State.VANISHED);
    client.putObject(r -> r.bucket(object.bucket()).key(key), RequestBody.fromString("first"));
    assertThat(Comparison.look(store, recorded).state()).isEqualTo(State.SAME);
    client.putObject(r -> r.bucket(object.bucket()).key(key), RequestBody.fromString("third"));
    assertThat(Comparison.look(store, recorded).state()).isEqualTo(State.CHANGED);
  }

  private static Recorded recorded(ObjectUri object, Found found) {
    return new Recorded(
        object.withVersion(found.version()).text(), found.sizeBytes(), found.sums());
  }
}
