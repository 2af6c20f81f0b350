// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.alias;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.acceptance.server.ServerProcess;
import io.cairn.acceptance.server.ServerProcess.Start;
import io.cairn.acceptance.server.Session;
import io.cairn.core.fact.Engine;
import io.cairn.core.fact.TestDatabase;
import io.cairn.storage.contract.ServersLive;
import io.cairn.storage.s3.S3Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Two servers on one PostgreSQL and one bucket: what holds for one holds for both together.
@ExtendWith(ServersLive.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplicasTest {
  private static final boolean IS_LONG = Boolean.getBoolean("testing.long");
  private static final String BUCKET = "cairn-replicas";
  private static final int CLIENTS = 16;
  private static final int MOVES = IS_LONG ? 10_000 : 400;
  private static final int ROUNDS = IS_LONG ? 200 : 5;
  private static final int GC_SECONDS = IS_LONG ? 300 : 4;
  private static final int EVENTS = IS_LONG ? 3_000 : 80;
  private static final int VERSIONS = 20;

  private final long seed = Long.getLong("testing.seed", System.nanoTime());
  private final String prefix = UUID.randomUUID().toString();
  private final TestDatabase database = TestDatabase.on(Engine.POSTGRESQL);
  private Path folder = Path.of("");
  private List<ServerProcess> servers = List.of();

  @BeforeAll
  void start(@TempDir Path place) throws IOException {
    folder = place;
    S3Server.mock().createBucket(BUCKET);
    var one = ServerProcess.start(inBucket("one"));
    Files.createDirectories(folder.resolve("two"));
    Files.copy(folder.resolve("one/admin.key"), folder.resolve("two/admin.key"));
    servers = List.of(one, ServerProcess.start(inBucket("two")));
    try (var admin = one.admin()) {
      Session.ok(admin.json("POST", "/teams", Map.of("name", "twin")));
    }
  }

  @AfterAll
  void stop() {
    servers.forEach(ServerProcess::close);
    database.close();
  }

  private Start inBucket(String name) {
    return shared(name)
        .java("-Dcairn.storage=s3", "-Dcairn.storage.bucket=" + BUCKET)
        .java("-Dcairn.storage.prefix=" + prefix)
        .java("-Dcairn.storage.endpoint=" + S3Server.mock().endpoint())
        .java("-Daws.accessKeyId=" + S3Server.USER, "-Daws.secretAccessKey=" + S3Server.SECRET)
        .java("-Dcairn.gc.grace=1S", "-Dcairn.gc.trash=0S", "-Dcairn.gc.every=0S")
        .java("-Dcairn.retention.undelete-window=0S");
  }

  private Start shared(String name) {
    var settings = database.settings();
    return new Start(folder.resolve(name))
        .java("-Dcairn.db.url=" + settings.url(), "-Dcairn.db.user=" + settings.user());
  }

  @Test
  void a_server_with_bytes_of_its_own_is_refused_beside_them() throws InterruptedException {
    var refused = ServerProcess.refused(shared("three"));

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.text())
        .contains("another Cairn server uses this data base (from 127.0.0.1")
        .contains("set CAIRN_STORAGE=s3 or gcs")
        .doesNotContain("\tat ");
  }

  @Test
  void moves_of_an_alias_by_both_are_linearizable() throws Exception {
    var place = "/teams/twin/projects/p/collections/alias";
    try (var admin = servers.getFirst().admin()) {
      for (var i = 0; i < VERSIONS; i++) {
        log(admin, place, Map.of("a", "alias " + i));
      }
    }

    try (var clients =
        new AliasClients(
            servers, place + "/aliases/best", "/resolve?ref=twin/p/alias:best", VERSIONS, seed)) {
      var until = System.nanoTime() + TimeUnit.MINUTES.toNanos(IS_LONG ? 30 : 2);
      while (clients.count() < MOVES) {
        assertThat(System.nanoTime()).isLessThan(until);
        Thread.sleep(5);
      }
      var history = clients.stop();

      assertThat(new AliasHistory(history).isLinearizable("none")).as("seed %d", seed).isTrue();
      System.out.printf("replicas: %d operations of 16 clients, linearizable%n", history.size());
    }
  }

  @Test
  void the_same_content_from_sixteen_clients_at_once_is_one_version() throws Exception {
    var place = "/teams/twin/projects/p/collections/same";
    try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
      for (var round = 0; round < ROUNDS; round++) {
        var content = Map.of("a", "the same " + seed + round, "b", "of all");
        var barrier = new CyclicBarrier(CLIENTS);
        var logged = new ArrayList<Future<String>>();
        for (var i = 0; i < CLIENTS; i++) {
          var server = servers.get(i % servers.size());
          logged.add(
              threads.submit(() -> {
                try (var session = server.admin()) {
                  barrier.await();
                  return log(session, place, content).path("path").asText();
                }
              }));
        }
        var found = new HashSet<String>();
        for (var each : logged) {
          found.add(each.get(60, TimeUnit.SECONDS));
        }
        assertThat(found).as("round %d, seed %d", round, seed).hasSize(1);
      }
    }
    try (var admin = servers.getLast().admin()) {
      var versions = Session.ok(admin.get(place + "/versions?limit=1000")).json().path("items");
      assertThat(versions).hasSize(ROUNDS);
    }
  }

  @Test
  void garbage_is_collected_by_one_while_versions_go_to_the_other() throws Exception {
    var place = "/teams/twin/projects/p/collections/gc";
    var isOver = new AtomicBoolean();
    var removed = new AtomicInteger();
    try (var threads = Executors.newFixedThreadPool(5)) {
      var writers = new ArrayList<Future<?>>();
      for (var i = 0; i < 4; i++) {
        var random = new Random(seed + i);
        writers.add(threads.submit(() -> write(place, random, isOver)));
      }
      try (var admin = servers.getFirst().admin()) {
        var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(GC_SECONDS);
        var atLast = until + TimeUnit.MINUTES.toNanos(1);
        while (System.nanoTime() < until || removed.get() == 0 && System.nanoTime() < atLast) {
          removed.addAndGet(collect(admin));
        }
      }
      isOver.set(true);
      for (var writer : writers) {
        writer.get(60, TimeUnit.SECONDS);
      }
    }

    assertThat(removed).as("something was removed meanwhile").hasPositiveValue();
    assertThat(whole(place)).as("seed %d", seed).isPositive();
    System.out.printf("replicas: %d blobs removed while others wrote%n", removed.get());
  }

  private Object write(String place, Random random, AtomicBoolean isOver) {
    try (var session = servers.getLast().admin()) {
      while (!isOver.get()) {
        // Content comes back again and again, some just when it is about to go.
        var content =
            Map.of("a", "shared " + random.nextInt(5), "b", "other " + random.nextInt(20));
        var version = log(session, place, content);
        if (random.nextInt(3) > 0) {
          session.json("DELETE", place + "/versions/v" + version.path("index").asLong(), Map.of());
        }
      }
    }
    return place;
  }

  private static int collect(Session admin) throws InterruptedException {
    Session.ok(admin.json("POST", "/gc", Map.of("allowFraction", 1)));
    while (true) {
      var job = Session.ok(admin.get("/gc")).json();
      if (!List.of("waiting", "running").contains(job.path("state").asText())) {
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("done");
        return job.path("blobs").asInt();
      }
      Thread.sleep(50);
    }
  }

  /// Every file of every version that lives comes from either server as it was sent.
  private int whole(String place) {
    var count = 0;
    try (var one = servers.getFirst().admin();
        var two = servers.getLast().admin()) {
      var versions = Session.ok(one.get(place + "/versions?limit=1000")).json().path("items");
      for (var version : versions) {
        var files = version.at("/links/files").asText().substring("/api/v1".length());
        for (var file : Session.ok(two.get(files)).json().path("items")) {
          for (var session : List.of(one, two)) {
            var bytes = Session.ok(session.get(files + "/" + file.path("path").asText())).body();
            assertThat("sha256:" + sha256(bytes)).isEqualTo(file.path("digest").asText());
          }
          count++;
        }
      }
    }
    return count;
  }

  @Test
  void no_event_is_skipped_while_a_transaction_is_held_open() throws Exception {
    var settings = database.settings();
    var places = new ArrayList<Long>();
    var subjects = new HashSet<String>();
    try (var threads = Executors.newFixedThreadPool(2);
        var reader = servers.getFirst().admin();
        var held = DriverManager.getConnection(settings.url(), settings.user(), "")) {
      var through = lastPlace(reader);
      held.setAutoCommit(false);
      var late = UUID.randomUUID();
      try (var insert =
          held.prepareStatement(
              """
              insert into event (id, kind, happened_at, subject_kind, subject_id, scope_id, data)
              values (?, 'team.told', 1, 'team', ?, ?, '{}')
              """)) {
        for (var i = 1; i <= 3; i++) {
          insert.setObject(i, late);
        }
        insert.executeUpdate();
      }
      var writing = new ArrayList<Future<?>>();
      for (var server : servers) {
        writing.add(
            threads.submit(() -> {
              try (var session = server.admin()) {
                for (var i = 0; i < EVENTS; i++) {
                  Session.ok(
                      session.json(
                          "POST",
                          "/teams/twin/projects/p/runs",
                          Map.of("id", "e" + server.port() + "-" + i)));
                  if (i == EVENTS / 2 && server == servers.getFirst()) {
                    held.commit();
                  }
                }
              }
              return server;
            }));
      }
      var isWritten = false;
      while (true) {
        var page = Session.ok(reader.get("/events?limit=100&after=" + through)).json();
        for (var event : page.path("items")) {
          places.add(event.path("seq").asLong());
          subjects.add(event.path("subjectId").asText());
        }
        if (page.path("through").asLong() == through && isWritten) {
          break;
        }
        through = page.path("through").asLong();
        isWritten = writing.stream().allMatch(Future::isDone);
      }
      for (var each : writing) {
        each.get();
      }

      assertThat(subjects).contains(late.toString());
      assertThat(places).isSorted().doesNotHaveDuplicates().hasSizeGreaterThan(2 * EVENTS);
    }
  }

  /// The place behind all events so far.
  private static long lastPlace(Session session) {
    var place = 0L;
    while (true) {
      var page = Session.ok(session.get("/events?limit=1000&after=" + place)).json();
      place = page.path("through").asLong();
      if (page.path("next").isNull()) {
        return place;
      }
    }
  }

  /// Tried again as a client would that is asked to.
  private static JsonNode log(Session session, String place, Map<String, String> files) {
    while (true) {
      var draft = Session.ok(session.json("POST", place + "/drafts", Map.of("type", "model")));
      var id = draft.json().path("id").asText();
      var manifest = new StringBuilder("{\"cairn\":\"manifest/1\"}\n");
      var isSent = true;
      for (var file : new TreeMap<>(files).entrySet()) {
        var bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
        var digest = sha256(bytes);
        isSent &=
            session.bytes("PUT", "/drafts/" + id + "/blobs/sha256:" + digest, bytes).isSuccess();
        manifest.append(
            "{\"path\":\"%s\",\"size\":%d,\"sha256\":\"%s\"}\n"
                .formatted(file.getKey(), bytes.length, digest));
      }
      var body = manifest.toString().getBytes(StandardCharsets.UTF_8);
      if (isSent && session.bytes("PUT", "/drafts/" + id + "/manifest", body).isSuccess()) {
        var done = session.json("POST", "/drafts/" + id + "/commit", Map.of());
        if (done.isSuccess()) {
          return done.json();
        }
        assertThat(done.status()).as(done.text()).isIn(409, 429, 503);
      }
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
