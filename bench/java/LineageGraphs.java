// SPDX-License-Identifier: Apache-2.0

import io.cairn.core.access.Access;
import io.cairn.core.access.InstallationRole;
import io.cairn.core.access.Principal;
import io.cairn.core.access.Scope;
import io.cairn.core.access.UserId;
import io.cairn.core.artifact.Collections;
import io.cairn.core.artifact.FindVersion;
import io.cairn.core.artifact.ListVersions;
import io.cairn.core.artifact.ReadVersionFiles;
import io.cairn.core.artifact.ResolveReference;
import io.cairn.core.artifact.VersionNodes;
import io.cairn.core.content.Digest;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.FactsSettings;
import io.cairn.core.lineage.Direction;
import io.cairn.core.lineage.LineageQuestion;
import io.cairn.core.lineage.Node;
import io.cairn.core.lineage.WalkLineage;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Name;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.PageRequest;
import io.cairn.core.project.Projects;
import io.cairn.core.run.FindRun;
import io.cairn.core.run.Heartbeats;
import io.cairn.core.run.RunDoor;
import io.cairn.core.run.RunNodes;
import io.cairn.core.time.Timeline;
import io.cairn.core.trace.TraceFile;
import io.cairn.core.trace.TraceQuestion;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Builds a graph of runs and versions and measures questions to it. Each run uses two versions of
/// the last thousand and makes two; each version holds a licence text that all hold, a shard that a
/// hundred hold, and weights of its own; one data set is used by a tenth of the runs; each fiftieth
/// version bore the alias of its collection.
final class LineageGraphs {
  private static final int ROWS_A_TRANSACTION = 20_000;
  private static final int COLLECTIONS = 100;
  private static final int QUESTIONS = 400;
  private static final Digest LICENCE = digest("licence");

  private final Facts facts;
  private final Timeline timeline = Timeline.system();
  private final SplittableRandom random = new SplittableRandom(7);
  private final UUID user = timeline.newId();
  private final UUID team = timeline.newId();
  private final UUID project = timeline.newId();
  private final List<UUID> collections = ids(COLLECTIONS);
  private final List<UUID> versions;
  private final List<UUID> runs;
  private final int edges;

  private LineageGraphs(Facts facts, int edges) {
    this.facts = facts;
    this.edges = edges;
    versions = ids(edges / 2);
    runs = ids(edges / 4);
  }

  public static void main(String[] arguments) throws IOException {
    var options = Arrays.asList(arguments);
    var large = Integer.parseInt(option(options, "--edges", "1000000"));
    var small = Integer.parseInt(option(options, "--small", "10000"));
    var url = option(options, "--url", "");
    System.out.printf(
        "engine of the large graph: %s; %d questions each; ms%n",
        url.isEmpty() ? "SQLite" : "PostgreSQL", QUESTIONS);
    var few = measure(small, "", "", "");
    var many =
        measure(large, url, option(options, "--user", ""), option(options, "--password", ""));
    System.out.printf("%n%-44s %9s %9s %9s %9s %7s%n", "", "p50", "p99", "p50", "p99", "ratio");
    System.out.printf("%-44s %19d %19d%n", "edges", small, large);
    for (var i = 0; i < few.size(); i++) {
      var a = few.get(i);
      var b = many.get(i);
      System.out.printf(
          "%-44s %9.2f %9.2f %9.2f %9.2f %7.1f%n",
          a.name(), a.p50(), a.p99(), b.p50(), b.p99(), b.p50() / a.p50());
    }
  }

  private static String option(List<String> options, String name, String whenMissing) {
    var at = options.indexOf(name);
    return at < 0 ? whenMissing : options.get(at + 1);
  }

  private record Figure(String name, double p50, double p99) {}

  private static List<Figure> measure(int edges, String url, String user, String password)
      throws IOException {
    var folder = Files.createTempDirectory("cairn-bench-");
    var where = url.isEmpty() ? "jdbc:sqlite:" + folder.resolve("facts.db") : url;
    try (var facts = Facts.open(new FactsSettings(where, user, password, 8))) {
      var graph = new LineageGraphs(facts, edges);
      var began = System.nanoTime();
      graph.build();
      System.out.printf("built %d edges in %.0f s%n", edges, (System.nanoTime() - began) / 1e9);
      return graph.ask();
    } finally {
      try (var paths = Files.list(folder)) {
        for (var path : paths.toList()) {
          Files.delete(path);
        }
      }
      Files.delete(folder);
    }
  }

  private List<UUID> ids(int count) {
    return IntStream.range(0, count).mapToObj(_ -> timeline.newId()).toList();
  }

  private static Digest digest(String text) {
    return Digest.hash(text.getBytes());
  }

  /// Every other version is at home in the first collection.
  private static int home(int version) {
    return version % 2 == 0 ? 0 : version % COLLECTIONS;
  }

  private Digest manifest(int version) {
    return digest("manifest " + version);
  }

  private static Digest shard(int version) {
    return digest("shard " + version / 100);
  }

  private void build() {
    one(
        "insert into app_user (id, name, name_key, kind, role, created_at)"
            + " values (:id, 'bench', 'bench', 'person', 'member', 0)",
        user);
    one(
        "insert into namespace (id, kind, name, name_key, is_open, created_at)"
            + " values (:id, 'team', 'bench', 'bench', false, 0)",
        team);
    rows(
        1,
        "insert into namespace_member values (:team, :user, 'member', 0)",
        (batch, i) -> batch.bind("team", team).bind("user", user));
    rows(
        1,
        "insert into project (id, namespace_id, name, name_key, description, revision,"
            + " created_at, created_by) values (:id, :team, 'p', 'p', '', 1, 0, :user)",
        (batch, i) -> batch.bind("id", project).bind("team", team).bind("user", user));
    rows(
        COLLECTIONS,
        "insert into collection (id, namespace_id, project_id, parent_id, name,"
            + " name_key, type, description, card, next_index, version_count, last_move_at,"
            + " revision, created_at, created_by) values (:id, :team, :project, :project, :name,"
            + " :name, 'model', '', '', 0, 0, 0, 1, 0, :user)",
        (batch, i) ->
            batch
                .bind("id", collections.get(i))
                .bind("team", team)
                .bind("project", project)
                .bind("name", "c" + i)
                .bind("user", user));
    blob(1, i -> LICENCE);
    blob(versions.size() / 100 + 1, i -> shard(i * 100));
    blob(versions.size(), this::manifest);
    blob(versions.size(), i -> digest("weights " + i));
    rows(
        versions.size(),
        "insert into manifest (digest, stored_at) values (:digest, 0)",
        (batch, i) -> batch.bind("digest", manifest(i).bytes()));
    for (var held :
        List.<IntFunction<Digest>>of(
            i -> LICENCE, LineageGraphs::shard, i -> digest("weights " + i))) {
      rows(
          versions.size(),
          "insert into manifest_blob (manifest, digest) values (:m, :d)",
          (batch, i) -> batch.bind("m", manifest(i).bytes()).bind("d", held.apply(i).bytes()));
    }
    rows(
        versions.size(),
        "insert into version (id, collection_id, home_id, manifest, size_bytes,"
            + " file_count, reference_count, metadata, revision, created_at, created_by) values"
            + " (:id, :c, :id, :m, 1, 3, 0, '{}', 1, 0, :user)",
        (batch, i) ->
            batch
                .bind("id", versions.get(i))
                .bind("c", collections.get(home(i)))
                .bind("m", manifest(i).bytes())
                .bind("user", user));
    rows(
        versions.size(),
        "insert into membership (id, collection_id, version_index, version_id,"
            + " is_link, description, revision, created_at, created_by) values (:id, :c, :index,"
            + " :id, false, '', 1, 0, :user)",
        (batch, i) ->
            batch
                .bind("id", versions.get(i))
                .bind("c", collections.get(home(i)))
                .bind("index", i)
                .bind("user", user));
    rows(
        versions.size() / 50,
        "insert into alias_move (collection_id, alias_key, spelling,"
            + " to_membership_id, moved_at, moved_by, reason) values (:c, 'best', 'best', :to,"
            + " :at, :user, '')",
        (batch, i) ->
            batch
                .bind("c", collections.get(home(i * 50)))
                .bind("to", versions.get(i * 50))
                .bind("at", (long) i)
                .bind("user", user));
    rows(
        runs.size(),
        "insert into run (id, project_id, namespace_id, name, name_key, state, config, summary,"
            + " environment, notes, created_at, created_by, started_at) values (:id, :project,"
            + " :team, :name, :name, 'finished', '{}', '{}', '{}', '', 0, :user, 0)",
        (batch, i) ->
            batch
                .bind("id", runs.get(i))
                .bind("project", project)
                .bind("team", team)
                .bind("name", "r" + i)
                .bind("user", user));
    rows(
        edges,
        "insert into lineage_edge (kind, from_kind, from_id, to_kind, to_id, facts,"
            + " created_at) values (:kind, :fromKind, :from, :toKind, :to, '{}', 0)"
            + " on conflict do nothing",
        this::edge);
    if (facts.engine() == io.cairn.core.fact.Engine.POSTGRESQL) {
      facts.write(tx -> tx.handle().execute("analyze"));
    }
  }

  /// Edges 4r and 4r + 1 go into run r, 4r + 2 and 4r + 3 come out of it.
  private PreparedBatch edge(PreparedBatch batch, int i) {
    var run = i / 4;
    var isInput = i % 4 < 2;
    var made = run * 2 + i % 2;
    var used = Math.max(0, run * 2 - 1 - random.nextInt(Math.min(1_000, run * 2 + 1)));
    if (i % 40 == 0) {
      used = 0;
    }
    var version = versions.get(isInput ? used : made);
    return batch
        .bind("kind", isInput ? "input" : "output")
        .bind("fromKind", isInput ? "version" : "run")
        .bind("from", isInput ? version : runs.get(run))
        .bind("toKind", isInput ? "run" : "version")
        .bind("to", isInput ? runs.get(run) : version);
  }

  private void blob(int count, IntFunction<Digest> digest) {
    rows(
        count,
        "insert into blob (digest, size_bytes, stored_at) values (:digest, 1, 0)",
        (batch, i) -> batch.bind("digest", digest.apply(i).bytes()));
  }

  private interface Row {
    PreparedBatch bind(PreparedBatch batch, int i);
  }

  private void one(String sql, UUID id) {
    rows(1, sql, (batch, i) -> batch.bind("id", id));
  }

  private void rows(int count, String sql, Row row) {
    for (var from = 0; from < count; from += ROWS_A_TRANSACTION) {
      var first = from;
      facts.write(tx -> {
        var batch = tx.handle().prepareBatch(sql);
        for (var i = first; i < Math.min(count, first + ROWS_A_TRANSACTION); i++) {
          row.bind(batch, i).add();
        }
        return batch.execute();
      });
    }
  }

  private List<Figure> ask() {
    var access = new Access();
    var who =
        new Principal(
            new UserId(user),
            new Name("bench"),
            InstallationRole.MEMBER,
            Optional.empty(),
            EnumSet.allOf(Scope.class));
    var events = new Events(timeline);
    var projects = new Projects(events, timeline);
    var walk =
        new WalkLineage(
            facts,
            List.of(new VersionNodes(access), new RunNodes(access, Heartbeats.of(timeline))));
    var collectionsOf = new Collections(access, projects, events, timeline);
    var resolve = new ResolveReference(facts, access, collectionsOf);
    var files = new ReadVersionFiles(facts, new FindVersion(facts, access), null);
    var findRun = new FindRun(facts, new RunDoor(access, projects, Heartbeats.of(timeline)));
    var trace = new TraceFile(facts, access, resolve, files, findRun, walk);
    var hub = versions.getFirst();
    var figures = new ArrayList<Figure>();
    figures.add(
        figure("one step from a version", i -> walk.run(who, around(i, 1, 5_000)).nodes().size()));
    figures.add(
        figure(
            "ten steps up and down, at most 1,000 nodes",
            i -> walk.run(who, around(i, 10, 1_000)).nodes().size()));
    figures.add(
        figure(
            "a page of 100 uses of one with a tenth of all",
            i -> walk.step(who, hub, Direction.DOWN, PageRequest.first()).edges().items().size()));
    figures.add(
        figure(
            "a file of one version, to its aliases",
            i -> trace(trace, who, digest("weights " + late(i)), 3, 100)));
    figures.add(
        figure("a file of 100 versions, one step", i -> trace(trace, who, shard(late(i)), 1, 100)));
    figures.add(
        figure(
            "100 of all that hold the licence, one step", i -> trace(trace, who, LICENCE, 1, 100)));
    var list = new ListVersions(facts, access, collectionsOf);
    var path = CollectionPath.parse("bench/p/c0");
    figures.add(
        figure(
            "100 of half of all versions, listed by cursor",
            i -> list.run(who, path, after(late(i))).items().size()));
    return figures;
  }

  private static PageRequest after(int index) {
    return new PageRequest(100, Optional.of(Cursor.of(index)));
  }

  private int trace(TraceFile trace, Principal who, Digest digest, int depth, int page) {
    var question =
        new TraceQuestion(
            new TraceQuestion.Origin.Content(digest),
            Direction.DOWN,
            depth,
            false,
            new PageRequest(page, Optional.empty()));
    return trace.run(who, question).graph().nodes().size();
  }

  private LineageQuestion around(int i, int depth, int limit) {
    return new LineageQuestion(Node.version(versions.get(late(i))), Direction.BOTH, depth, limit);
  }

  private int late(int i) {
    return versions.size() / 2 + new SplittableRandom(i).nextInt(versions.size() / 2);
  }

  private Figure figure(String name, IntFunction<Integer> question) {
    var nodes = 0L;
    var took = new double[QUESTIONS];
    for (var i = -50; i < QUESTIONS; i++) {
      var began = System.nanoTime();
      var found = question.apply(Math.abs(i));
      if (i >= 0) {
        took[i] = (System.nanoTime() - began) / 1e6;
        nodes += found;
      }
    }
    Arrays.sort(took);
    System.out.printf("  %-44s %6d nodes on average%n", name, nodes / QUESTIONS);
    return new Figure(name, took[QUESTIONS / 2], took[QUESTIONS * 99 / 100]);
  }
}
