// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.access.Namespace;
import io.cairn.core.access.Principal;
import io.cairn.core.access.Role;
import io.cairn.core.access.TestAccess;
import io.cairn.core.draft.TestArtifacts;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.lineage.EdgeKind;
import io.cairn.core.lineage.LineageEdges;
import io.cairn.core.lineage.Node;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Label;
import io.cairn.core.name.Reference;
import io.cairn.core.name.Selector;
import io.cairn.core.time.Timeline;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

@OnBothEngines
class RecallVersionTest {
  private static final String WHY = "trainiert mit Testdaten – 測試";

  private final Facts facts;
  private final TestAccess people;
  private final TestArtifacts artifacts;
  private final Namespace registry;
  private final Principal ada;
  private final String path;
  private final String model;

  RecallVersionTest(TestFacts db) {
    facts = db.facts();
    people = new TestAccess(facts);
    artifacts = new TestArtifacts(facts, people.access());
    var team = people.team(newName());
    registry = people.registry(newName());
    ada = people.put(people.user(newName()), team, Role.MEMBER);
    people.put(ada, registry, Role.MEMBER);
    path = team.name() + "/digits/classifier";
    model = registry.name() + "/digits";
    artifacts.log(ada, path, Map.of("a.bin", "one"));
    artifacts.log(ada, path, Map.of("a.bin", "two"), "best");
  }

  @Test
  void names_that_move_lead_to_it_no_longer_and_say_why() {
    var recalled = recall(path + ":best");

    assertThat(recalled.recall().orElseThrow().reason()).isEqualTo(WHY);
    assertThat(recalled.recall().orElseThrow().by()).isEqualTo(ada.name());
    for (var ref : List.of(path, path + ":best", path + ":latest")) {
      assertRecalled(() -> artifacts.resolve(ada, ref));
      assertThatThrownBy(() -> artifacts.resolve.live(ada, Reference.parse(ref)))
          .hasMessageContaining(WHY)
          .hasMessageContaining(ada.name().text());
    }
    assertThat(artifacts.resolve(ada, path + ":v1").recall()).isPresent();
    assertThat(artifacts.resolve(ada, path + "@" + recalled.digest()).recall()).isPresent();
    assertThat(artifacts.resolve(ada, path + ":v0").recall()).isEmpty();
  }

  @Test
  void nothing_is_linked_to_it_or_pointed_at_it() {
    recall(path + ":v1");

    assertRecalled(() -> link(path + ":v1"));
    assertRecalled(() -> set(path, "other", "v1"));
    assertRecalled(() -> artifacts.log(ada, path, Map.of("a.bin", "two"), "best"));
    set(path, "best", "v0");
    assertThat(artifacts.resolve(ada, path + ":best").index()).isEqualTo(0);
  }

  @Test
  void the_same_content_logged_again_is_found_and_latest_stays() {
    artifacts.log(ada, path, Map.of("a.bin", "one"));
    recall(path + ":v1");

    assertThat(artifacts.log(ada, path, Map.of("a.bin", "two")).version().index()).isEqualTo(1);
    assertThat(artifacts.resolve(ada, path).index()).isEqualTo(0);
  }

  @Test
  void at_its_home_it_holds_at_every_link_and_only_there_it_is_lifted() {
    var before = link(path + ":v1");
    recall(path + ":v1");

    assertRecalled(() -> artifacts.resolve(ada, model));
    var after = artifacts.resolve(ada, model + ":v0");
    assertThat(after.recall()).isPresent();
    assertThat(after.revision()).isNotEqualTo(before.revision());
    assertThatThrownBy(() -> lift(model + ":v0"))
        .isInstanceOfSatisfying(
            Failure.Conflict.class, e -> assertThat(e.code()).isEqualTo("recall.at-home"));
    lift(path + ":v1");
    assertThat(artifacts.resolve(ada, model).index()).isEqualTo(0);
  }

  @Test
  void at_a_link_it_holds_there_alone() {
    link(path + ":v1");

    recall(model + ":v0");

    assertRecalled(() -> artifacts.resolve(ada, model));
    assertThat(artifacts.resolve(ada, path + ":best").index()).isEqualTo(1);
    assertRecalled(() -> link(path + ":v1"));
    assertRecalled(() -> link(path + ":v1", LinkVersion.IfLinked.NEW_NUMBER));
    lift(model + ":v0");
    assertThat(artifacts.resolve(ada, model).recall()).isEmpty();
    assertThat(lift(model + ":v0").recall()).isEmpty();
  }

  @Test
  void protected_aliases_guard_it_here_and_at_its_links() {
    link(path + ":v1");
    set(model, "production", "v0");
    artifacts.protectedKeys.set(Set.of("production"));

    for (var ref : List.of(path + ":v1", model + ":v0", model + ":production")) {
      assertThatThrownBy(() -> recall(ref)).isInstanceOf(Failure.Forbidden.class);
      assertThatThrownBy(() -> lift(ref)).isInstanceOf(Failure.Forbidden.class);
    }
    assertThat(artifacts.resolve(ada, model + ":production").recall()).isEmpty();
  }

  @Test
  void it_takes_the_right_to_delete_and_a_reason() {
    var viewer = people.put(people.user(newName()), registry, Role.VIEWER);
    link(path + ":v1");

    assertThatThrownBy(() -> recall(viewer, model + ":v0", WHY))
        .isInstanceOf(Failure.Forbidden.class);
    assertThatThrownBy(() -> recall(viewer, path + ":v0", WHY))
        .isInstanceOf(Failure.NotFound.class);
    for (var bad :
        Map.of(" \n", "reason.required", "x".repeat(1_025), "reason.length").entrySet()) {
      assertThatThrownBy(() -> recall(ada, path + ":v0", bad.getKey()))
          .isInstanceOfSatisfying(
              Failure.Invalid.class, e -> assertThat(e.rule()).isEqualTo(bad.getValue()));
    }
    assertThatThrownBy(() -> recall(ada, path + ":v0", "a\u0000"))
        .isInstanceOf(Failure.Invalid.class);
  }

  @Test
  void the_same_reason_again_is_no_event_and_another_takes_its_place() {
    recall(path + ":v1");
    recall(path + ":v1");
    recall(ada, path + ":v1", "another");

    assertThat(artifacts.resolve(ada, path + ":v1").recall().orElseThrow().reason())
        .isEqualTo("another");
    assertThat(kinds(artifacts.resolve(ada, path + ":v1").version().value()))
        .filteredOn("version.recalled"::equals)
        .hasSize(2);
  }

  @Test
  void all_that_came_of_it_is_told_once_each_cycles_or_not() {
    link(path + ":v1");
    var root = artifacts.resolve(ada, path + ":v1").version().value();
    var run = insertRun();
    var child = artifacts.log(ada, path, Map.of("a.bin", "three")).version().version().value();
    edge(EdgeKind.INPUT, Node.version(root), Node.run(run));
    edge(EdgeKind.OUTPUT, Node.run(run), Node.version(child));
    edge(EdgeKind.OUTPUT, Node.run(run), Node.version(root));

    recall(path + ":v1");
    lift(path + ":v1");

    assertThat(kinds(root))
        .endsWith(
            "version.recalled",
            "version.upstream-recalled",
            "version.recall-lifted",
            "version.upstream-recall-lifted");
    assertThat(kinds(run)).containsExactly("run.upstream-recalled", "run.upstream-recall-lifted");
    assertThat(kinds(child)).contains("version.upstream-recalled");
    var linkNews = data(root, "version.upstream-recalled");
    assertThat(linkNews).contains(model).contains(WHY).doesNotContain(path);
  }

  @Test
  void a_recall_outlives_deletion_and_undelete() {
    recall(path + ":v1");
    artifacts.deleteVersion.run(ada, Reference.parse(path + ":v1"), Optional.empty());
    artifacts.undeleteVersion.run(ada, CollectionPath.parse(path), 1);

    assertThat(artifacts.resolve(ada, path + ":v1").recall()).isPresent();
    assertThat(artifacts.resolve(ada, path).index()).isEqualTo(0);
  }

  private UUID insertRun() {
    var id = UUID.randomUUID();
    var collection = artifacts.resolve(ada, path + ":v0").collection().value();
    facts.write(tx ->
        tx.handle()
            .createUpdate(
                """
                insert into run (id, project_id, namespace_id, name, name_key, state, config,
                  summary, environment, notes, created_at, created_by, started_at)
                select :id, p.id, p.namespace_id, 'r', 'r', 'finished', '{}', '{}', '{}', '', 0,
                  p.created_by, 0
                from project p join collection c on c.project_id = p.id
                where c.id = :collection
                """)
            .bind("id", id)
            .bind("collection", collection)
            .execute());
    return id;
  }

  private void edge(EdgeKind kind, Node from, Node to) {
    facts.write(tx -> {
      new LineageEdges(Timeline.system()).add(tx, kind, from, to, JsonObject.empty());
      return true;
    });
  }

  private List<String> kinds(UUID subject) {
    return facts.read(reading ->
        reading
            .handle()
            .createQuery("select kind from event where subject_id = :id order by seq")
            .bind("id", subject)
            .mapTo(String.class)
            .list());
  }

  private String data(UUID subject, String kind) {
    return facts.read(reading ->
        reading
            .handle()
            .createQuery("select data from event where subject_id = :id and kind = :kind")
            .bind("id", subject)
            .bind("kind", kind)
            .mapTo(String.class)
            .one());
  }

  private VersionView recall(String ref) {
    return recall(ada, ref, WHY);
  }

  private VersionView recall(Principal who, String ref, String reason) {
    return artifacts.recallVersion.run(who, Reference.parse(ref), reason);
  }

  private VersionView lift(String ref) {
    return artifacts.liftRecall.run(ada, Reference.parse(ref), "");
  }

  private VersionView link(String ref) {
    return link(ref, LinkVersion.IfLinked.RETURN_EXISTING);
  }

  private VersionView link(String ref, LinkVersion.IfLinked ifLinked) {
    return artifacts
        .linkVersion
        .run(
            ada,
            new LinkVersion.Command(
                (CollectionPath.InRegistry) CollectionPath.parse(model),
                Reference.parse(ref),
                List.of(),
                ifLinked,
                ""))
        .version();
  }

  private void set(String collection, String alias, String version) {
    artifacts.setAlias.run(
        ada,
        new SetAlias.Command(
            CollectionPath.parse(collection),
            new Label(alias),
            Selector.parse(version),
            new AliasExpectation.Anything(),
            ""));
  }

  private static void assertRecalled(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Failure.Conflict.class,
            e -> {
              assertThat(e.code()).isEqualTo("version.recalled");
              assertThat(e.actual()).startsWith("v");
            });
  }

  private static String newName() {
    return "n" + UUID.randomUUID();
  }
}
