// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.access.Namespace;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.access.Role;
import io.cairn.core.access.TestAccess;
import io.cairn.core.draft.CommitDraft;
import io.cairn.core.draft.TestArtifacts;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Label;
import io.cairn.core.name.Name;
import io.cairn.core.name.Reference;
import io.cairn.core.page.Condition;
import io.cairn.core.page.PageRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@OnBothEngines
class SearchVersionsTest {
  private final TestFacts db;
  private final TestAccess people;
  private final TestArtifacts artifacts;
  private final Principal ada;
  private final String team;
  private final String registry;
  private final String path;

  SearchVersionsTest(TestFacts db) {
    this.db = db;
    people = new TestAccess(db.facts());
    artifacts = new TestArtifacts(db.facts(), people.access());
    team = newName();
    registry = newName();
    ada = people.put(people.user(newName()), people.team(team), Role.MEMBER);
    people.put(ada, people.registry(registry), Role.MEMBER);
    path = team + "/digits/classifier";
    log("one", "{\"accuracy\":0.8,\"opt\":{\"lr\":0.1},\"note\":\"a b\"}", "reviewed");
    log("two", "{\"accuracy\":0.9,\"opt\":{\"lr\":0.01},\"note\":\"A\"}");
    log("three", "{\"accuracy\":0.95,\"classes\":[\"cat\",\"dog\"],\"ok\":true}", "Reviewed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "metadata.accuracy>=0.9 | v2 v1",
        "metadata.accuracy>=0.9 & metadata.opt.lr<0.1 | v1",
        "metadata.classes=dog | v2",
        "metadata.ok=true | v2",
        "metadata.note~a | v1 v0",
        "metadata.note=A | v1",
        "tag=REVIEWED | v2 v0",
        "tag!=reviewed | v1",
        "tag~view & metadata.accuracy<0.9 | v0",
        "type=model & metadata.accuracy!=0.9 | v2 v0",
        "type=dataset | ''",
        "size>=4 & files=1 | v2",
        "created>=2026-01-01 & created<2999-01-01T00:00:00Z | v2 v1 v0",
        "created>2999-01-01 | ''",
        "references>0 | ''",
      })
  void versions_are_found_by_what_is_said_of_them(String where, String versions) {
    assertThat(find(where)).isEqualTo(versions);
  }

  @Test
  void they_are_sorted_by_time_or_by_a_number() {
    assertThat(find("", "created")).isEqualTo("v0 v1 v2");
    assertThat(find("", "-metadata.accuracy")).isEqualTo("v2 v1 v0");
    assertThat(find("", "metadata.opt.lr")).isEqualTo("v1 v0");
    assertThat(find("tag=reviewed", "metadata.\"accuracy\"")).isEqualTo("v0 v2");
  }

  @Test
  void an_edit_is_found_at_once_also_at_links() {
    var model = link(path + ":v0");
    assertThat(find("metadata.accuracy=0.8")).isEqualTo(model + ":v0 v0");
    assertThat(find("tag=reviewed")).isEqualTo("v2 v0");

    edit(path + ":v0", Optional.of("{\"accuracy\":1}"), List.of(), List.of("reviewed"));
    edit(model + ":v0", Optional.empty(), List.of("good"), List.of());

    assertThat(find("metadata.accuracy=0.8")).isEmpty();
    assertThat(find("metadata.note~b")).isEmpty();
    assertThat(find("metadata.accuracy=1")).isEqualTo(model + ":v0 v0");
    assertThat(find("tag=reviewed")).isEqualTo("v2");
    assertThat(find("tag=good")).isEqualTo(model + ":v0");
  }

  @Test
  void content_logged_again_with_a_tag_is_found_by_it() {
    log("one", "{\"accuracy\":0.1}", "again");

    assertThat(find("tag=again")).isEqualTo("v0");
    assertThat(find("metadata.accuracy=0.1")).isEmpty();
  }

  @Test
  void what_is_deleted_is_not_found_until_it_is_brought_back() {
    artifacts.deleteVersion.run(ada, Reference.parse(path + ":v2"), Optional.empty());
    assertThat(find("metadata.accuracy>=0.9")).isEqualTo("v1");

    artifacts.undeleteVersion.run(ada, CollectionPath.parse(path), 2);

    assertThat(find("metadata.accuracy>=0.9")).isEqualTo("v2 v1");
  }

  @Test
  void only_what_the_actor_may_read_is_found() {
    var model = link(path + ":v0");
    var reader = people.put(people.user(newName()), readable(registry), Role.VIEWER);
    var nobody = people.user(newName());

    assertThat(text(run(reader, "", Optional.empty(), Optional.empty(), Optional.empty())))
        .isEqualTo(model + ":v0");
    assertThat(run(nobody, "", Optional.empty(), Optional.empty(), Optional.empty())).isEmpty();
    assertThatThrownBy(
            () -> run(reader, "", Optional.of(new Name(team)), Optional.empty(), Optional.empty()))
        .isInstanceOf(Failure.NotFound.class);
    assertThat(
            text(
                run(
                    people.admin(),
                    "",
                    Optional.of(new Name(team)),
                    Optional.of(new Name("digits")),
                    Optional.empty())))
        .isEqualTo("v2 v1 v0");
    assertThatThrownBy(() ->
            run(
                ada,
                "",
                Optional.of(new Name(team)),
                Optional.of(new Name("no")),
                Optional.empty()))
        .isInstanceOf(Failure.NotFound.class);
  }

  @Test
  void versions_from_before_are_written_in_batches() {
    db.facts()
        .write(tx -> {
          tx.handle().execute("delete from attribute");
          return tx.handle()
              .execute("insert into attribute_backlog (subject_id) select id from membership");
        });
    assertThat(find("")).isEmpty();

    var fill = new FillAttributes(db.facts());
    var batches = 0;
    while (fill.run() > 0) {
      batches++;
    }

    assertThat(batches).isEqualTo(1);
    assertThat(find("metadata.accuracy>=0.9")).isEqualTo("v2 v1");
    assertThat(find("tag=reviewed")).isEqualTo("v2 v0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "accuracy>1 | where | where.unknown-key",
        "metadata=1 | where | where.unknown-key",
        "@project=1 | where | where.key",
        "tag>a | where | where.no-order",
        "tag=a/b | where | label.grammar",
        "type<=a | where | where.no-order",
        "size=big | where | where.number",
        "files~1 | where | where.number",
        "created=2026-01-01 | where | where.time",
        "created>yesterday | where | where.time",
      })
  void what_cannot_be_asked_is_refused(String where, String field, String rule) {
    assertThatThrownBy(() -> find(where))
        .isInstanceOfSatisfying(
            Failure.Invalid.class,
            e -> {
              assertThat(e.field()).isEqualTo(field);
              assertThat(e.rule()).isEqualTo(rule);
            });
  }

  @ParameterizedTest
  @CsvSource({"name", "metadata", "metadata.a>1", "metadata.a=0 and b", "''", "--created"})
  void an_order_that_is_none_is_refused(String sort) {
    assertThatThrownBy(() -> find("", sort))
        .isInstanceOfSatisfying(
            Failure.Invalid.class, e -> assertThat(e.field()).isEqualTo("sort"));
  }

  private void log(String content, String metadata, String... tags) {
    var draft = artifacts.open(ada, path);
    artifacts.upload(ada, draft, content);
    artifacts.manifest(ada, draft, Map.of("a.bin", content));
    artifacts.commitDraft.run(
        ada,
        draft,
        new CommitDraft.Command(
            List.of(),
            List.of(tags).stream().map(Label::new).toList(),
            Optional.empty(),
            Optional.of(JsonObject.parse("metadata", metadata))));
  }

  private String link(String source) {
    var model = new CollectionPath.InRegistry(new Name(registry), new Name("digits"));
    artifacts.linkVersion.run(
        ada,
        new LinkVersion.Command(
            model, Reference.parse(source), List.of(), LinkVersion.IfLinked.RETURN_EXISTING, ""));
    return model.toString();
  }

  private void edit(
      String ref, Optional<String> metadata, List<String> addTags, List<String> removeTags) {
    artifacts.editVersion.run(
        ada,
        Reference.parse(ref),
        new EditVersion.Edit(
            Optional.empty(),
            metadata.map(text -> JsonObject.parse("metadata", text)),
            addTags.stream().map(Label::new).toList(),
            removeTags.stream().map(Label::new).toList()),
        Optional.empty());
  }

  private String find(String where) {
    return text(run(ada, where, Optional.empty(), Optional.empty(), Optional.empty()));
  }

  private String find(String where, String sort) {
    return text(run(ada, where, Optional.empty(), Optional.empty(), Optional.of(sort)));
  }

  private List<VersionView> run(
      Principal actor,
      String where,
      Optional<Name> inTeam,
      Optional<Name> project,
      Optional<String> sort) {
    var conditions =
        where.isEmpty() ? List.<Condition>of() : Condition.parseAll(List.of(where.split(" & ")));
    var query = new SearchVersions.Query(conditions, inTeam, project, Optional.empty(), sort);
    return artifacts.searchVersions.run(actor, query, PageRequest.first()).items();
  }

  private String text(List<VersionView> versions) {
    return String.join(" ", versions.stream().map(v -> v.ref().replace(path + ":", "")).toList());
  }

  private Namespace readable(String name) {
    return db.facts()
        .read(reading ->
            people.access().require(reading, people.admin(), new Name(name), Permission.READ));
  }

  private static String newName() {
    return "n" + UUID.randomUUID().toString().substring(0, 8);
  }
}
