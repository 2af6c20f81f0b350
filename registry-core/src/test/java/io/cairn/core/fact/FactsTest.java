// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.fact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cairn.core.json.JsonObject;
import io.cairn.core.time.Timeline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@OnBothEngines
class FactsTest {
  private final TestFacts db;
  private final Facts facts;

  FactsTest(TestFacts db) {
    this.db = db;
    this.facts = db.facts();
  }

  @BeforeEach
  void makeTable() {
    facts.write(tx ->
        tx.handle()
            .execute(
                "create table note (id uuid primary key, name text not null unique, at bigint,"
                    + " owner uuid, data text)"));
  }

  @AfterEach
  void dropTable() {
    facts.write(tx -> tx.handle().execute("drop table note"));
  }

  @Test
  void what_a_transaction_wrote_is_read_after_it() {
    facts.write(tx -> insert(tx, "kept"));

    assertThat(names()).containsExactly("kept");
  }

  @Test
  void a_throw_undoes_the_whole_transaction() {
    assertThatThrownBy(() ->
            facts.write(tx -> {
              insert(tx, "first");
              insert(tx, "second");
              throw new IllegalStateException("on purpose");
            }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("on purpose");

    assertThat(names()).isEmpty();
  }

  @Test
  void a_data_base_that_a_newer_version_changed_is_refused_and_left_alone() {
    facts.write(tx ->
        tx.handle()
            .execute(
                """
                insert into flyway_schema_history (installed_rank, version, description, type,
                  script, checksum, installed_by, execution_time, success)
                values (9000, '900', 'later', 'SQL', 'V900__later.sql', 1, 'x', 1, true)
                """));

    assertThatThrownBy(() -> Facts.open(db.settings()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("newer Cairn")
        .hasMessageContaining("version 900");

    facts.write(tx -> tx.handle().execute("delete from flyway_schema_history where version='900'"));
    Facts.open(db.settings()).close();
  }

  @Test
  void a_reader_does_not_see_what_is_not_committed() {
    try (var outside = Executors.newSingleThreadExecutor()) {
      var seen =
          facts.write(tx -> {
            insert(tx, "open");
            return result(outside.submit(this::names));
          });

      assertThat(seen).isEmpty();
    }
  }

  @Test
  void a_second_row_of_one_name_is_a_unique_violation() {
    facts.write(tx -> insert(tx, "taken"));

    assertThatThrownBy(() -> facts.write(tx -> insert(tx, "taken")))
        .isInstanceOfSatisfying(
            JdbiException.class, e -> assertThat(Facts.isUniqueViolation(e)).isTrue());
  }

  @Test
  void a_second_row_of_one_primary_key_is_a_unique_violation() {
    var id = UUID.randomUUID();
    facts.write(tx -> insert(tx, id, "one"));

    assertThatThrownBy(() -> facts.write(tx -> insert(tx, id, "two")))
        .isInstanceOfSatisfying(
            JdbiException.class, e -> assertThat(Facts.isUniqueViolation(e)).isTrue());
  }

  @Test
  void a_missing_value_is_no_unique_violation() {
    assertThatThrownBy(() ->
            facts.write(tx ->
                tx.handle()
                    .createUpdate("insert into note (id) values (:id)")
                    .bind("id", UUID.randomUUID())
                    .execute()))
        .isInstanceOfSatisfying(
            JdbiException.class, e -> assertThat(Facts.isUniqueViolation(e)).isFalse());
  }

  public record Note(
      UUID id,
      String name,
      @Nullable Instant at,
      @Nullable UUID owner,
      @Nullable JsonObject data) {}

  @Test
  void ids_instants_and_json_come_back_as_they_went_in() {
    var note =
        new Note(
            new UUID(-1L, Long.MIN_VALUE),
            "重み ü 🙂",
            Instant.parse("2026-10-01T12:00:00.123456Z"),
            Timeline.system().newId(),
            JsonObject.parse("data", "{\"b\":[1,2.5,null,true],\"a\":{\"k\":\"v\"}}"));

    facts.write(tx -> insert(tx, note));

    assertThat(notes()).containsExactly(note);
  }

  @Test
  void instants_before_1970_keep_their_microseconds() {
    var note =
        new Note(
            UUID.randomUUID(), "old", Instant.parse("1969-12-31T23:59:59.999999Z"), null, null);

    facts.write(tx -> insert(tx, note));

    assertThat(notes()).containsExactly(note);
  }

  @Test
  void nothing_comes_back_as_nothing() {
    var note = new Note(UUID.randomUUID(), "bare", null, null, null);

    facts.write(tx -> insert(tx, note));

    assertThat(notes()).containsExactly(note);
  }

  @Test
  void a_row_is_found_by_its_id() {
    var id = UUID.randomUUID();
    facts.write(tx -> insert(tx, id, "found"));

    var name =
        facts.read(r ->
            r.handle()
                .createQuery("select name from note where id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .one());

    assertThat(name).isEqualTo("found");
  }

  @Test
  void a_write_inside_a_write_is_refused_and_nothing_stays() {
    assertThatThrownBy(() ->
            facts.write(tx -> {
              insert(tx, "outer");
              return facts.write(inner -> insert(inner, "inner"));
            }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(names()).isEmpty();
  }

  @Test
  void a_read_beside_the_transaction_is_refused_within_a_write() {
    assertThatThrownBy(() -> facts.write(_ -> names()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("transaction");
  }

  @Test
  void eight_writers_at_once_are_all_served() throws Exception {
    var writers = 8;
    var rounds = 25;
    facts.write(tx -> insert(tx, new Note(UUID.randomUUID(), "count", Instant.EPOCH, null, null)));

    var results = new ArrayList<Future<?>>();
    try (var threads = Executors.newFixedThreadPool(writers)) {
      for (var writer : IntStream.range(0, writers).boxed().toList()) {
        results.add(
            threads.submit(() -> {
              for (var round = 0; round < rounds; round++) {
                var name = "w" + writer + "-" + round;
                facts.write(tx -> {
                  tx.handle().execute("update note set at = at + 1 where name = 'count'");
                  return insert(tx, name);
                });
              }
            }));
      }
      for (var result : results) {
        result.get(60, TimeUnit.SECONDS);
      }
    }

    assertThat(names()).hasSize(1 + writers * rounds);
    assertThat(notes())
        .filteredOn(note -> note.name().equals("count"))
        .extracting(Note::at)
        .containsExactly(Timeline.ofMicros((long) writers * rounds));
  }

  @Test
  void opening_a_second_time_keeps_what_is_there() {
    facts.write(tx -> insert(tx, "kept"));

    try (var again = Facts.open(db.settings())) {
      var names =
          again.read(
              r -> r.handle().createQuery("select name from note").mapTo(String.class).list());

      assertThat(names).containsExactly("kept");
    }
  }

  @Test
  void an_unknown_engine_is_refused() {
    var settings = new FactsSettings("jdbc:h2:mem:x", "", "", 1);

    assertThatThrownBy(() -> Facts.open(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("jdbc:sqlite:");
  }

  @Test
  void settings_do_not_print_their_password() {
    var settings = new FactsSettings("jdbc:postgresql://db/cairn", "cairn", "hush", 1);

    assertThat(settings.toString()).doesNotContain("hush");
  }

  private List<String> names() {
    return notes().stream().map(Note::name).toList();
  }

  private List<Note> notes() {
    return facts.read(r ->
        r.handle()
            .createQuery("select id, name, at, owner, data from note order by name")
            .map(ConstructorMapper.of(Note.class))
            .list());
  }

  private static int insert(Tx tx, String name) {
    return insert(tx, UUID.randomUUID(), name);
  }

  private static int insert(Tx tx, UUID id, String name) {
    return insert(tx, new Note(id, name, null, null, null));
  }

  private static int insert(Tx tx, Note note) {
    return tx.handle()
        .createUpdate(
            "insert into note (id, name, at, owner, data) values (:id, :name, :at, :owner, :data)")
        .bind("id", note.id())
        .bind("name", note.name())
        .bindByType("at", note.at(), Instant.class)
        .bindByType("owner", note.owner(), UUID.class)
        .bindByType("data", note.data(), JsonObject.class)
        .execute();
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
