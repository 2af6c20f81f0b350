// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.search;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.access.Role;
import io.cairn.core.fact.Engine;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.Label;
import io.cairn.core.name.Name;
import io.cairn.core.name.Title;
import io.cairn.core.page.Condition;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import io.cairn.core.run.AppendHistory;
import io.cairn.core.run.BackfillRunValues;
import io.cairn.core.run.DetectCrashes;
import io.cairn.core.run.NewRecord;
import io.cairn.core.run.NewRun;
import io.cairn.core.run.Resume;
import io.cairn.core.run.Run;
import io.cairn.core.run.RunEdit;
import io.cairn.core.run.RunFields;
import io.cairn.core.run.RunState;
import io.cairn.core.run.TestRuns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@OnBothEngines
class SearchRunsTest {
  private final TestRuns runs;
  private final SearchRuns search;

  SearchRunsTest(TestFacts db) {
    runs = new TestRuns(db.facts());
    search = new SearchRuns(runs.facts, runs.people.access(), runs.projects, runs.door);
  }

  @Test
  void a_metric_that_changes_its_shape_is_found_by_what_it_is_now() {
    runs.begin("r");
    runs.append("r", values("{\"m\":{\"a\":1,\"b\":2},\"n\":5}"));
    assertThat(all(10, "", "summary.m.a=1", "summary.m.b=2")).containsExactly("r");

    runs.append("r", values("{\"m\":{\"a\":3}}"));
    assertThat(all(10, "", "summary.m.a=3")).containsExactly("r");
    assertThat(all(10, "", "summary.m.b=2")).isEmpty();

    runs.append("r", values("{\"m\":7}"));
    assertThat(all(10, "", "summary.m=7", "summary.n=5")).containsExactly("r");
    assertThat(all(10, "", "summary.m.a=3")).isEmpty();

    runs.append("r", values("{\"m\":null,\"m.a\":8}"));
    assertThat(all(10, "", "summary.m=7")).isEmpty();
    runs.append("r", values("{\"m\":{\"a\":9}}"), values("{\"m\":[1]}"));
    assertThat(all(10, "", "summary.\"m.a\"=8")).containsExactly("r");
  }

  @Test
  void a_member_of_config_that_changes_its_shape_is_found_by_what_it_is_now() {
    runs.begin("r");
    edit("r", "{\"opt\":{\"name\":\"adam\",\"lr\":1}}", "{\"best\":{\"acc\":1}}");
    assertThat(all(10, "", "config.opt.name=adam", "summary.best.acc=1")).containsExactly("r");

    edit("r", "{\"opt\":\"sgd\"}", "{\"best\":2}");
    assertThat(all(10, "", "config.opt=sgd", "summary.best=2")).containsExactly("r");
    assertThat(all(10, "", "config.opt.name=adam")).isEmpty();
    assertThat(all(10, "", "summary.best.acc=1")).isEmpty();
    runs.append("r", values("{\"best\":{\"acc\":5}}"));
    assertThat(all(10, "", "summary.best=2")).containsExactly("r");
    assertThat(all(10, "", "summary.best.acc=5")).isEmpty();
  }

  private void edit(String run, String config, String summary) {
    runs.edit(
        run,
        new RunEdit(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            TestRuns.json(config),
            TestRuns.json(summary),
            JsonObject.empty()));
  }

  private static NewRecord values(String json) {
    return new NewRecord(Optional.empty(), Optional.empty(), Optional.empty(), TestRuns.json(json));
  }

  @Test
  void runs_are_listed_newest_first_page_by_page() {
    var expected = new ArrayList<String>();
    for (var i = 0; i < 7; i++) {
      runs.begin("r" + i);
      expected.addFirst("r" + i);
    }
    runs.delete("r3");
    expected.remove("r3");

    assertThat(all(2, "")).isEqualTo(expected);
    assertThat(all(2, "createdAt")).isEqualTo(expected.reversed());
  }

  @Test
  void every_kind_of_condition_finds_its_runs() {
    begin("one", "{\"lr\":0.1,\"model\":\"ResNet\",\"flag\":true,\"a b\":{\"c\":1}}", "Baseline");
    begin("two", "{\"lr\":0.5,\"model\":\"vit\",\"flag\":false}", "baseline", "big");
    begin("three", "{\"lr\":\"0.1\"}");
    runs.finish("two", RunState.FAILED, 137);

    assertThat(found("config.lr=0.1")).containsExactly("one");
    assertThat(found("config.lr=\"0.1\"")).containsExactly("three");
    assertThat(found("config.lr>=0.1")).containsExactly("two", "one");
    assertThat(found("config.lr<0.5")).containsExactly("one");
    assertThat(found("config.lr!=0.1")).containsExactly("three", "two");
    assertThat(found("config.model~res")).containsExactly("one");
    assertThat(found("config.model>=S")).containsExactly("two");
    assertThat(found("config.flag=true")).containsExactly("one");
    assertThat(found("config.flag=\"true\"")).isEmpty();
    assertThat(found("config.\"a b\".c=1")).containsExactly("one");
    assertThat(found("tag=BASELINE")).containsExactly("two", "one");
    assertThat(found("tag!=big")).containsExactly("three", "one");
    assertThat(found("tag~ase", "tag=big")).containsExactly("two");
    assertThat(found("state=failed")).containsExactly("two");
    assertThat(found("state!=failed")).containsExactly("three", "one");
    assertThat(found("exitCode>100")).containsExactly("two");
    assertThat(found("id=one")).containsExactly("one");
    assertThat(found("createdBy=" + runs.member.name())).hasSize(3);
    assertThat(found("createdAt>=2026-10-01T12:00Z")).hasSize(3);
    assertThat(found("createdAt>2026-10-01T12:00:00Z")).isEmpty();
    assertThat(found("config.nothing!=1")).isEmpty();
    assertThat(found("config.lr>=0.1", "config.model=vit", "state=failed")).containsExactly("two");
  }

  @Test
  void a_text_is_looked_for_in_what_people_wrote() {
    begin("plain", "{}", "deep-night");
    runs.create(
        new NewRun(
            Optional.of(new Name("named")),
            Resume.NEVER,
            Optional.empty(),
            new RunEdit(
                Optional.of(new Title("Über Nacht")),
                Optional.of("a long NIGHT"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                JsonObject.empty(),
                JsonObject.empty(),
                JsonObject.empty())));

    assertThat(text("night")).containsExactly("named", "plain");
    assertThat(text("über")).containsExactly("named");
    assertThat(text("nothing")).isEmpty();
  }

  @Test
  void values_are_sorted_with_numbers_before_texts_before_nothing() {
    begin("n2", "{\"x\":2}");
    begin("none", "{}");
    begin("t", "{\"x\":\"ä\"}");
    begin("n10", "{\"x\":10}");
    begin("z", "{\"x\":\"z\"}");
    begin("list", "{\"x\":[1]}");
    begin("n2b", "{\"x\":2.0}");

    assertThat(all(2, "config.x")).containsExactly("n2", "n2b", "n10", "z", "t", "list", "none");
    assertThat(all(2, "-config.x")).containsExactly("n10", "n2b", "n2", "t", "z", "list", "none");
    assertThat(all(1, "-config.x", "config.x<10")).containsExactly("n2b", "n2");
    assertThat(all(1, "config.x", "config.x~ä")).containsExactly("t");
    assertThat(all(3, "config.nothing")).hasSize(7);
  }

  @Test
  void metrics_are_found_by_their_last_values_and_by_what_was_set_over_them() {
    begin("a", "{}");
    begin("b", "{}");
    log("a", Map.of("accuracy", 0.9, "loss", Double.NaN));
    log("b", Map.of("accuracy", 0.8));
    log("a", Map.of("accuracy", 0.7));
    runs.edit("b", summary("{\"accuracy\":0.95}"));
    log("b", Map.of("accuracy", 0.1));

    assertThat(found("summary.accuracy>0.9")).containsExactly("b");
    assertThat(all(1, "-summary.accuracy")).containsExactly("b", "a");
    assertThat(found("summary.loss=NaN")).containsExactly("a");
    assertThat(found("summary.accuracy=0.9")).isEmpty();
  }

  @Test
  void a_silent_run_is_found_as_crashed_before_and_after_it_is_written_down() {
    begin("alive", "{}");
    begin("silent", "{}");
    begin("written", "{}");
    runs.heartbeat("written");
    runs.pass(Duration.ofMinutes(6));
    new DetectCrashes(runs.facts, runs.heartbeats, runs.events).run();
    runs.heartbeat("silent");
    runs.pass(Duration.ofMinutes(6));

    assertThat(found("state=crashed")).containsExactly("written", "silent");
    assertThat(found("state=running")).containsExactly("alive");
    assertThat(all(1, "-createdAt", "state=crashed")).containsExactly("written", "silent");
    assertThat(all(1, "id", "state=crashed")).containsExactly("silent", "written");

    log("written", Map.of("a", 1));
    assertThat(found("state=running")).containsExactly("written", "alive");
  }

  @Test
  void an_edit_takes_away_what_no_longer_is() {
    begin("r", "{\"a\":1,\"o\":{\"p\":1}}", "old");
    runs.edit("r", config("{\"a\":\"text\",\"o\":null}"));
    runs.edit("r", tags("new"));

    assertThat(found("config.a=1")).isEmpty();
    assertThat(found("config.a=text")).containsExactly("r");
    assertThat(found("config.o.p=1")).isEmpty();
    assertThat(found("tag=old")).isEmpty();
    assertThat(found("tag=new")).containsExactly("r");
    runs.finish("r", RunState.FINISHED, 0);
    assertThat(found("state=finished", "duration>=0", "exitCode=0")).containsExactly("r");
    runs.create(TestRuns.wanted("r", Resume.MUST));
    assertThat(found("state=finished")).isEmpty();
    assertThat(found("duration>=0")).isEmpty();
    runs.delete("r");
    assertThat(found("config.a=text")).isEmpty();
  }

  @Test
  void runs_of_before_there_were_values_are_found_after_the_backfill() {
    for (var i = 0; i < 3; i++) {
      begin("old" + i, "{\"x\":" + i + "}", "t");
    }
    runs.facts.write(tx -> {
      tx.handle().execute("delete from run_value");
      BackfillRunValues.request(tx);
      return true;
    });
    assertThat(found("config.x>0")).isEmpty();

    new BackfillRunValues(runs.facts, runs.heartbeats).run();
    new BackfillRunValues(runs.facts, runs.heartbeats).run();

    assertThat(found("config.x>0", "tag=t", "state=running")).containsExactly("old2", "old1");
  }

  @Test
  void edits_and_metrics_at_once_leave_what_the_run_says() throws Exception {
    begin("busy", "{}");
    try (var threads = Executors.newFixedThreadPool(2)) {
      var metrics =
          threads.submit(() ->
              IntStream.range(0, 60).forEach(i -> log("busy", Map.of("loss", i, "best", -i))));
      var edits =
          threads.submit(() ->
              IntStream.range(0, 60)
                  .forEach(i -> runs.edit("busy", summary("{\"best\":" + i + "}"))));
      metrics.get();
      edits.get();
    }

    assertThat(found("summary.loss=59", "summary.best=59")).containsExactly("busy");
  }

  @Test
  void long_texts_are_equal_only_if_they_are() {
    var text = "ä".repeat(400);
    begin("one", "{\"t\":\"" + text + "1\"}");
    begin("two", "{\"t\":\"" + text + "2\"}");

    assertThat(found("config.t=" + text + "1")).containsExactly("one");
    assertThat(all(1, "config.t")).hasSize(2);
  }

  @Test
  void all_projects_of_a_team_are_searched_and_no_other_team() {
    begin("here", "{\"x\":3}");
    begin(new Name("other"), "there", "{\"x\":1}");
    begin(new Name("third"), "far", "{\"y\":1}");
    var elsewhere = new TestRuns(runs.facts);
    elsewhere.begin("foreign");

    var page =
        search.run(runs.member, runs.team.name(), Optional.empty(), terms("config.x"), first(10));

    assertThat(page.items())
        .extracting(run -> run.path().project() + "/" + run.path().run())
        .containsExactly("other/there", "digits/here", "third/far");
    assertThatThrownBy(() ->
            search.run(
                elsewhere.member, runs.team.name(), Optional.empty(), RunSearch.ALL, first(10)))
        .isInstanceOf(Failure.NotFound.class);
    assertThat(
            search
                .run(
                    runs.member(Role.VIEWER),
                    runs.team.name(),
                    Optional.of(runs.project),
                    RunSearch.ALL,
                    first(10))
                .items())
        .hasSize(1);
  }

  @Test
  void pages_hold_while_others_write() {
    for (var i = 0; i < 10; i++) {
      begin("r" + i, "{\"x\":" + i + "}");
    }
    var one = page("config.x", first(4));
    begin("new-before", "{\"x\":-1}");
    begin("new-behind", "{\"x\":8.5}");
    runs.delete("r5");

    var rest = page("config.x", new PageRequest(100, one.next()));

    assertThat(names(one)).containsExactly("r0", "r1", "r2", "r3");
    assertThat(names(rest)).containsExactly("r4", "r6", "r7", "r8", "new-behind", "r9");
  }

  @ParameterizedTest
  @CsvSource({
    "weird=1, where.key",
    "config=1, where.key",
    "createdAt>=yesterday, where.time",
    "createdAt~2026, where.operator",
    "tag>a, where.operator"
  })
  void a_condition_that_makes_no_sense_is_refused(String where, String rule) {
    assertThatThrownBy(() -> found(where))
        .isInstanceOfSatisfying(
            Failure.Invalid.class,
            e -> {
              assertThat(e.field()).isEqualTo("where");
              assertThat(e.rule()).isEqualTo(rule);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "tag", "config.", "--id", "loss"})
  void an_order_that_there_is_not_is_refused(String sort) {
    assertThatThrownBy(() -> RunOrder.parse(sort))
        .isInstanceOfSatisfying(
            Failure.Invalid.class, e -> assertThat(e.field()).isEqualTo("sort"));
  }

  @Test
  void a_cursor_of_another_list_is_refused() {
    for (var text : List.of("5", "z.1.0", "q.1." + mark(), "n.x." + mark(), "nzz.1." + mark())) {
      assertThatThrownBy(() -> page("config.x", new PageRequest(2, Optional.of(new Cursor(text)))))
          .isInstanceOfSatisfying(
              Failure.Invalid.class, e -> assertThat(e.field()).isEqualTo("cursor"));
    }
  }

  private static String mark() {
    return Integer.toHexString("config.x".hashCode());
  }

  private record Made(
      String name, int seq, Optional<Double> x, Optional<String> k, boolean isTagged) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void any_search_finds_what_a_list_in_memory_has(long seed) {
    var random = new SplittableRandom(seed);
    var made = new ArrayList<Made>();
    for (var i = 0; i < 60; i++) {
      var x =
          random.nextInt(4) == 0 ? Optional.<Double>empty() : Optional.of(random.nextInt(5) / 2.0);
      var k =
          random.nextInt(3) == 0
              ? Optional.<String>empty()
              : Optional.of(List.of("a", "b", "ä", "😀", "ｚ").get(random.nextInt(5)));
      var isTagged = random.nextBoolean();
      var config =
          "{"
              + Stream.of(x.map(v -> "\"x\":" + v), k.map(v -> "\"k\":\"" + v + "\""))
                  .flatMap(Optional::stream)
                  .reduce((a, b) -> a + "," + b)
                  .orElse("")
              + "}";
      begin("r" + i, config, isTagged ? new String[] {"t"} : new String[0]);
      made.add(new Made("r" + i, i, x, k, isTagged));
    }
    var conditions =
        Map.<String, Predicate<Made>>of(
            "config.x>=1", m -> m.x().filter(v -> v >= 1).isPresent(),
            "config.x<1.5", m -> m.x().filter(v -> v < 1.5).isPresent(),
            "config.x!=2", m -> m.x().filter(v -> v != 2).isPresent(),
            "config.k=a", m -> m.k().equals(Optional.of("a")),
            "config.k>=b", m -> m.k().filter(v -> !v.equals("a")).isPresent(),
            "tag=t", Made::isTagged,
            "tag!=t", m -> !m.isTagged());
    for (var round = 0; round < 25; round++) {
      var chosen =
          conditions.keySet().stream().sorted().filter(_ -> random.nextInt(4) == 0).toList();
      var sort = List.of("", "createdAt", "config.x", "-config.x", "config.k", "-config.k");
      var order = sort.get(random.nextInt(sort.size()));
      var expected =
          made.stream()
              .filter(m -> chosen.stream().allMatch(c -> requireNonNull(conditions.get(c)).test(m)))
              .sorted(oracle(order))
              .map(Made::name)
              .toList();

      assertThat(all(random.nextInt(1, 20), order, chosen.toArray(String[]::new)))
          .as("seed %s: %s sorted by '%s'", seed, chosen, order)
          .isEqualTo(expected);
    }
  }

  private static Comparator<Made> oracle(String order) {
    Comparator<Made> newest = Comparator.comparingInt(m -> -m.seq());
    if (order.isEmpty() || order.equals("createdAt")) {
      return order.isEmpty() ? newest : newest.reversed();
    }
    var isDescending = order.startsWith("-");
    Comparator<Made> byValue =
        order.endsWith("x")
            ? Comparator.comparingDouble(m -> m.x().orElse(0.0))
            : Comparator.comparing(m -> new CodePoints(m.k().orElse("")));
    var some = byValue.thenComparing(newest.reversed());
    Predicate<Made> has = m -> order.endsWith("x") ? m.x().isPresent() : m.k().isPresent();
    return (a, b) -> {
      if (has.test(a) != has.test(b)) {
        return has.test(a) ? -1 : 1;
      }
      return has.test(a)
          ? (isDescending ? some.reversed() : some).compare(a, b)
          : newest.compare(a, b);
    };
  }

  private record CodePoints(String text) implements Comparable<CodePoints> {
    @Override
    public int compareTo(CodePoints other) {
      var mine = text.codePoints().toArray();
      var theirs = other.text.codePoints().toArray();
      return Arrays.compare(mine, theirs);
    }
  }

  @Test
  void no_common_question_reads_a_whole_table() {
    begin("r", "{\"x\":1,\"k\":\"a\"}", "t");
    var known =
        runs.facts.read(reading ->
            CandidateRows.fields(
                reading,
                CandidateRows.projects(reading, runs.team.id().value(), 10),
                List.of("config.x", "config.k", "state", RunFields.tag("t"))));
    var project = known.keySet().iterator().next();
    var fields = requireNonNull(known.get(project));
    long x = requireNonNull(fields.get("config.x"));
    long k = requireNonNull(fields.get("config.k"));
    var equal = RunCondition.of(Condition.parse("config.k=a"));
    var range = RunCondition.of(Condition.parse("config.x>0.5"));
    var terms = new RunSearch(List.of(Condition.parse("tag=t")), Optional.of("r"), RunOrder.NEWEST);

    for (var source :
        List.of(
            Source.runs(project, true, Long.MAX_VALUE, 100),
            Source.equal(k, equal, true, Long.MAX_VALUE, 100),
            Source.hits(x, range, 100),
            Source.hits(k, equal, 100),
            Source.numbers(x, true, Source.Place.beforeNumbers(true), -1e9, 1e9, 100),
            Source.numbers(x, false, new Source.Place(0.5, 7), -1e9, 1e9, 100),
            Source.texts(k, true, Source.Place.beforeTexts(true), 100),
            Source.texts(k, false, new Source.Place(new byte[] {'a'}, 7), 100))) {
      assertThat(
              plan(
                  CandidateRows.sql(source, List.copyOf(fields.keySet()), terms.terms()),
                  source,
                  fields))
          .as(source.sql())
          .isNotEmpty()
          .noneMatch(line -> line.matches("(?i).*SCAN (run|run_value|run_tag|r|v\\d|g)( .*)?"))
          .noneMatch(line -> line.contains("Seq Scan") && line.matches(".* on run(_\\w+)? .*"))
          .noneMatch(line -> line.contains("TEMP B-TREE"));
    }
  }

  private List<String> plan(String sql, Source source, Map<String, Long> fields) {
    return runs.facts.write(tx -> {
      var isSqlite = tx.engine() == Engine.SQLITE;
      if (!isSqlite) {
        // In small tables reading all is right; whether an index could serve is what is asked.
        tx.handle().execute("set local enable_seqscan = off");
        tx.handle().execute("set local enable_bitmapscan = off");
      }
      var query =
          tx.handle()
              .createQuery((isSqlite ? "explain query plan " : "explain ") + sql)
              .bindMap(source.parameters());
      var names = List.copyOf(fields.keySet());
      IntStream.range(0, names.size()).forEach(i -> query.bind("f" + i, fields.get(names.get(i))));
      return query.map((rows, _) -> rows.getString(isSqlite ? 4 : 1)).list();
    });
  }

  private void begin(String name, String config, String... tags) {
    begin(runs.project, name, config, tags);
  }

  private void begin(Name project, String name, String config, String... tags) {
    runs.create(
        runs.member,
        project,
        new NewRun(
            Optional.of(new Name(name)),
            Resume.NEVER,
            Optional.empty(),
            new RunEdit(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Stream.of(tags).map(Label::new).toList()),
                TestRuns.json(config),
                JsonObject.empty(),
                JsonObject.empty())));
  }

  private void log(String name, Map<String, ?> values) {
    runs.appendTo(AppendHistory.METRICS, name, List.<NewRecord>of(TestRuns.next(values)));
  }

  private static RunEdit config(String config) {
    return edit(Optional.empty(), TestRuns.json(config), JsonObject.empty());
  }

  private static RunEdit summary(String summary) {
    return edit(Optional.empty(), JsonObject.empty(), TestRuns.json(summary));
  }

  private static RunEdit tags(String tag) {
    return edit(Optional.of(List.of(new Label(tag))), JsonObject.empty(), JsonObject.empty());
  }

  private static RunEdit edit(Optional<List<Label>> tags, JsonObject config, JsonObject summary) {
    return new RunEdit(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        tags,
        config,
        summary,
        JsonObject.empty());
  }

  private List<String> found(String... where) {
    return all(100, "", where);
  }

  private List<String> text(String text) {
    var wanted = new RunSearch(List.of(), Optional.of(text), RunOrder.NEWEST);
    return names(
        search.run(runs.member, runs.team.name(), Optional.of(runs.project), wanted, first(100)));
  }

  private List<String> all(int limit, String sort, String... where) {
    var names = new ArrayList<String>();
    var request = first(limit);
    while (true) {
      var page = page(sort, request, where);
      names.addAll(names(page));
      if (page.next().isEmpty()) {
        return names;
      }
      request = new PageRequest(limit, page.next());
    }
  }

  private Page<Run> page(String sort, PageRequest request, String... where) {
    return search.run(
        runs.member, runs.team.name(), Optional.of(runs.project), terms(sort, where), request);
  }

  private static RunSearch terms(String sort, String... where) {
    return new RunSearch(
        Condition.parseAll(List.of(where)),
        Optional.empty(),
        sort.isEmpty() ? RunOrder.NEWEST : RunOrder.parse(sort));
  }

  private static List<String> names(Page<Run> page) {
    return page.items().stream().map(run -> run.path().run().text()).toList();
  }

  private static PageRequest first(int limit) {
    return new PageRequest(limit, Optional.empty());
  }
}
