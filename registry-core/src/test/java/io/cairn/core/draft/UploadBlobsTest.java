// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.access.Principal;
import io.cairn.core.access.Role;
import io.cairn.core.access.TestAccess;
import io.cairn.core.content.Digest;
import io.cairn.core.content.SmallBlob;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@OnBothEngines
class UploadBlobsTest {
  private final TestArtifacts artifacts;
  private final Principal ada;
  private final Principal viewer;
  private final String path;
  private final DraftId draft;

  UploadBlobsTest(TestFacts db) {
    var people = new TestAccess(db.facts());
    artifacts = new TestArtifacts(db.facts(), people.access());
    var team = people.team("n" + UUID.randomUUID());
    ada = people.put(people.user("n" + UUID.randomUUID()), team, Role.MEMBER);
    viewer = people.put(people.user("n" + UUID.randomUUID()), team, Role.VIEWER);
    path = team.name() + "/p/c";
    draft = artifacts.open(ada, path);
  }

  @Test
  void what_came_in_a_batch_can_be_committed() throws IOException {
    var one = unique();
    var two = unique();
    artifacts.upload(ada, draft, two);

    var uploaded = upload(ada, one, two, one);

    assertThat(uploaded).isEqualTo(new UploadBlobs.Uploaded(1, 1));
    artifacts.manifest(ada, draft, Map.of("a", one, "b", two));
    artifacts.commit(ada, draft);
    assertThat(artifacts.resolve(ada, path + ":latest").digest()).isNotNull();
  }

  @Test
  void the_same_batch_again_is_had_already() throws IOException {
    var one = unique();
    upload(ada, one);

    assertThat(upload(ada, one)).isEqualTo(new UploadBlobs.Uploaded(0, 1));
    assertThat(upload(ada)).isEqualTo(new UploadBlobs.Uploaded(0, 0));
  }

  @Test
  void a_wrong_digest_in_the_last_one_keeps_nothing_of_all() {
    var good = unique();
    var blobs = List.of(small(good)).iterator();

    assertThatThrownBy(() ->
            artifacts.uploadBlobs.run(
                ada,
                draft,
                _ -> {
                  if (blobs.hasNext()) {
                    return Optional.of(blobs.next());
                  }
                  return Optional.of(
                      SmallBlob.read(
                          Digest.hash(new byte[] {1}), 0, new ByteArrayInputStream(new byte[0])));
                }))
        .isInstanceOf(Failure.DigestMismatch.class);

    assertThat(artifacts.store.count()).isZero();
    assertThat(artifacts.findMissing.run(ada, draft, List.of(asked(good)))).hasSize(1);
  }

  @Test
  void more_than_a_thousand_blobs_are_refused() {
    var blob = small("x");

    assertThatThrownBy(() -> artifacts.uploadBlobs.run(ada, draft, _ -> Optional.of(blob)))
        .isInstanceOfSatisfying(
            Failure.TooLarge.class, e -> assertThat(e.limit()).isEqualTo(UploadBlobs.MAX_BLOBS));
    assertThat(artifacts.store.count()).isZero();
  }

  @Test
  void more_than_16_mib_are_refused() {
    var blob = small("x".repeat(UploadBlobs.MAX_BLOB_BYTES));

    assertThatThrownBy(() -> artifacts.uploadBlobs.run(ada, draft, _ -> Optional.of(blob)))
        .isInstanceOfSatisfying(
            Failure.TooLarge.class, e -> assertThat(e.limit()).isEqualTo(UploadBlobs.MAX_BYTES));
  }

  @Test
  void who_may_not_write_is_refused_before_the_first_byte() {
    assertThatThrownBy(() -> upload(viewer, unique())).isInstanceOf(Failure.Forbidden.class);
    assertThat(artifacts.store.count()).isZero();
  }

  private UploadBlobs.Uploaded upload(Principal actor, String... contents) throws IOException {
    var blobs = List.of(contents).iterator();
    return artifacts.uploadBlobs.run(
        actor, draft, _ -> blobs.hasNext() ? Optional.of(small(blobs.next())) : Optional.empty());
  }

  private static FindMissingBlobs.Asked asked(String content) {
    var blob = small(content);
    return new FindMissingBlobs.Asked(blob.digest(), blob.sizeBytes());
  }

  private static SmallBlob small(String content) {
    var bytes = content.getBytes(StandardCharsets.UTF_8);
    try {
      return SmallBlob.read(Digest.hash(bytes), bytes.length, new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new IllegalStateException("from memory", e);
    }
  }

  private static String unique() {
    return UUID.randomUUID().toString();
  }
}
