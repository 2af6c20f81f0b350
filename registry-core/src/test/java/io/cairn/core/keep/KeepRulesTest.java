// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.keep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.access.Role;
import io.cairn.core.access.TestAccess;
import io.cairn.core.artifact.AliasExpectation;
import io.cairn.core.artifact.BuryMembers;
import io.cairn.core.artifact.EditVersion;
import io.cairn.core.artifact.LinkVersion;
import io.cairn.core.artifact.SearchVersions;
import io.cairn.core.artifact.SetAlias;
import io.cairn.core.artifact.Ttl;
import io.cairn.core.draft.CommitDraft;
import io.cairn.core.draft.TestArtifacts;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Engine;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.job.Job;
import io.cairn.core.job.JobState;
import io.cairn.core.job.Jobs;
import io.cairn.core.job.WorkOnJobs;
import io.cairn.core.json.JsonObject;
import io.cairn.core.keep.Verdict.Reason;
import io.cairn.core.lineage.EdgeKind;
import io.cairn.core.lineage.LineageEdges;
import io.cairn.core.lineage.Node;
import io.cairn.core.lineage.NodeKind;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Label;
import io.cairn.core.name.Name;
import io.cairn.core.name.Reference;
import io.cairn.core.name.Selector;
import io.cairn.core.page.Condition;
import io.cairn.core.page.PageRequest;
import io.cairn.core.time.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What rules and queries delete and what never, on a clock of the test's own; and that the preview
/// says before what happens then.
@ParameterizedClass
@EnumSource(Engine.class)
class KeepRulesTest {
  private final AtomicReference<Instant> clock =
      new AtomicReference<>(Instant.parse("2026-10-01T12:00:00Z"));
  private final Timeline timeline = new Timeline(clock::get, RandomGenerator.getDefault());
  private final Events events = new Events(timeline);
  private final Jobs jobs = new Jobs(events, timeline);
  private final TestFacts db;
  private final Facts facts;
  private final TestAccess people;
  private final TestArtifacts artifacts;
  private final Principal boss;
  private final Principal ada;
  private final String team;
  private final String registry;
  private final SetKeepRule setRule;
  private final ReadKeepRules readRules;
  private final PreviewKeepRule preview;
  private final ApplyKeepRules apply;
  private final DeleteByQuery deleteByQuery;
  private final UndoDeletion undo;

  KeepRulesTest(Engine engine) {
    db = TestFacts.on(engine);
    facts = db.facts();
    people = new TestAccess(facts, timeline);
    artifacts = new TestArtifacts(facts, people.access(), timeline);
    var space = people.team("n" + UUID.randomUUID());
    team = space.name().text();
    ada = people.put(people.user("n" + UUID.randomUUID()), space, Role.MEMBER);
    boss = people.put(people.user("n" + UUID.randomUUID()), space, Role.ADMIN);
    var models = people.registry("r" + UUID.randomUUID());
    registry = models.name().text();
    people.put(ada, models, Role.MEMBER);
    var scopes = new KeepScopes(people.access(), artifacts.collections);
    var bury = new BuryMembers(artifacts.moves, events, timeline);
    setRule = new SetKeepRule(facts, scopes, events, timeline);
    readRules = new ReadKeepRules(facts, people.access(), scopes);
    preview = new PreviewKeepRule(facts, people.access(), artifacts.collections, scopes, timeline);
    apply = new ApplyKeepRules(facts, artifacts.collections, bury, timeline);
    deleteByQuery =
        new DeleteByQuery(
            facts,
            people.access(),
            artifacts.collections,
            artifacts.searchVersions,
            bury,
            timeline);
    undo =
        new UndoDeletion(
            facts,
            people.access(),
            artifacts.collections,
            artifacts.undeleteVersion,
            events,
            timeline);
  }

  @AfterEach
  void close() {
    db.close();
  }

  @Test
  void old_versions_go_but_the_last_and_what_is_linked_aliased_or_a_base() {
    log(8);
    artifacts.linkVersion.run(ada, link(team + "/p/c:v0"));
    alias("v1", "good");
    artifacts.open(ada, team + "/p/c", Optional.of(Reference.parse(team + "/p/c:v2")));
    setRule.run(boss, team, Optional.of(new KeepRule(2, 0, 30)));

    pass(Duration.ofDays(29));
    assertThat(applied().tally().doneCount()).isZero();
    assertThat(reasons()).doesNotContain(Reason.GOES);
    pass(Duration.ofDays(2));
    artifacts.open(ada, team + "/p/c", Optional.of(Reference.parse(team + "/p/c:v2")));
    var before = verdicts();
    var done = applied();

    assertThat(before)
        .extracting(verdict -> verdict.path().replaceFirst(".*:", "") + " " + verdict.reason())
        .containsExactly(
            "v7 LAST",
            "v6 LAST",
            "v5 GOES",
            "v4 GOES",
            "v3 GOES",
            "v2 DRAFT",
            "v1 ALIAS",
            "v0 LINK");
    assertThat(before.getLast().chain()).containsExactly(registry + "/m:v0");
    assertThat(done.tally().doneCount()).isEqualTo(3);
    assertThat(live()).containsExactly("v7", "v6", "v2", "v1", "v0");
    assertThat(applied().tally().doneCount()).as("nothing is left to do").isZero();
  }

  @Test
  void what_a_rule_took_comes_back_in_one_act_inside_the_window() {
    log(5);
    setRule.run(boss, team + "/p/c", Optional.of(new KeepRule(0, 0, 0)));
    alias("v4", "kept");
    applied();
    assertThat(live()).containsExactly("v4");
    var deletion = undo.list(ada, PageRequest.first()).items().getFirst();
    assertThat(deletion.kind()).isEqualTo("rule");
    assertThat(deletion.versions()).isEqualTo(4);
    assertThat(deletion.cause()).startsWith(team + "/p/c: keep last 0");

    setRule.run(boss, team + "/p/c", Optional.empty());
    var back = undo.run(ada, deletion.id());

    assertThat(back.restored()).isEqualTo(4);
    assertThat(back.deletion().undoneAt()).isPresent();
    assertThat(live()).containsExactly("v4", "v3", "v2", "v1", "v0");
    assertThat(applied().tally().doneCount()).isZero();
  }

  @Test
  void after_the_window_it_stays_deleted_and_says_why() {
    log(2);
    setRule.run(boss, team, Optional.of(new KeepRule(1, 0, 0)));
    applied();
    var deletion = undo.list(ada, PageRequest.first()).items().getFirst();
    pass(TestArtifacts.UNDELETE_WINDOW.plusDays(1));

    var outcome = undo.run(ada, deletion.id());

    assertThat(outcome.stayed()).isEqualTo(1);
    assertThat(outcome.why().getFirst()).contains(":v0").contains("could be brought back until");
    assertThat(outcome.deletion().undoneAt()).isEmpty();
  }

  @Test
  void ancestors_of_what_a_protected_alias_pointed_at_stay_with_their_chain() {
    log(3);
    protect("production");
    artifacts.log(ada, team + "/p/model", Map.of("w", "weights"));
    var run = UUID.randomUUID();
    derive("v0", run);
    artifacts.linkVersion.run(ada, link(team + "/p/model:v0"));
    artifacts.setAlias.run(
        ada,
        new SetAlias.Command(
            CollectionPath.parse(registry + "/m"),
            new Label("production"),
            Selector.parse("v0"),
            new AliasExpectation.Anything(),
            ""));
    setRule.run(boss, team + "/p/c", Optional.of(new KeepRule(0, 90, 0)));
    pass(Duration.ofDays(1));

    var verdicts = verdicts(team + "/p/c");
    applied();

    assertThat(verdicts)
        .extracting(Verdict::reason)
        .containsExactly(Reason.GOES, Reason.GOES, Reason.ANCESTOR);
    assertThat(verdicts.getLast().chain())
        .endsWith(team + "/p/model:v0", registry + "/m:v0 (production)");
    assertThat(live()).containsExactly("v0");
    // The alias moves on; what it pointed at counts for 90 days more.
    artifacts.log(ada, team + "/p/model", Map.of("w", "others"));
    artifacts.linkVersion.run(ada, link(team + "/p/model:v1"));
    artifacts.setAlias.run(
        ada,
        new SetAlias.Command(
            CollectionPath.parse(registry + "/m"),
            new Label("production"),
            Selector.parse("v1"),
            new AliasExpectation.Anything(),
            ""));
    pass(Duration.ofDays(89));
    applied();
    assertThat(live()).containsExactly("v0");
    pass(Duration.ofDays(2));
    applied();
    assertThat(live()).isEmpty();
  }

  @Test
  void a_collections_own_rule_takes_the_place_of_that_above_it() {
    log(3);
    artifacts.log(ada, team + "/p/other", Map.of("a", "x"));
    artifacts.log(ada, team + "/p/other", Map.of("a", "y"));
    setRule.run(boss, team, Optional.of(new KeepRule(1, 0, 0)));
    setRule.run(boss, team + "/p/c", Optional.of(new KeepRule(2, 0, 0)));

    applied();

    assertThat(live()).containsExactly("v2", "v1");
    assertThat(artifacts.resolve(ada, team + "/p/other:latest").index()).isEqualTo(1);
    assertThat(readRules.run(ada, PageRequest.first()).items())
        .extracting(SetRule::scope)
        .contains(team, team + "/p/c");
  }

  @Test
  void links_of_a_registered_model_go_by_its_rule_and_versions_stay_at_home() {
    log(3);
    for (var i = 0; i < 3; i++) {
      artifacts.linkVersion.run(ada, link(team + "/p/c:v" + i));
    }
    var admin = people.admin();
    setRule.run(admin, registry + "/m", Optional.of(new KeepRule(1, 0, 0)));

    applied();

    assertThat(artifacts.resolve(ada, registry + "/m:latest").index()).isEqualTo(2);
    assertThatThrownBy(() -> artifacts.resolve(ada, registry + "/m:v0"))
        .isInstanceOf(Failure.NotFound.class);
    assertThat(live()).containsExactly("v2", "v1", "v0");
  }

  @Test
  void a_rule_needs_an_admin_and_bounds() {
    log(1);

    assertThatThrownBy(() -> setRule.run(ada, team, Optional.of(new KeepRule(1, 0, 0))))
        .isInstanceOf(Failure.Forbidden.class);
    assertThatThrownBy(() -> new KeepRule(-1, 0, 0)).isInstanceOf(Failure.Invalid.class);
    assertThatThrownBy(() -> readRules.of(ada, team)).isInstanceOf(Failure.NotFound.class);
    var stranger = people.user("n" + UUID.randomUUID());
    assertThatThrownBy(() ->
            preview.run(
                stranger, team, Optional.of(new KeepRule(0, 0, 0)), false, PageRequest.first()))
        .isInstanceOf(Failure.NotFound.class);
  }

  @Test
  void a_time_to_live_ends_a_version_that_nothing_keeps_without_any_rule() {
    log(5);
    live("v0", new Ttl(7 * 86_400));
    live("v1", new Ttl(7 * 86_400));
    live("v2", Ttl.WITHOUT_END);
    live("v3", new Ttl(7 * 86_400));
    alias("v1", "good");
    artifacts.linkVersion.run(ada, link(team + "/p/c:v3"));
    pass(Duration.ofDays(7).minusSeconds(1));
    assertThat(reasons())
        .containsExactly(Reason.UNRULED, Reason.LINK, Reason.TTL, Reason.ALIAS, Reason.TTL);
    assertThat(applied().tally().doneCount()).isZero();

    pass(Duration.ofSeconds(1));
    assertThat(reasons())
        .containsExactly(Reason.UNRULED, Reason.LINK, Reason.TTL, Reason.ALIAS, Reason.GOES);
    assertThat(verdicts().getLast().chain().getFirst()).startsWith("time to live over at 2026-10");
    assertThat(applied().tally().doneCount()).isEqualTo(1);

    assertThat(live()).containsExactly("v4", "v3", "v2", "v1");
    var deletion = undo.list(ada, PageRequest.first()).items().getFirst();
    assertThat(deletion.kind()).isEqualTo("ttl");
    assertThat(undo.run(ada, deletion.id()).restored()).isEqualTo(1);
    live("v0", Ttl.BY_RULES);
    assertThat(applied().tally().doneCount()).isZero();
  }

  @Test
  void a_time_to_live_takes_the_place_of_the_age_of_a_rule() {
    log(4);
    setRule.run(boss, team, Optional.of(new KeepRule(1, 0, 10)));
    live("v0", Ttl.WITHOUT_END);
    live("v1", new Ttl(20 * 86_400));
    live("v3", new Ttl(86_400));
    pass(Duration.ofDays(11));

    assertThat(verdicts(team + "/p/c"))
        .as("the rule of the team is in force in its collections")
        .extracting(Verdict::reason)
        .containsExactly(Reason.GOES, Reason.LAST, Reason.TTL, Reason.TTL);
    applied();
    assertThat(live()).containsExactly("v2", "v1", "v0");
    pass(Duration.ofDays(10));
    applied();
    assertThat(live()).containsExactly("v2", "v0");
  }

  @Test
  void of_two_times_to_live_of_one_content_the_longer_one_holds() {
    var times = List.of(new Ttl(100), new Ttl(50), Ttl.BY_RULES, new Ttl(200), Ttl.WITHOUT_END);
    var seen = new ArrayList<Long>();
    for (var ttl : times) {
      var draft = artifacts.open(ada, team + "/p/c");
      artifacts.upload(ada, draft, "x");
      artifacts.manifest(ada, draft, Map.of("a", "x"));
      var command =
          new CommitDraft.Command(
              List.of(),
              List.of(),
              Optional.empty(),
              Optional.empty(),
              Optional.of(ttl),
              Optional.empty());
      artifacts.commitDraft.run(ada, draft, command);
      seen.add(artifacts.resolve(ada, team + "/p/c:latest").ttl().seconds());
    }

    assertThat(seen).containsExactly(100L, 100L, 100L, 200L, 0L);
    artifacts.linkVersion.run(ada, link(team + "/p/c:v0"));
    assertThatThrownBy(() -> edit(registry + "/m:v0", Ttl.BY_RULES))
        .isInstanceOf(Failure.Conflict.class);
    assertThatThrownBy(() -> new Ttl(-2)).isInstanceOf(Failure.Invalid.class);
  }

  @Test
  void a_query_deletes_what_nothing_keeps_and_is_undone_as_one() {
    log(5);
    alias("v1", "good");
    var command = query(Optional.empty());

    var told = deleteByQuery.preview(ada, command);
    assertThat(live()).hasSize(5);
    var first = deleteByQuery.run(ada, command);
    var second =
        deleteByQuery.run(
            ada,
            new DeleteByQuery.Command(
                command.query(),
                command.text(),
                first.deletion(),
                new PageRequest(3, first.next())));

    assertThat(told.verdicts()).extracting(Verdict::reason).containsOnly(Reason.GOES);
    assertThat(second.verdicts())
        .extracting(Verdict::reason)
        .containsExactly(Reason.ALIAS, Reason.GOES);
    assertThat(second.next()).isEmpty();
    assertThat(live()).containsExactly("v1");
    var deletion = undo.list(ada, PageRequest.first()).items().getFirst();
    assertThat(deletion.versions()).isEqualTo(4);
    assertThat(undo.run(ada, deletion.id()).restored()).isEqualTo(4);
    assertThat(live()).hasSize(5);
    assertThat(artifacts.resolve(ada, team + "/p/c:latest").index()).isEqualTo(4);
  }

  @Test
  void nobody_deletes_by_query_where_he_may_not_write_nor_adds_to_what_another_did() {
    log(2);
    var first = deleteByQuery.run(ada, query(Optional.empty()));
    var space =
        facts.read(
            reading -> people.access().require(reading, ada, new Name(team), Permission.READ));
    var reader = people.put(people.user("n" + UUID.randomUUID()), space, Role.VIEWER);

    assertThatThrownBy(() -> deleteByQuery.run(reader, query(Optional.empty())))
        .isInstanceOf(Failure.Forbidden.class);
    assertThatThrownBy(() -> deleteByQuery.run(boss, query(first.deletion())))
        .isInstanceOf(Failure.NotFound.class);
    assertThatThrownBy(() -> undo.run(reader, first.deletion().orElseThrow()))
        .isInstanceOf(Failure.Forbidden.class);
  }

  private DeleteByQuery.Command query(Optional<UUID> deletion) {
    return new DeleteByQuery.Command(
        new SearchVersions.Query(
            Condition.parseAll(List.of("type=model")),
            Optional.of(new Name(team)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        "type=model",
        deletion,
        new PageRequest(3, Optional.empty()));
  }

  private void live(String version, Ttl ttl) {
    edit(team + "/p/c:" + version, ttl);
  }

  private void edit(String ref, Ttl ttl) {
    artifacts.editVersion.run(
        ada,
        Reference.parse(ref),
        new EditVersion.Edit(
            Optional.empty(), Optional.empty(), List.of(), List.of(), Optional.of(ttl)),
        Optional.empty());
  }

  private void log(int count) {
    for (var i = 0; i < count; i++) {
      artifacts.log(ada, team + "/p/c", Map.of("a", "content " + i));
    }
  }

  private void alias(String version, String alias) {
    artifacts.setAlias.run(
        ada,
        new SetAlias.Command(
            CollectionPath.parse(team + "/p/c"),
            new Label(alias),
            Selector.parse(version),
            new AliasExpectation.Anything(),
            ""));
  }

  /// A run that read a version of the data and made the model.
  private void derive(String data, UUID run) {
    var edges = new LineageEdges(timeline);
    var from = artifacts.resolve(ada, team + "/p/c:" + data).version().value();
    var to = artifacts.resolve(ada, team + "/p/model:v0").version().value();
    facts.write(tx -> {
      var node = new Node(NodeKind.RUN, run);
      edges.add(tx, EdgeKind.INPUT, new Node(NodeKind.VERSION, from), node, JsonObject.empty());
      edges.add(tx, EdgeKind.OUTPUT, node, new Node(NodeKind.VERSION, to), JsonObject.empty());
      return tx;
    });
  }

  private void protect(String alias) {
    var space =
        facts.read(
            reading -> people.access().require(reading, ada, new Name(registry), Permission.READ));
    facts.write(tx ->
        tx.handle()
            .createUpdate(
                """
                insert into protected_alias
                  (namespace_id, alias_key, spelling, protected_at, protected_by)
                values (:registry, :key, :key, 0, :by)
                """)
            .bind("registry", space.id().value())
            .bind("key", alias)
            .bind("by", ada.userId().value())
            .execute());
  }

  private LinkVersion.Command link(String source) {
    return new LinkVersion.Command(
        (CollectionPath.InRegistry) CollectionPath.parse(registry + "/m"),
        Reference.parse(source),
        List.of(),
        LinkVersion.IfLinked.RETURN_EXISTING,
        "");
  }

  private List<Verdict> verdicts() {
    return verdicts(team);
  }

  /// Two at a time, so that pages have to fit together.
  private List<Verdict> verdicts(String scope) {
    var all = new ArrayList<Verdict>();
    var page = new PageRequest(2, Optional.empty());
    while (true) {
      var found = preview.run(ada, scope, Optional.empty(), false, page);
      all.addAll(found.items());
      if (found.next().isEmpty()) {
        return all;
      }
      page = new PageRequest(2, found.next());
    }
  }

  private List<Reason> reasons() {
    return verdicts().stream().map(Verdict::reason).toList();
  }

  private List<String> live() {
    return artifacts
        .listVersions
        .run(ada, CollectionPath.parse(team + "/p/c"), PageRequest.first())
        .items()
        .stream()
        .map(view -> "v" + view.index())
        .toList();
  }

  private Job applied() {
    new StartKeeping(facts, people.access(), jobs).run(people.admin());
    var job = new WorkOnJobs(facts, jobs, timeline).run(apply, new CountDownLatch(1)).orElseThrow();
    assertThat(job.state()).isEqualTo(JobState.DONE);
    return job;
  }

  private void pass(Duration time) {
    clock.updateAndGet(now -> now.plus(time));
  }
}
