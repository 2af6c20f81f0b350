// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.Answer;
import io.cairn.api.testing.Api;
import io.cairn.api.testing.ServerTest;
import io.cairn.core.content.Digest;
import io.cairn.core.draft.UploadBlobs;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Many small blobs in one request.
@QuarkusTest
@NullUnmarked
class BlobBatchIT extends ServerTest {
  private final String one = UUID.randomUUID().toString();
  private final String two = UUID.randomUUID().toString();

  private Api ada;
  private String draft;

  @BeforeEach
  void an_open_draft() {
    var team = newTeam();
    ada = newTeamPerson(team, "member").api();
    draft = Logged.open(ada, "/teams/" + team + "/projects/digits/collections/classifier");
  }

  @Test
  void a_batch_is_stored_and_committed() {
    var answer = send(join(frame(one), frame(two), frame(one))).expect(200);

    assertThat(answer.at("/stored")).isEqualTo("2");
    assertThat(answer.at("/had")).isEqualTo("0");
    assertThat(send(frame(one)).expect(200).at("/had")).isEqualTo("1");
    Logged.manifest(ada, draft, Logged.text(Map.of("a", one, "b", two))).expect(200);
    Logged.commit(ada, draft).expect(201);
  }

  @Test
  void a_body_that_ends_within_a_blob_keeps_nothing() {
    var whole = join(frame(one), frame(two));

    send(Arrays.copyOf(whole, whole.length - 1)).expectInvalid("body", "body.short");
    send(Arrays.copyOf(whole, frame(one).length + 39)).expectInvalid("body", "body.frame");
    send(new byte[] {1}).expectInvalid("body", "body.frame");

    nothingIsKept();
  }

  @Test
  void bytes_of_another_digest_keep_nothing() {
    send(join(frame(one), frame(Digest.hash(new byte[0]), two.length(), two)))
        .expectProblem(422, "digest.mismatch");

    nothingIsKept();
  }

  @Test
  void a_length_over_the_limit_is_refused_whatever_follows() {
    var digest = Digest.hash(new byte[0]);

    send(frame(digest, UploadBlobs.MAX_BLOB_BYTES + 1L, "")).expectProblem(413, "too-large.body");
    send(frame(digest, Long.MAX_VALUE, "")).expectProblem(413, "too-large.body");
    send(frame(digest, -1, "")).expectProblem(413, "too-large.body");
  }

  @Test
  void another_type_of_body_is_refused() {
    send(frame(one), "application/octet-stream").expect(415);
  }

  private void nothingIsKept() {
    Logged.manifest(ada, draft, Logged.text(Map.of("a", one))).expect(200);
    Logged.commit(ada, draft).expectProblem(409, "draft.missing-blobs");
  }

  private Answer send(byte[] body) {
    return send(body, "application/vnd.cairn.blobs");
  }

  private Answer send(byte[] body, String type) {
    return ada.send(
        "POST",
        "/api/v1/drafts/" + draft + "/blobs",
        BodyPublishers.ofByteArray(body),
        "Content-Type",
        type);
  }

  private static byte[] frame(String content) {
    var digest = Digest.hash(content.getBytes(StandardCharsets.UTF_8));
    return frame(digest, content.length(), content);
  }

  private static byte[] frame(Digest digest, long length, String content) {
    return ByteBuffer.allocate(40 + content.length())
        .put(digest.bytes())
        .putLong(length)
        .put(content.getBytes(StandardCharsets.UTF_8))
        .array();
  }

  private static byte[] join(byte[]... parts) {
    var all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(part -> part.length).sum());
    Arrays.stream(parts).forEach(all::put);
    return all.array();
  }
}
