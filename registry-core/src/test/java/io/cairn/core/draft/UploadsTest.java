// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.access.Principal;
import io.cairn.core.access.Role;
import io.cairn.core.access.TestAccess;
import io.cairn.core.content.BlobUpload;
import io.cairn.core.content.Digest;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Reference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@OnBothEngines
class UploadsTest {
  private final Facts facts;
  private final TestArtifacts artifacts;
  private final Principal ada;
  private final Principal viewer;
  private final Principal stranger;
  private final String path;
  private final DraftId draft;
  private final String content = "content " + UUID.randomUUID();

  UploadsTest(TestFacts db) {
    facts = db.facts();
    var people = new TestAccess(facts);
    artifacts = new TestArtifacts(facts, people.access());
    var team = people.team("n" + UUID.randomUUID());
    ada = people.put(people.user("n" + UUID.randomUUID()), team, Role.MEMBER);
    viewer = people.put(people.user("n" + UUID.randomUUID()), team, Role.VIEWER);
    stranger = people.user("n" + UUID.randomUUID());
    path = team.name() + "/p/c";
    draft = artifacts.open(ada, path);
  }

  @Test
  void parts_without_a_promised_digest_become_a_blob_that_can_be_committed() {
    var upload = begin(Optional.empty());

    assertThat(append(upload, 0, "con", false).uploaded()).isEmpty();
    var last = append(upload, 3, content.substring(3), true);

    assertThat(last.uploaded().orElseThrow().isNew()).isTrue();
    assertThat(last.uploaded().orElseThrow().blob().digest()).isEqualTo(digest(content));
    assertThat(describe(upload).isComplete()).isTrue();
    assertThat(describe(upload).digest()).hasValue(digest(content));
    artifacts.manifest(ada, draft, Map.of("a", content));
    artifacts.commit(ada, draft);
    assertThat(artifacts.store.staged()).isEmpty();
  }

  @Test
  void other_bytes_than_were_promised_leave_nothing() {
    var upload = begin(Optional.of(digest("promised")));

    assertThatThrownBy(() -> append(upload, 0, content, true))
        .isInstanceOf(Failure.DigestMismatch.class);

    assertThat(artifacts.store.count()).isZero();
    assertThat(artifacts.store.staged()).isEmpty();
    assertThatThrownBy(() -> describe(upload)).isInstanceOf(Failure.NotFound.class);
  }

  @Test
  void a_stale_offset_is_told_the_right_one_and_changes_nothing() {
    var upload = begin(Optional.empty());
    append(upload, 0, "0123456789", false);

    assertThatThrownBy(() -> append(upload, 4, "456", false))
        .isInstanceOfSatisfying(
            Failure.Conflict.class,
            e -> {
              assertThat(e.code()).isEqualTo("upload.offset");
              assertThat(e.actual()).isEqualTo("10");
            });
    assertThat(describe(upload).offset()).isEqualTo(10);
  }

  @Test
  void lengths_that_contradict_are_refused() {
    var upload = artifacts.beginUpload.run(ada, draft, Optional.empty(), OptionalLong.of(5)).id();

    refusedLength(() -> append(upload, 0, "012345", false));
    refusedLength(() -> append(upload, 0, "0123", true));
    refusedLength(() ->
        artifacts.appendUpload.run(
            ada,
            draft,
            upload,
            new AppendUpload.Part(0, false, OptionalLong.of(1), OptionalLong.of(7)),
            stream("0")));
    assertThat(describe(upload).offset()).isZero();
    append(upload, 0, "01234", true);
    refusedLength(() -> append(upload, 5, "5", true));
    assertThatThrownBy(() -> append(upload, 5, "", true))
        .isInstanceOfSatisfying(
            Failure.Gone.class, e -> assertThat(e.code()).isEqualTo("upload.completed"));
  }

  @Test
  void more_bytes_than_were_told_end_the_upload() {
    var upload = artifacts.beginUpload.run(ada, draft, Optional.empty(), OptionalLong.of(5)).id();
    var untold = new AppendUpload.Part(0, false, OptionalLong.empty(), OptionalLong.empty());

    refusedLength(() ->
        artifacts.appendUpload.run(ada, draft, upload, untold, stream("much more than five")));

    assertThatThrownBy(() -> describe(upload)).isInstanceOf(Failure.NotFound.class);
    assertThat(artifacts.store.staged()).isEmpty();
  }

  @Test
  void only_who_may_write_sees_an_upload_and_rights_are_asked_at_every_part() {
    var upload = begin(Optional.empty());

    assertThatThrownBy(() -> artifacts.describeUpload.run(viewer, draft, upload))
        .isInstanceOf(Failure.Forbidden.class);
    assertThatThrownBy(() -> artifacts.describeUpload.run(stranger, draft, upload))
        .isInstanceOf(Failure.NotFound.class);
    assertThatThrownBy(() ->
            artifacts.appendUpload.run(viewer, draft, upload, part(0, "x", true), stream("x")))
        .isInstanceOf(Failure.Forbidden.class);
    assertThatThrownBy(() -> artifacts.cancelUpload.run(viewer, draft, upload))
        .isInstanceOf(Failure.Forbidden.class);
    assertThatThrownBy(
            () -> artifacts.beginUpload.run(viewer, draft, Optional.empty(), OptionalLong.empty()))
        .isInstanceOf(Failure.Forbidden.class);
    assertThat(describe(upload).offset()).isZero();
  }

  @Test
  void an_upload_of_another_draft_is_not_found() {
    var upload = begin(Optional.empty());
    var other = artifacts.open(ada, path);

    assertThatThrownBy(() -> artifacts.describeUpload.run(ada, other, upload))
        .isInstanceOf(Failure.NotFound.class);
  }

  @Test
  void a_cancelled_upload_and_its_bytes_are_gone() {
    var upload = begin(Optional.empty());
    append(upload, 0, "0123", false);

    artifacts.cancelUpload.run(ada, draft, upload);

    assertThat(artifacts.store.staged()).isEmpty();
    assertThatThrownBy(() -> describe(upload)).isInstanceOf(Failure.NotFound.class);
  }

  @Test
  void bytes_that_became_a_blob_while_the_server_stopped_are_not_sent_again() throws IOException {
    var upload = begin(Optional.empty());
    append(upload, 0, content, false);
    seal(upload);
    artifacts.store.discard(upload.value());
    artifacts.store.put(BlobUpload.of(digest(content)), stream(content));

    assertThat(describe(upload).isComplete()).isTrue();
    artifacts.manifest(ada, draft, Map.of("a", content));
    artifacts.commit(ada, draft);
  }

  @Test
  void sealed_bytes_that_are_still_staged_go_on() {
    var upload = begin(Optional.empty());
    append(upload, 0, content, false);
    seal(upload);

    assertThat(describe(upload).offset()).isEqualTo(content.length());
    assertThat(append(upload, content.length(), "", true).uploaded()).isPresent();
  }

  @Test
  void sealed_bytes_that_are_lost_come_again() {
    var upload = begin(Optional.empty());
    append(upload, 0, content, false);
    seal(upload);
    artifacts.store.discard(upload.value());

    assertThat(describe(upload).offset()).isZero();
    assertThat(describe(upload).isComplete()).isFalse();
  }

  @Test
  @Timeout(60)
  void a_later_request_cuts_off_one_that_waits_for_bytes() throws Exception {
    var upload = begin(Optional.empty());
    try (var out = new PipedOutputStream();
        var in = new PipedInputStream(out);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first =
          CompletableFuture.supplyAsync(
              () ->
                  artifacts.appendUpload.run(
                      ada,
                      draft,
                      upload,
                      new AppendUpload.Part(0, false, OptionalLong.empty(), OptionalLong.empty()),
                      in),
              threads);
      out.write("0123".getBytes(StandardCharsets.UTF_8));
      out.flush();
      while (artifacts.store.stagedBytes(upload.value()).orElse(0) < 4) {
        Thread.onSpinWait();
      }

      assertThat(describe(upload).offset()).isEqualTo(4);
      assertThat(first.get(30, TimeUnit.SECONDS).isCut()).isTrue();
      append(upload, 4, "4567", true);
    }
  }

  @Test
  void reaping_keeps_what_may_go_on_and_removes_the_rest() {
    var alive = begin(Optional.empty());
    append(alive, 0, "0123", false);
    var other = artifacts.open(ada, path);
    var dead = artifacts.beginUpload.run(ada, other, Optional.empty(), OptionalLong.empty()).id();
    artifacts.appendUpload.run(ada, other, dead, part(0, "abc", false), stream("abc"));
    var kept = artifacts.upload(ada, other, content);
    facts.write(tx ->
        tx.handle()
            .createUpdate("update draft set expires_at = 0 where id = :id")
            .bind("id", other.value())
            .execute());

    artifacts.reapDrafts.run();

    assertThat(artifacts.store.staged()).containsExactly(alive.value());
    assertThat(artifacts.describeDraft.run(ada, other).state()).isEqualTo(DraftState.EXPIRED);
    assertThat(leases(other)).isZero();
    assertThat(artifacts.store.sizeBytes(kept)).isPresent();
    assertThat(describe(alive).offset()).isEqualTo(4);
    assertThatThrownBy(() -> artifacts.describeUpload.run(ada, other, dead))
        .isInstanceOf(Failure.Gone.class);
  }

  @Test
  void only_sizes_of_the_own_namespace_are_known() {
    artifacts.upload(ada, draft, content);

    assertThat(artifacts.findKnownSizes.run(ada, draft, List.of(7L, (long) content.length(), 7L)))
        .containsExactly((long) content.length());
    var people = new TestAccess(facts);
    var team = people.team("n" + UUID.randomUUID());
    var eve = people.put(people.user("n" + UUID.randomUUID()), team, Role.MEMBER);
    var foreign = artifacts.open(eve, team.name() + "/p/c");
    assertThat(artifacts.findKnownSizes.run(eve, foreign, List.of((long) content.length())))
        .isEmpty();
    assertThatThrownBy(() -> artifacts.findKnownSizes.run(eve, draft, List.of(1L)))
        .isInstanceOf(Failure.NotFound.class);
    assertThatThrownBy(() -> artifacts.findKnownSizes.run(ada, draft, List.of(-1L)))
        .isInstanceOf(Failure.Invalid.class);
  }

  @Test
  void of_a_base_from_elsewhere_the_sizes_are_known_and_no_more() {
    var people = new TestAccess(facts);
    var team = people.team("n" + UUID.randomUUID());
    people.put(ada, team, Role.MEMBER);
    var base =
        artifacts.log(ada, team.name() + "/p/base", Map.of("a", "12345", "b", "1234567")).version();
    var near = artifacts.open(ada, team.name() + "/p/c", Optional.of(Reference.parse(base.ref())));
    var far = artifacts.open(ada, path, Optional.of(Reference.parse(base.ref())));

    for (var open : List.of(near, far)) {
      assertThat(artifacts.findKnownSizes.run(ada, open, List.of(4L, 5L, 6L, 7L, 8L)))
          .containsExactly(5L, 7L);
    }
  }

  @Test
  void a_file_larger_than_one_may_be_is_refused_before_its_first_byte() {
    var much = OptionalLong.of(BlobUpload.DEFAULT_MAX_BYTES + 1);

    assertThatThrownBy(() -> artifacts.beginUpload.run(ada, draft, Optional.empty(), much))
        .isInstanceOf(Failure.TooLarge.class);
  }

  private long leases(DraftId id) {
    return facts.read(reading ->
        reading
            .handle()
            .createQuery("select count(*) from lease where draft_id = :id")
            .bind("id", id.value())
            .mapTo(Long.class)
            .one());
  }

  private void seal(UploadId upload) {
    facts.write(tx -> {
      UploadRows.setLength(tx, upload, content.length());
      UploadRows.seal(tx, upload, digest(content));
      return upload;
    });
  }

  private UploadId begin(Optional<Digest> expected) {
    return artifacts.beginUpload.run(ada, draft, expected, OptionalLong.empty()).id();
  }

  private Upload describe(UploadId upload) {
    return artifacts.describeUpload.run(ada, draft, upload);
  }

  private AppendUpload.Result append(UploadId upload, long offset, String text, boolean isLast) {
    return artifacts.appendUpload.run(ada, draft, upload, part(offset, text, isLast), stream(text));
  }

  private static AppendUpload.Part part(long offset, String text, boolean isLast) {
    return new AppendUpload.Part(
        offset, isLast, OptionalLong.of(text.length()), OptionalLong.empty());
  }

  private static void refusedLength(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            Failure.Invalid.class, e -> assertThat(e.rule()).isEqualTo("upload.length"));
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Digest digest(String text) {
    return Digest.hash(text.getBytes(StandardCharsets.UTF_8));
  }
}
