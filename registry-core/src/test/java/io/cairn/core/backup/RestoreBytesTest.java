// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.access.Principal;
import io.cairn.core.access.Role;
import io.cairn.core.access.TestAccess;
import io.cairn.core.content.Damages;
import io.cairn.core.content.Digest;
import io.cairn.core.content.SmallBlob;
import io.cairn.core.draft.TestArtifacts;
import io.cairn.core.draft.UploadBlobs;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.page.PageRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Bytes that the facts count on and that are gone from the store.
@OnBothEngines
class RestoreBytesTest {
  private final Facts facts;
  private final TestArtifacts artifacts;
  private final Principal admin;
  private final Principal ada;
  private final RestoreBytes restore;
  // Of this test alone: the data base has those of others.
  private final String one = "one of " + UUID.randomUUID();
  private final String two = "two of " + UUID.randomUUID();

  RestoreBytesTest(TestFacts db) {
    facts = db.facts();
    var people = new TestAccess(facts);
    artifacts = new TestArtifacts(facts, people.access());
    admin = people.admin();
    var space = people.team("n" + UUID.randomUUID());
    ada = people.put(people.user("n" + UUID.randomUUID()), space, Role.MEMBER);
    restore = new RestoreBytes(facts, artifacts.store, people.access(), artifacts.arrivals);
    artifacts.log(ada, space.name().text() + "/p/c", Map.of("a", one, "b", two));
  }

  @Test
  void what_is_gone_is_asked_for_and_comes_back() throws IOException {
    var asked = List.of(digest(one), digest("never sent"), digest(two), digest(one));
    assertThat(restore.missing(admin, asked)).isEmpty();
    artifacts.store.delete(digest(one));
    artifacts.store.delete(digest(two));

    assertThat(restore.missing(admin, asked)).containsExactly(digest(one), digest(two));
    restore.blob(admin, digest(one), bytes(one));
    assertThat(restore.missing(admin, asked)).containsExactly(digest(two));
    assertThat(restore.blobs(admin, batch(two))).isEqualTo(1);

    assertThat(restore.missing(admin, asked)).isEmpty();
    assertThat(artifacts.store.open(digest(two))).hasContent(two);
  }

  @Test
  void a_blob_that_was_found_missing_is_healed() throws IOException {
    artifacts.store.delete(digest(one));
    artifacts.checkBlob.run(digest(one), _ -> true);
    assertThat(damaged()).contains(digest(one));

    restore.blob(admin, digest(one), bytes(one));

    assertThat(damaged()).doesNotContain(digest(one));
  }

  @Test
  void bytes_that_are_others_are_refused_and_those_that_no_fact_counts_on_too() {
    artifacts.store.delete(digest(one));
    var other = one.replace("one", "two");

    assertThatThrownBy(() -> restore.blob(admin, digest(one), bytes(other)))
        .isInstanceOf(Failure.DigestMismatch.class);
    assertThatThrownBy(() -> restore.blob(admin, digest(one), bytes("short")))
        .isInstanceOf(Failure.Invalid.class);
    assertThatThrownBy(() -> restore.blob(admin, digest(other), bytes(other)))
        .isInstanceOf(Failure.NotFound.class);
    assertThatThrownBy(() -> restore.blobs(admin, batch(one, other)))
        .isInstanceOf(Failure.NotFound.class);

    assertThat(restore.missing(admin, List.of(digest(one)))).hasSize(1);
    assertThat(artifacts.store.sizeBytes(digest(other))).isEmpty();
  }

  @Test
  void only_installation_admins_bring_bytes_back() {
    assertThatThrownBy(() -> restore.missing(ada, List.of())).isInstanceOf(Failure.Forbidden.class);
    assertThatThrownBy(() -> restore.blob(ada, digest(one), bytes(one)))
        .isInstanceOf(Failure.Forbidden.class);
    assertThatThrownBy(() -> restore.blobs(ada, batch(one))).isInstanceOf(Failure.Forbidden.class);
    var many = Collections.nCopies(10_001, digest(one));
    assertThatThrownBy(() -> restore.missing(admin, many)).isInstanceOf(Failure.Invalid.class);
  }

  private List<Digest> damaged() {
    return facts
        .read(reading -> Damages.page(reading, new PageRequest(1_000, Optional.empty())))
        .items()
        .stream()
        .map(damage -> damage.digest())
        .toList();
  }

  private static UploadBlobs.Source batch(String... contents) {
    var left = new ArrayDeque<>(List.of(contents));
    return _ -> {
      var next = Optional.ofNullable(left.poll());
      return next.isEmpty()
          ? Optional.empty()
          : Optional.of(
              SmallBlob.read(
                  digest(next.get()), next.get().getBytes(UTF_8).length, bytes(next.get())));
    };
  }

  private static InputStream bytes(String content) {
    return new ByteArrayInputStream(content.getBytes(UTF_8));
  }

  private static Digest digest(String content) {
    return Digest.hash(content.getBytes(UTF_8));
  }
}
