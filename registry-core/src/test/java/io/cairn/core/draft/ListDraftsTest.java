// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.cairn.core.access.Principal;
import io.cairn.core.access.Role;
import io.cairn.core.access.TestAccess;
import io.cairn.core.draft.ListDrafts.Filter;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;
import io.cairn.core.page.PageRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@OnBothEngines
class ListDraftsTest {
  private final TestAccess people;
  private final TestArtifacts artifacts;
  private final Name team;
  private final Principal ada;
  private final Principal grace;
  private final Principal chief;

  ListDraftsTest(TestFacts db) {
    people = new TestAccess(db.facts());
    artifacts = new TestArtifacts(db.facts(), people.access());
    var space = people.team(newName());
    team = space.name();
    ada = people.put(people.user(newName()), space, Role.MEMBER);
    grace = people.put(people.user(newName()), space, Role.MEMBER);
    chief = people.put(people.user(newName()), space, Role.ADMIN);
  }

  @Test
  void it_says_who_and_how_much_and_ends_with_the_draft() {
    var draft = artifacts.open(ada, team + "/digits/classifier");
    artifacts.upload(ada, draft, "12345");
    artifacts.upload(ada, draft, "1234567");
    artifacts.upload(ada, draft, "12345");

    var listed = list(ada, Optional.empty());

    assertThat(listed).hasSize(1);
    assertThat(listed.getFirst().createdBy()).isEqualTo(ada.name());
    assertThat(listed.getFirst().blobs()).isEqualTo(2);
    assertThat(listed.getFirst().heldBytes()).isEqualTo(12);
    assertThat(listed.getFirst().draft().path()).hasToString(team + "/digits/classifier");
    assertThat(artifacts.describeDraft.inFull(ada, draft)).isEqualTo(listed.getFirst());
    artifacts.abandonDraft.run(ada, draft);
    assertThat(list(ada, Optional.empty())).isEmpty();
    assertThat(artifacts.describeDraft.inFull(ada, draft).blobs()).isZero();
  }

  @Test
  void what_is_on_its_way_in_parts_counts_too() throws IOException {
    var draft = artifacts.open(ada, team + "/digits/classifier");
    var other = artifacts.open(ada, team + "/digits/other");
    artifacts.upload(ada, draft, "12345");
    for (var text : List.of("1234567890", "123")) {
      var upload =
          artifacts.beginUpload.run(ada, draft, Optional.empty(), OptionalLong.empty()).id();
      var part = new AppendUpload.Part(0, false, OptionalLong.empty(), OptionalLong.empty());
      var body = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
      artifacts.appendUpload.run(ada, draft, upload, part, body);
    }

    var listed = list(ada, Optional.empty());

    assertThat(listed)
        .extracting(view -> view.draft().id(), DraftView::uploads, DraftView::uploadedBytes)
        .containsExactly(tuple(other, 0L, 0L), tuple(draft, 2L, 13L));
    assertThat(listed.getLast().blobs()).isEqualTo(1);
    assertThat(artifacts.describeDraft.inFull(ada, draft).uploadedBytes()).isEqualTo(13);
  }

  @Test
  void members_see_their_own_and_admins_all_narrowed_by_project_and_collection() {
    var first = artifacts.open(ada, team + "/digits/classifier");
    var second = artifacts.open(grace, team + "/digits/data");
    var third = artifacts.open(grace, team + "/other/data");

    assertThat(ids(ada, new Filter(Optional.of(team), Optional.empty(), Optional.empty())))
        .containsExactly(first);
    assertThat(ids(chief, new Filter(Optional.of(team), Optional.empty(), Optional.empty())))
        .containsExactly(third, second, first);
    assertThat(ids(chief, filter("digits", null))).containsExactly(second, first);
    assertThat(ids(chief, filter("DIGITS", "data"))).containsExactly(second);
    assertThat(ids(chief, filter("nothing", null))).isEmpty();
    assertThat(list(chief, Optional.empty())).isEmpty();
  }

  @Test
  void it_is_paged_and_hides_teams_that_one_may_not_read() {
    for (var i = 0; i < 3; i++) {
      artifacts.open(ada, team + "/digits/c" + i);
    }
    var all = new Filter(Optional.of(team), Optional.empty(), Optional.empty());
    var first = artifacts.listDrafts.run(ada, all, new PageRequest(2, Optional.empty()));
    var rest = artifacts.listDrafts.run(ada, all, new PageRequest(2, first.next()));

    assertThat(first.items()).hasSize(2);
    assertThat(rest.items()).hasSize(1);
    assertThat(rest.next()).isEmpty();
    var outsider = people.user(newName());
    assertThatThrownBy(() -> ids(outsider, all)).isInstanceOf(Failure.NotFound.class);
    assertThatThrownBy(() -> new Filter(Optional.empty(), Optional.of(team), Optional.empty()))
        .isInstanceOfSatisfying(
            Failure.Invalid.class, e -> assertThat(e.rule()).isEqualTo("draft.filter"));
  }

  @Test
  void a_committed_draft_is_no_longer_open() {
    artifacts.log(ada, team + "/digits/classifier", Map.of("a.bin", "one"));

    assertThat(list(ada, Optional.of(team))).isEmpty();
  }

  private Filter filter(String project, @Nullable String collection) {
    return new Filter(
        Optional.of(team),
        Optional.of(new Name(project)),
        Optional.ofNullable(collection).map(Name::new));
  }

  private List<DraftView> list(Principal who, Optional<Name> where) {
    return artifacts
        .listDrafts
        .run(who, new Filter(where, Optional.empty(), Optional.empty()), PageRequest.first())
        .items();
  }

  private List<DraftId> ids(Principal who, Filter filter) {
    return artifacts.listDrafts.run(who, filter, PageRequest.first()).items().stream()
        .map(view -> view.draft().id())
        .toList();
  }

  private static String newName() {
    return "n" + UUID.randomUUID();
  }
}
