// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.access.Principal;
import io.cairn.core.access.Role;
import io.cairn.core.access.TestAccess;
import io.cairn.core.artifact.FindVersion;
import io.cairn.core.artifact.ListPlaces;
import io.cairn.core.attachment.Attachment;
import io.cairn.core.content.ManifestEntry.FileEntry;
import io.cairn.core.content.Md5;
import io.cairn.core.content.PieceStream;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.FilePath;
import io.cairn.core.time.Timeline;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Drafts of clients that send files by path and promise an MD5, and what faces keep beside them.
@OnBothEngines
class DraftFilesTest {
  private static final String KIND = "face";

  private final Facts facts;
  private final TestArtifacts artifacts;
  private final Drafts drafts;
  private final PutDraftFile putFile;
  private final FindVersion findVersion;
  private final Principal ada;
  private final Principal eve;
  private final String path;

  DraftFilesTest(TestFacts db) {
    facts = db.facts();
    var people = new TestAccess(facts);
    var timeline = new Timeline(Instant::now, new SecureRandom());
    artifacts = new TestArtifacts(facts, people.access(), timeline);
    var settings = new DraftSettings(Duration.ofHours(24), 1L << 20, 1_000, 1L << 20);
    drafts =
        new Drafts(
            facts, people.access(), artifacts.resolve, settings, artifacts.arrivals, timeline);
    putFile = new PutDraftFile(facts, artifacts.store, drafts);
    findVersion = new FindVersion(facts, people.access());
    var team = people.team("n" + UUID.randomUUID());
    ada = people.put(people.user("n" + UUID.randomUUID()), team, Role.MEMBER);
    eve = people.user("n" + UUID.randomUUID());
    path = team.name() + "/p/c";
  }

  @Test
  void a_file_is_found_by_its_path_and_committed_by_its_digest() throws IOException {
    var draft = artifacts.open(ada, path);

    put(draft, "a.txt", "old");
    var file = put(draft, "a.txt", "one");

    var found = new FindDraftFiles(facts, drafts).run(ada, draft, paths("a.txt", "b.txt"));
    assertThat(found).containsOnlyKeys(new FilePath("a.txt")).containsValue(file);
    var entry = new FileEntry(file.path(), file.sizeBytes(), file.digest());
    artifacts.putManifest.run(ada, draft, PieceStream.ofEntries(List.of(entry).iterator()));
    assertThat(artifacts.commit(ada, draft).isNew()).isTrue();
  }

  @Test
  void bytes_of_another_sum_leave_nothing() {
    var draft = artifacts.open(ada, path);
    var promised = Md5.of("one".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() ->
            putFile.run(
                ada, draft, new FilePath("a"), promised, OptionalLong.empty(), bytes("two")))
        .isInstanceOf(Failure.DigestMismatch.class);

    assertThat(new FindDraftFiles(facts, drafts).run(ada, draft, paths("a"))).isEmpty();
  }

  @Test
  void strangers_neither_send_nor_find() {
    var draft = artifacts.open(ada, path);
    var sum = Md5.of("x".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(
            () -> putFile.run(eve, draft, new FilePath("a"), sum, OptionalLong.empty(), bytes("x")))
        .isInstanceOf(Failure.NotFound.class);
    assertThatThrownBy(() -> new ReadNote(facts, drafts).run(eve, draft, KIND))
        .isInstanceOf(Failure.NotFound.class);
  }

  @Test
  void two_drafts_of_one_content_end_in_one_version_that_both_ids_lead_to() throws IOException {
    var one = artifacts.open(ada, path);
    var two = artifacts.open(ada, path);

    var winner = commit(one, "same", "m1");
    var loser = commit(two, "same", "m2");

    assertThat(loser.version().version()).isEqualTo(winner.version().version());
    var committed = new FindCommitted(facts, findVersion);
    assertThat(committed.run(ada, two).version()).isEqualTo(winner.version().version());
    assertThatThrownBy(() -> committed.run(eve, one)).isInstanceOf(Failure.NotFound.class);
  }

  @Test
  void what_was_kept_with_the_commit_is_found_by_its_mark_in_its_collection() throws IOException {
    var added = commit(artifacts.open(ada, path), "marked", "mark-1");

    var marked = new FindMarked(facts, artifacts.collections);
    var place = CollectionPath.parse(path);
    assertThat(marked.inCollection(ada, place, KIND, "mark-1")).contains(added.version().version());
    assertThat(marked.inCollection(eve, place, KIND, "mark-1")).isEmpty();
    var read = new ReadAttachment(facts).run(List.of(added.version()), KIND);
    assertThat(read.values())
        .extracting(attachment -> attachment.facts().members().get("k"))
        .containsExactly("v");
  }

  @Test
  void a_sum_that_nobody_promised_is_taken_and_found_in_the_version() {
    var added = artifacts.log(ada, path, Map.of("a.bin", "one"));
    var sums = new FindSums(facts, findVersion, artifacts.store);
    var digest = io.cairn.core.content.Digest.hash("one".getBytes(StandardCharsets.UTF_8));
    var md5 = Md5.of("one".getBytes(StandardCharsets.UTF_8));

    assertThat(sums.of(List.of(digest))).containsEntry(digest, md5);
    assertThat(sums.in(ada, added.version().version(), md5)).contains(digest);
    assertThat(
            new ListPlaces(facts, new io.cairn.core.access.Access())
                .run(ada, added.version().version()))
        .hasSize(1);
  }

  private io.cairn.core.artifact.NewVersions.Added commit(DraftId draft, String text, String mark)
      throws IOException {
    var file = put(draft, "a.txt", text);
    var entry = new FileEntry(file.path(), file.sizeBytes(), file.digest());
    artifacts.putManifest.run(ada, draft, PieceStream.ofEntries(List.of(entry).iterator()));
    var attachment =
        new Attachment(
            KIND, Optional.empty(), Optional.of(mark), JsonObject.of("facts", Map.of("k", "v")));
    var command =
        new CommitDraft.Command(
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(attachment));
    return artifacts.commitDraft.run(ada, draft, command);
  }

  private DraftFile put(DraftId draft, String file, String text) throws IOException {
    return putFile.run(
        ada,
        draft,
        new FilePath(file),
        Md5.of(text.getBytes(StandardCharsets.UTF_8)),
        OptionalLong.empty(),
        bytes(text));
  }

  private static ByteArrayInputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<FilePath> paths(String... texts) {
    return java.util.Arrays.stream(texts).map(FilePath::new).toList();
  }
}
