// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.access.Principal;
import io.cairn.core.access.Role;
import io.cairn.core.access.TestAccess;
import io.cairn.core.artifact.NewVersions.Added;
import io.cairn.core.content.Digest;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Label;
import io.cairn.core.name.Name;
import io.cairn.core.name.Reference;
import io.cairn.core.page.PageRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

@OnBothEngines
class CommitDraftTest {
  private final Facts facts;
  private final TestAccess people;
  private final TestArtifacts artifacts;
  private final Principal ada;
  private final Principal stranger;
  private final String path;

  CommitDraftTest(TestFacts db) {
    facts = db.facts();
    people = new TestAccess(facts);
    artifacts = new TestArtifacts(facts, people.access());
    var team = people.team(newName());
    ada = people.put(people.user(newName()), team, Role.MEMBER);
    stranger = people.put(people.user(newName()), people.team(newName()), Role.MEMBER);
    path = team.name() + "/digits/classifier";
  }

  @Test
  void a_commit_makes_v0_with_latest_and_the_aliases_asked_for() {
    var added = artifacts.log(ada, path, Map.of("a.bin", "one", "ü/b.txt", "two"), "Best");

    var version = artifacts.resolve(ada, path + ":best");
    assertThat(added.isNew()).isTrue();
    assertThat(version).isEqualTo(added.version());
    assertThat(version.ref()).isEqualTo(path + ":v0");
    assertThat(version.aliases()).containsExactly(new Label("latest"), new Label("Best"));
    assertThat(version.files()).isEqualTo(2);
    assertThat(version.sizeBytes()).isEqualTo(6);
    assertThat(version.digest())
        .isEqualTo(
            Digest.hash(
                TestArtifacts.text(Map.of("a.bin", "one", "ü/b.txt", "two"))
                    .getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void the_next_content_is_v1_and_takes_latest() {
    artifacts.log(ada, path, Map.of("a.bin", "one"));

    artifacts.log(ada, path, Map.of("a.bin", "two"));

    assertThat(artifacts.resolve(ada, path).ref()).isEqualTo(path + ":v1");
    assertThat(artifacts.resolve(ada, path + ":v0").aliases()).isEmpty();
  }

  @Test
  void the_same_content_makes_no_version_but_takes_latest_and_aliases() {
    var first = artifacts.log(ada, path, Map.of("a.bin", "one"));
    artifacts.log(ada, path, Map.of("a.bin", "two"));

    var again = artifacts.log(ada, path, Map.of("a.bin", "one"), "best");

    assertThat(again.isNew()).isFalse();
    assertThat(again.version().id()).isEqualTo(first.version().id());
    assertThat(again.version().aliases()).containsExactly(new Label("latest"), new Label("best"));
    assertThat(versions()).isEqualTo(2);
  }

  @Test
  void sixteen_commits_of_one_content_at_once_make_one_version() throws Exception {
    var drafts = IntStream.range(0, 16).mapToObj(_ -> drafted(Map.of("a.bin", "same"))).toList();

    var added = inParallel(drafts.stream().map(id -> commit(id)).toList());

    assertThat(added).filteredOn(Added::isNew).hasSize(1);
    assertThat(added).extracting(a -> a.version().index()).containsOnly(0L);
    assertThat(versions()).isEqualTo(1);
  }

  @Test
  void sixteen_commits_of_sixteen_contents_at_once_make_v0_to_v15() throws Exception {
    var drafts =
        IntStream.range(0, 16).mapToObj(i -> drafted(Map.of("a.bin", "content " + i))).toList();

    var added = inParallel(drafts.stream().map(id -> commit(id)).toList());

    assertThat(added).allMatch(Added::isNew);
    assertThat(added)
        .extracting(a -> a.version().index())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 16).mapToObj(Long::valueOf).toList());
    assertThat(artifacts.resolve(ada, path).index()).isEqualTo(15);
  }

  @Test
  void a_second_commit_is_refused_and_changes_nothing() {
    var draft = drafted(Map.of("a.bin", "one"));
    artifacts.commit(ada, draft);
    var before = snapshot();

    assertConflict("draft.committed", () -> artifacts.commit(ada, draft, "best"));

    assertThat(snapshot()).isEqualTo(before);
  }

  @Test
  void a_commit_without_a_manifest_is_refused() {
    var draft = artifacts.open(ada, path);

    assertConflict("draft.no-manifest", () -> artifacts.commit(ada, draft));

    assertThat(versions()).isZero();
  }

  @Test
  void a_commit_with_missing_blobs_names_them_and_changes_nothing() {
    var draft = artifacts.open(ada, path);
    artifacts.upload(ada, draft, "one");
    artifacts.manifest(ada, draft, Map.of("a.bin", "one", "b.bin", "two"));
    var before = snapshot();

    assertThatThrownBy(() -> artifacts.commit(ada, draft))
        .isInstanceOfSatisfying(
            Failure.Conflict.class,
            e -> {
              assertThat(e.code()).isEqualTo("draft.missing-blobs");
              assertThat(e.missing()).containsExactly(digest("two").toString());
            });

    assertThat(snapshot()).isEqualTo(before);
    artifacts.upload(ada, draft, "two");
    assertThat(artifacts.commit(ada, draft).isNew()).isTrue();
  }

  @Test
  void a_wrong_size_in_the_manifest_is_refused() {
    var draft = artifacts.open(ada, path);
    artifacts.upload(ada, draft, "one");
    artifacts.manifest(
        ada, draft, TestArtifacts.text(Map.of("a.bin", "one")).replace("\"size\":3", "\"size\":4"));

    assertThatThrownBy(() -> artifacts.commit(ada, draft))
        .isInstanceOfSatisfying(
            Failure.Invalid.class, e -> assertThat(e.rule()).isEqualTo("manifest.size"));
  }

  @Test
  void bytes_of_another_team_are_as_unknown_as_any() {
    var secret = "known to ada's team only " + newName();
    artifacts.log(ada, path, Map.of("a.bin", secret));
    var draft = artifacts.open(stranger, strangersPath());

    var missing =
        artifacts.findMissing.run(
            stranger,
            draft,
            List.of(
                new FindMissingBlobs.Asked(digest(secret), secret.length()),
                new FindMissingBlobs.Asked(digest("nobody has this"), 3)));
    artifacts.manifest(stranger, draft, Map.of("a.bin", secret));

    assertThat(missing).containsExactly(digest(secret), digest("nobody has this"));
    assertConflict("draft.missing-blobs", () -> artifacts.commit(stranger, draft));
    artifacts.upload(stranger, draft, secret);
    assertThat(artifacts.commit(stranger, draft).isNew()).isTrue();
  }

  @Test
  void the_bytes_of_a_readable_base_need_not_be_sent_and_are_granted_by_the_commit() {
    var content = "in the base " + newName();
    var team = people.team(newName());
    people.put(ada, team, Role.MEMBER);
    artifacts.log(ada, path, Map.of("a.bin", content), "base");
    var there = team.name() + "/other/classifier";
    var draft = artifacts.open(ada, there, Optional.of(Reference.parse(path + ":base")));

    artifacts.manifest(ada, draft, Map.of("renamed.bin", content));
    var missing =
        artifacts.findMissing.run(
            ada, draft, List.of(new FindMissingBlobs.Asked(digest(content), content.length())));
    artifacts.commit(ada, draft);

    assertThat(missing).isEmpty();
    var plain = artifacts.open(ada, there);
    artifacts.manifest(ada, plain, Map.of("again.bin", content));
    assertThat(artifacts.commit(ada, plain).isNew()).isTrue();
  }

  @Test
  void who_lost_the_right_since_the_draft_was_opened_cannot_commit() {
    var team = people.team(newName());
    var member = people.put(people.user(newName()), team, Role.MEMBER);
    var there = team.name() + "/p/c";
    var draft = artifacts.open(member, there);
    artifacts.upload(member, draft, "one");
    artifacts.manifest(member, draft, Map.of("a.bin", "one"));

    people.put(member, team, Role.VIEWER);

    assertThatThrownBy(() -> artifacts.commit(member, draft))
        .isInstanceOfSatisfying(
            Failure.Forbidden.class, e -> assertThat(e.code()).isEqualTo("team.member"));
  }

  @Test
  void a_draft_of_another_team_is_not_found() {
    var draft = artifacts.open(ada, path);

    assertThatThrownBy(() -> artifacts.describeDraft.run(stranger, draft))
        .isInstanceOf(Failure.NotFound.class)
        .hasMessage(notFound(new DraftId(UUID.randomUUID())));
  }

  @Test
  void an_abandoned_draft_takes_nothing_more() {
    var draft = artifacts.open(ada, path);
    artifacts.abandonDraft.run(ada, draft);

    assertConflict("draft.abandoned", () -> artifacts.upload(ada, draft, "one"));
    assertConflict("draft.abandoned", () -> artifacts.commit(ada, draft));
  }

  @Test
  void a_collection_keeps_its_type() {
    artifacts.log(ada, path, Map.of("a.bin", "one"));

    assertConflict(
        "collection.type",
        () ->
            artifacts.openDraft.run(
                ada,
                new OpenDraft.Command(
                    CollectionPath.parse(path),
                    new Name("dataset"),
                    Optional.empty(),
                    Optional.empty(),
                    "",
                    JsonObject.empty())));
  }

  private String notFound(DraftId id) {
    try {
      artifacts.describeDraft.run(stranger, id);
      throw new IllegalStateException("there is such a draft");
    } catch (Failure.NotFound e) {
      return e.text();
    }
  }

  private String strangersPath() {
    var team = people.team(newName());
    people.put(stranger, team, Role.MEMBER);
    return team.name() + "/p/c";
  }

  private DraftId drafted(Map<String, String> files) {
    var draft = artifacts.open(ada, path);
    files.values().forEach(content -> artifacts.upload(ada, draft, content));
    artifacts.manifest(ada, draft, files);
    return draft;
  }

  private Callable<Added> commit(DraftId draft) {
    return () -> artifacts.commit(ada, draft);
  }

  private static <T> List<T> inParallel(List<Callable<T>> calls) throws Exception {
    try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var results = new ArrayList<T>();
      for (var done : pool.invokeAll(calls)) {
        results.add(done.get());
      }
      return results;
    }
  }

  private long versions() {
    return artifacts
        .listVersions
        .run(ada, CollectionPath.parse(path), PageRequest.first())
        .items()
        .size();
  }

  /// How many rows each table of facts has.
  private Map<String, Long> snapshot() {
    return facts.read(reading -> {
      var counts = new HashMap<String, Long>();
      for (var table :
          List.of(
              "version",
              "membership",
              "alias",
              "alias_move",
              "tag",
              "manifest",
              "manifest_blob",
              "namespace_blob",
              "lineage_edge",
              "event",
              "collection")) {
        counts.put(
            table,
            reading.handle().createQuery("select count(*) from " + table).mapTo(Long.class).one());
      }
      return counts;
    });
  }

  private static Digest digest(String content) {
    return Digest.hash(content.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertConflict(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Failure.Conflict.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static String newName() {
    return "n" + UUID.randomUUID();
  }
}
