// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cairn.core.access.ChangeNamespace;
import io.cairn.core.access.InstallationRole;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.access.Role;
import io.cairn.core.artifact.AliasExpectation;
import io.cairn.core.artifact.EditCollection;
import io.cairn.core.artifact.EditVersion;
import io.cairn.core.artifact.LinkVersion;
import io.cairn.core.artifact.SetAlias;
import io.cairn.core.attachment.Attachment;
import io.cairn.core.attachment.Attachments;
import io.cairn.core.content.BlobUpload;
import io.cairn.core.content.Digest;
import io.cairn.core.draft.TestArtifacts;
import io.cairn.core.event.Events;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.lineage.EdgeKind;
import io.cairn.core.lineage.LineageEdges;
import io.cairn.core.lineage.Node;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.FilePath;
import io.cairn.core.name.Label;
import io.cairn.core.name.Name;
import io.cairn.core.name.Reference;
import io.cairn.core.name.Selector;
import io.cairn.core.name.Title;
import io.cairn.core.registry.EditRegistry;
import io.cairn.core.registry.ProtectAlias;
import io.cairn.core.run.AppendHistory;
import io.cairn.core.run.CreateRun;
import io.cairn.core.run.Heartbeats;
import io.cairn.core.run.NewRecord;
import io.cairn.core.run.NewRun;
import io.cairn.core.run.Resume;
import io.cairn.core.run.RunDoor;
import io.cairn.core.run.RunEdit;
import io.cairn.core.run.RunPath;
import io.cairn.core.runfile.DeleteRunFile;
import io.cairn.core.runfile.PutRunFile;
import io.cairn.core.time.Timeline;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A rich installation on one engine, brought to an empty one on the other.
@OnBothEngines
class ExportImportTest {
  private static final String DIGITS = "vision/digits/classifier";

  /// File, what stands there, what takes its place, and what the refusal says.
  private static final String WRONG_LINES =
      """
      namespaces  | "is_open":false | "is_open":"no"          | facts/namespaces.ndjson line 1
      namespaces  | "name":"vision" | "name":"../up"          | facts/namespaces.ndjson line 1
      namespaces  | "name":"vision" | "name":"api"            | facts/namespaces.ndjson line 1
      namespaces  | "name":"vision" | "nome":"vision"         | facts/namespaces.ndjson line 1
      namespaces  | {"id"           | {"x":1,"id"             | facts/namespaces.ndjson line 1
      namespaces  | {"id"           | {"kind":"team","id"     | facts/namespaces.ndjson line 1
      namespaces  | {"id"           | ["id"                   | facts/namespaces.ndjson line 1
      namespaces  | "kind":"team"   | "kind":"club"           | facts/namespaces.ndjson line 1
      aliases     | "spelling":"best" | "spelling":"v7"       | facts/aliases.ndjson line
      versions    | "file_count":1  | "file_count":2          | facts/versions.ndjson line
      versions    | "created_at":"  | "created_at":"yesterday | facts/versions.ndjson line
      versions    | "metadata":{    | "metadata":{"a":1,"a":2,| facts/versions.ndjson line
      collections | "next_index":3  | "next_index":1          | facts/memberships.ndjson
      collections | "version_count":2 | "version_count":9     | facts/collections.ndjson
      members     | "role":"member" | "role":"owner"          | facts/members.ndjson line
      runs        | "state":"running" | "state":"asleep"      | facts/runs.ndjson line 1
      blobs       | "size":         | "size":1                | blobs that the facts name
      """;

  private final TestExports source;
  private final TestExports target;

  ExportImportTest(TestFacts db) {
    source = new TestExports(db.engine());
    target = new TestExports(TestExports.other(db.engine()));
  }

  @AfterEach
  void close() {
    source.close();
    target.close();
  }

  @Test
  void what_comes_back_from_the_other_engine_is_the_same_to_the_byte() {
    fill(source);
    var exported = source.export(source.people.admin());

    var progress = target.importAll(exported, source);
    var back = target.export(target.people.admin());

    assertThat(progress.isDone()).isTrue();
    assertThat(progress.rows()).isEqualTo(TestExports.describe(exported).rows());
    assertThat(back.keySet()).isEqualTo(exported.keySet());
    exported.forEach((noun, text) -> {
      if (noun.equals("events")) {
        assertThat(TestExports.text(back, noun)).startsWith(text);
      } else {
        assertThat(TestExports.text(back, noun)).as(noun).isEqualTo(text);
      }
    });
    assertThat(exported).allSatisfy((noun, text) -> assertThat(text).as(noun).isNotEmpty());
  }

  @Test
  void a_second_import_does_nothing() {
    fill(source);
    var exported = source.export(source.people.admin());
    target.importAll(exported, source);
    var events = target.count("event");

    var again = target.importAll(exported, source);

    assertThat(again).isEqualTo(new CommitImport.Progress(true, 0));
    assertThat(target.count("event")).isEqualTo(events);
  }

  @Test
  void the_new_place_answers_as_the_old_and_goes_on() {
    var ada = fill(source);
    var exported = source.export(source.people.admin());
    target.importAll(exported, source);
    var there = target.artifacts;

    for (var ref :
        List.of(
            DIGITS + ":best", DIGITS + ":v0", "models/digits:production", "vision/old-name/x:v0")) {
      assertThat(there.resolve(ada, ref).digest())
          .isEqualTo(source.artifacts.resolve(ada, ref).digest());
    }
    assertThat(there.store.count()).isGreaterThanOrEqualTo(4);
    var kept = attachment(target, there.resolve(ada, DIGITS + ":v0").version().value());
    assertThat(kept.mark()).contains("a-sum-of-its-own");
    assertThat(there.store.open(kept.bytes().orElseThrow().digest())).hasContent("{\"version\":1}");
    there.undeleteVersion.run(ada, CollectionPath.parse(DIGITS), 2);
    var added = there.log(ada, DIGITS, Map.of("new.bin", "new"), "best");
    var same = there.log(ada, DIGITS, Map.of("a.bin", "one"));

    assertThat(added.version().index()).isEqualTo(3);
    assertThat(same.version().index()).isZero();
    var places = places(target);
    assertThat(new TreeSet<>(places)).hasSameSizeAs(places);
  }

  @Test
  void two_exports_of_one_state_differ_by_the_event_of_the_first() {
    fill(source);

    var first = source.export(source.people.admin());
    var second = source.export(source.people.admin());

    assertThat(TestExports.text(second, "events")).startsWith(TestExports.text(first, "events"));
    assertThat(
            TestExports.text(second, "events")
                .substring(TestExports.text(first, "events").length())
                .lines())
        .singleElement()
        .asString()
        .contains("installation.exported");
    first.remove("events");
    second.remove("events");
    assertThat(second).isEqualTo(first);
  }

  @Test
  void who_imports_stays_an_admin_and_takes_the_identity_of_the_same_name() {
    fill(source);
    var exported = source.export(source.people.admin());
    var changed =
        with(
            exported,
            "users",
            text -> text.replaceFirst("\"role\":\"admin\"", "\"role\":\"member\""));

    target.importAll(changed, source);

    var users =
        target.facts.read(reading ->
            reading
                .handle()
                .createQuery("select role from app_user where name_key = 'first-admin'")
                .mapTo(String.class)
                .list());
    assertThat(users).containsExactly("admin");
    assertThat(target.count("app_user")).isEqualTo(source.count("app_user"));
  }

  @Test
  void a_line_that_breaks_a_rule_is_named_and_nothing_is_imported() {
    fill(source);
    var exported = source.export(source.people.admin());
    var users = target.count("app_user");
    var surprises = new ArrayList<String>();

    for (var row : WRONG_LINES.lines().toList()) {
      var cells = Stream.of(row.split("\\|", -1)).map(String::strip).toList();
      var changed = with(exported, cells.get(0), text -> text.replace(cells.get(1), cells.get(2)));
      var thrown = catchThrowable(() -> target.importAll(changed, source));
      if (changed.equals(exported)
          || !(thrown instanceof Failure)
          || !String.valueOf(thrown.getMessage()).contains(cells.get(3))) {
        surprises.add(row + " -> " + thrown);
      }
    }

    assertThat(surprises).isEmpty();
    assertThat(target.count("namespace")).isZero();
    assertThat(target.count("version")).isZero();
    assertThat(target.count("app_user")).isEqualTo(users);
    assertThat(target.importAll(exported, source).rows()).isPositive();
  }

  @Test
  void a_line_that_is_there_twice_or_refers_to_nothing_is_refused() {
    fill(source);
    var exported = source.export(source.people.admin());
    var twice =
        with(exported, "projects", text -> text + text.lines().findFirst().orElseThrow() + "\n");
    var dangling = with(exported, "memberships", _ -> "");

    assertThatThrownBy(() -> target.importAll(twice, source))
        .isInstanceOf(Failure.Invalid.class)
        .hasMessageContaining("facts/projects.ndjson");
    assertThatThrownBy(() -> target.importAll(dangling, source))
        .isInstanceOf(Failure.Invalid.class)
        .hasMessageContaining("facts/recalls.ndjson");
    assertThat(target.count("namespace")).isZero();
  }

  @Test
  void a_blob_that_was_not_sent_stops_the_import_and_is_named() {
    fill(source);
    var exported = source.export(source.people.admin());
    var description = TestExports.describe(exported);
    target.beginImport.run(target.people.admin(), description);
    exported
        .values()
        .forEach(text ->
            target.send(
                description.digest(),
                Digest.hash(TestExports.bytes(text)),
                TestExports.bytes(text)));

    var refused =
        catchThrowableOfType(
            Failure.Conflict.class,
            () -> target.commitImport.run(target.people.admin(), description.digest()));

    assertThat(refused.code()).isEqualTo("import.missing-blobs");
    assertThat(refused.missing())
        .allMatch(digest -> TestExports.text(exported, "blobs").contains(digest));
    assertThat(target.count("namespace")).isZero();
  }

  @Test
  void a_server_with_content_of_its_own_is_refused() {
    fill(source);
    target.people.team("physics");

    assertThatThrownBy(() -> target.importAll(source.export(source.people.admin()), source))
        .isInstanceOf(Failure.Conflict.class)
        .hasMessageContaining("physics");
    assertThat(target.count("import")).isZero();
  }

  @Test
  void an_auditor_exports_and_only_an_admin_imports() {
    var auditor = source.people.user("auditor", InstallationRole.AUDITOR);
    var member = source.people.user("member", InstallationRole.MEMBER);
    var exported = source.export(auditor);

    assertThatThrownBy(() -> source.export(member)).isInstanceOf(Failure.Forbidden.class);
    var description = TestExports.describe(exported);
    for (var actor : List.of(auditor, member)) {
      assertThatThrownBy(() -> source.beginImport.run(actor, description))
          .isInstanceOf(Failure.Forbidden.class);
      assertThatThrownBy(() -> source.receiveImport.missing(actor, description.digest(), List.of()))
          .isInstanceOf(Failure.Forbidden.class);
      assertThatThrownBy(() -> source.commitImport.run(actor, description.digest()))
          .isInstanceOf(Failure.Forbidden.class);
    }
    assertThatThrownBy(() -> source.commitImport.run(source.people.admin(), description.digest()))
        .isInstanceOf(Failure.NotFound.class);
  }

  @Test
  void a_snapshot_does_not_see_what_others_write_meanwhile() throws InterruptedException {
    source.people.team("one");
    var writer = new Thread(() -> source.people.team("two"));

    var counts =
        source.facts.snapshot(reading -> {
          var count = "select count(*) from namespace";
          var before = reading.handle().createQuery(count).mapTo(Long.class).one();
          writer.start();
          try {
            writer.join();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return List.of(before, reading.handle().createQuery(count).mapTo(Long.class).one());
        });

    assertThat(counts).containsExactly(1L, 1L);
    assertThat(source.count("namespace")).isEqualTo(2);
  }

  private static Map<String, String> with(
      Map<String, String> files, String noun, UnaryOperator<String> change) {
    var changed = new LinkedHashMap<>(files);
    changed.computeIfPresent(noun, (_, text) -> change.apply(text));
    return changed;
  }

  private static List<Long> places(TestExports at) {
    new Events(Timeline.system()).settle(at.facts);
    return at.facts.read(reading ->
        reading
            .handle()
            .createQuery("select place from event order by seq")
            .mapTo(Long.class)
            .list());
  }

  /// Something in every table.
  private static Principal fill(TestExports at) {
    var people = at.people;
    var artifacts = at.artifacts;
    var access = people.access();
    var timeline = Timeline.system();
    var events = new Events(timeline);
    var vision = people.team("vision");
    var models = people.registry("models");
    var ada = people.put(people.user("Ada"), vision, Role.MEMBER);
    people.put(ada, models, Role.MEMBER);
    new ProtectAlias(at.facts, access, events, timeline)
        .run(people.admin(), models.name(), new Label("Stable"));
    new EditRegistry(at.facts, access, events)
        .run(
            people.admin(),
            models.name(),
            new EditRegistry.Edit(
                Optional.of("für alle"), Optional.of(List.of(new Name("model")))));

    artifacts.log(ada, DIGITS, Map.of("a.bin", "one"), "best", "früh");
    artifacts.log(ada, DIGITS, Map.of("a.bin", "two", "b/ü.txt", "zwei"), "best");
    artifacts.log(ada, DIGITS, Map.of(), "empty");
    var draft = artifacts.open(ada, "vision/digits/raw");
    artifacts.manifest(
        ada, draft, "{\"cairn\":\"manifest/1\"}\n{\"path\":\"r\",\"ref\":\"s3://b/k\"}\n");
    artifacts.commit(ada, draft);
    artifacts.recordPull.run(
        ada, Reference.parse("vision/digits/raw:v0"), Selector.parse("latest"));
    artifacts.recallVersion.run(ada, Reference.parse("vision/digits/raw:v0"), "falsch gemessen");
    move(artifacts, ada, 0);
    move(artifacts, ada, 1);
    artifacts.editVersion.run(
        ada,
        Reference.parse(DIGITS + ":v1"),
        new EditVersion.Edit(
            Optional.of("gut"),
            Optional.of(JsonObject.of("metadata", Map.of("loss", 0.25, "n", 7L))),
            List.of(new Label("Größe")),
            List.of()),
        Optional.empty());
    artifacts.linkVersion.run(
        ada,
        new LinkVersion.Command(
            new CollectionPath.InRegistry(models.name(), new Name("digits")),
            Reference.parse(DIGITS + ":best"),
            List.of(new Label("production")),
            LinkVersion.IfLinked.RETURN_EXISTING,
            "published"));
    artifacts.deleteVersion.run(ada, Reference.parse(DIGITS + ":v2"), Optional.empty());
    artifacts.log(ada, "vision/old-name/x", Map.of("x", "x"));
    artifacts.editCollection.run(
        ada,
        CollectionPath.parse("vision/old-name/x"),
        new EditCollection.Edit(
            Optional.of(new Name("y")),
            Optional.of(Optional.of(new Title("Ein schöner Titel 模型"))),
            Optional.empty(),
            Optional.of("# Karte"),
            Optional.of(List.of(new Label("tag")))),
        OptionalLong.empty());
    renameTeam(at);
    run(at, ada);
    attach(at, ada);
    return ada;
  }

  /// What a face keeps beside a version, in bytes that nothing else names.
  private static void attach(TestExports at, Principal ada) {
    var run = new RunPath(new Name("vision"), new Name("digits"), new Name("train-1"));
    var content = TestExports.bytes("{\"version\":1}");
    putFile(at, ada, run, "manifest.json", content);
    deleteFile(at, ada, run, "manifest.json");
    var version = at.artifacts.resolve(ada, DIGITS + ":v0").version().value();
    var bytes = new Attachment.Bytes(Digest.hash(content), content.length);
    var facts = JsonObject.of("facts", Map.of("step", 3L));
    var draft = Timeline.system().newId();
    at.facts.<Boolean>write(tx -> {
      for (var subject : List.of(version, draft)) {
        var kept =
            new Attachment("face", Optional.of(bytes), Optional.of("a-sum-of-its-own"), facts);
        Attachments.put(tx, subject, kept);
      }
      return true;
    });
  }

  private static Attachment attachment(TestExports at, UUID subject) {
    return at.facts.read(reading -> Attachments.find(reading, subject, "face")).orElseThrow();
  }

  private static void renameTeam(TestExports at) {
    var change =
        new ChangeNamespace(
            at.facts, at.people.access(), new Events(Timeline.system()), Timeline.system());
    var empty = at.people.team("before");
    change.run(
        at.people.admin(),
        empty.kind(),
        empty.name(),
        new ChangeNamespace.Command(
            Optional.of(new Name("after")), Optional.empty(), Optional.empty()));
  }

  private static void move(TestArtifacts artifacts, Principal ada, long index) {
    artifacts.setAlias.run(
        ada,
        new SetAlias.Command(
            CollectionPath.parse(DIGITS),
            new Label("best"),
            Selector.parse("v" + index),
            new AliasExpectation.Anything(),
            "better"));
  }

  private static void run(TestExports at, Principal ada) {
    var timeline = Timeline.system();
    var events = new Events(timeline);
    var access = at.people.access();
    var team = new Name("vision");
    var project = new Name("digits");
    var said =
        new RunEdit(
            Optional.of(new Title("Läuft")),
            Optional.of("notes\nof two lines"),
            Optional.empty(),
            Optional.empty(),
            Optional.of(List.of(new Label("GPU"))),
            JsonObject.of("config", Map.of("lr", 0.1)),
            JsonObject.of("summary", Map.of("acc", 0.9)),
            JsonObject.empty());
    var made =
        new CreateRun(
                at.facts,
                access,
                at.artifacts.projects,
                new LineageEdges(timeline),
                events,
                Heartbeats.of(timeline))
            .run(
                ada,
                team,
                project,
                new NewRun(Optional.of(new Name("train-1")), Resume.NEVER, Optional.empty(), said));
    at.facts.<Boolean>write(tx -> {
      var data =
          at.artifacts.resolve.within(tx, ada, Reference.parse(DIGITS + ":v0"), Permission.READ);
      new LineageEdges(timeline)
          .add(
              tx,
              EdgeKind.INPUT,
              Node.version(data.version().value()),
              Node.run(made.run().id().value()),
              JsonObject.of("facts", Map.of("role", "train")));
      return true;
    });
    var records = new ArrayList<NewRecord>();
    for (var step = 0L; step < 40; step++) {
      records.add(
          new NewRecord(
              Optional.empty(),
              Optional.of(step),
              Optional.empty(),
              NewRecord.values(Map.of("loss", 1.0 / (step + 1)))));
    }
    new AppendHistory(
            at.facts,
            new RunDoor(access, at.artifacts.projects, Heartbeats.of(timeline)),
            events,
            timeline)
        .run(
            ada,
            new RunPath(team, project, new Name("train-1")),
            AppendHistory.METRICS,
            records,
            Optional.empty());
    putFile(
        at,
        ada,
        new RunPath(team, project, new Name("train-1")),
        "plots/größe.svg",
        TestExports.bytes("<svg/>"));
  }

  private static void putFile(
      TestExports at, Principal ada, RunPath run, String path, byte[] content) {
    var timeline = Timeline.system();
    try {
      new PutRunFile(
              at.facts,
              at.artifacts.store,
              door(at),
              new Events(timeline),
              at.artifacts.arrivals,
              timeline)
          .run(
              ada,
              run,
              new FilePath(path),
              BlobUpload.ofUnknownDigest(),
              new ByteArrayInputStream(content));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteFile(TestExports at, Principal ada, RunPath run, String path) {
    new DeleteRunFile(at.facts, door(at), new Events(Timeline.system()))
        .run(ada, run, new FilePath(path));
  }

  private static RunDoor door(TestExports at) {
    return new RunDoor(at.people.access(), at.artifacts.projects, Heartbeats.of(Timeline.system()));
  }
}
