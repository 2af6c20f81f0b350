// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.access.TestAccess;
import io.cairn.core.artifact.VersionView;
import io.cairn.core.draft.TestArtifacts;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Reference;
import io.cairn.core.page.PageRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationVersion;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every schema that ever was, with data in it, becomes that of today: each row that was there is
/// there still, value by value, and what today's code reads and writes goes on where it was.
///
/// `upgrade/V<n>.sql` has what was possible from version `n` on, in its words: a migration that
/// adds a table brings a file with a row for it. `uuid(7)` and `digest(7)` stand for literals of
/// the engine.
class UpgradeTest {
  private static final Pattern LITERAL = Pattern.compile("(uuid|digest)\\((\\d+)\\)");

  @ParameterizedTest
  @EnumSource(Engine.class)
  void rows_of_every_schema_are_there_after_the_upgrade(Engine engine) {
    var versions = versions(engine);
    assertThat(versions).hasSizeGreaterThan(18);

    // A new schema costs PostgreSQL a second: some are left to the long run.
    var every = engine == Engine.SQLITE || Boolean.getBoolean("testing.long") ? 1 : 4;
    for (var i = versions.size() - 1; i >= 0; i -= every) {
      var start = versions.get(i);
      try (var database = TestDatabase.on(engine)) {
        var jdbi = emptied(database);
        for (var step : versions) {
          if (step.compareTo(start) <= 0) {
            migrate(database, step);
            fill(jdbi, engine, step);
          }
        }
        var before = jdbi.withHandle(handle -> rows(handle, columns(handle, engine)));

        try (var facts = Facts.open(database.settings())) {
          var after = jdbi.withHandle(handle -> rows(handle, namesOf(before)));
          before.forEach((table, rows) ->
              assertThat(after.get(table))
                  .as("%s, written by version %s", table, start)
                  .containsAll(rows));
          if (start.compareTo(MigrationVersion.fromVersion("5")) >= 0) {
            assertThatItGoesOn(facts);
          }
        }
      }
    }
  }

  /// What was found by an alias is found; the next version gets the next number.
  private static void assertThatItGoesOn(Facts facts) {
    var people = new TestAccess(facts);
    var artifacts = new TestArtifacts(facts, people.access());
    var admin = people.admin();

    var best = artifacts.resolve(admin, "old/p/data:best");
    assertThat(best.index()).isZero();
    assertThat(best.metadata().members()).containsEntry("rows", 7L);
    var links =
        artifacts.listVersions.run(admin, CollectionPath.parse("zoo/model"), PageRequest.first());
    assertThat(links.items()).extracting(VersionView::version).containsExactly(best.version());
    assertThat(artifacts.log(admin, "old/p/data", Map.of("a", "new")).version().index())
        .isEqualTo(1);
    assertThat(artifacts.resolve.run(admin, Reference.parse("old/p/data")).index()).isEqualTo(1);
  }

  private static List<MigrationVersion> versions(Engine engine) {
    try (var database = TestDatabase.on(engine)) {
      emptied(database);
      return Arrays.stream(flyway(database, "latest").info().all())
          .map(one -> one.getVersion())
          .toList();
    }
  }

  /// PostgreSQL gives tests a data base with the schema of today.
  private static Jdbi emptied(TestDatabase database) {
    var settings = database.settings();
    var jdbi = Jdbi.create(settings.url(), settings.user(), settings.password());
    if (database.engine() == Engine.POSTGRESQL) {
      jdbi.useHandle(handle -> handle.execute("drop schema public cascade; create schema public"));
    }
    return jdbi;
  }

  private static Flyway flyway(TestDatabase database, String target) {
    var settings = database.settings();
    return Flyway.configure()
        .dataSource(settings.url(), settings.user(), settings.password())
        .locations("classpath:db/migration")
        .placeholders(database.engine().placeholders())
        .target(target)
        .load();
  }

  private static void migrate(TestDatabase database, MigrationVersion version) {
    flyway(database, version.getVersion()).migrate();
  }

  private static void fill(Jdbi jdbi, Engine engine, MigrationVersion version) {
    var name = "upgrade/V" + version.getVersion() + ".sql";
    try (var in = UpgradeTest.class.getResourceAsStream(name)) {
      if (in == null) {
        return;
      }
      var text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      var sql =
          LITERAL
              .matcher(text)
              .replaceAll(found ->
                  Matcher.quoteReplacement(
                      literal(engine, found.group(1), Long.parseLong(found.group(2)))));
      jdbi.<SQLException>useHandle(handle -> {
        try (var statement = handle.getConnection().createStatement()) {
          for (var each : sql.split(";\n")) {
            statement.execute(each);
          }
        }
      });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(name, e);
    }
  }

  private static String literal(Engine engine, String kind, long number) {
    var isId = kind.equals("uuid");
    var hex = String.format(isId ? "%032x" : "%064x", number);
    return switch (engine) {
      case SQLITE -> "x'" + hex + "'";
      case POSTGRESQL -> isId ? "'" + new UUID(0, number) + "'::uuid" : "'\\x" + hex + "'::bytea";
    };
  }

  private static Map<String, List<String>> namesOf(Map<String, List<List<String>>> rows) {
    var names = new TreeMap<String, List<String>>();
    rows.forEach((table, all) -> names.put(table, all.isEmpty() ? List.of() : all.getFirst()));
    return names;
  }

  private static Map<String, List<String>> columns(Handle handle, Engine engine) {
    var columns = new TreeMap<String, List<String>>();
    var tables =
        engine == Engine.SQLITE
            ? "select name from sqlite_master where type = 'table' and name not like 'sqlite%'"
            : "select table_name from information_schema.tables where table_schema = 'public'";
    for (var table : handle.createQuery(tables).mapTo(String.class).list()) {
      if (!table.startsWith("flyway")
          && !table.endsWith("backlog")
          && !table.endsWith("backfill")) {
        var names =
            engine == Engine.SQLITE
                ? "select name from pragma_table_info('" + table + "')"
                : "select column_name from information_schema.columns where table_schema = 'public'"
                    + " and table_name = '"
                    + table
                    + "'";
        columns.put(table, handle.createQuery(names).mapTo(String.class).list());
      }
    }
    return columns;
  }

  /// The first "row" of each table has the names of its columns, so that the same are asked again.
  private static Map<String, List<List<String>>> rows(
      Handle handle, Map<String, List<String>> columns) {
    var all = new TreeMap<String, List<List<String>>>();
    columns.forEach((table, names) -> {
      var rows = new ArrayList<List<String>>();
      rows.add(names);
      rows.addAll(
          handle
              .createQuery("select " + String.join(", ", names) + " from " + table)
              .map((row, _) -> {
                var values = new ArrayList<String>();
                for (var i = 1; i <= names.size(); i++) {
                  values.add(text(row.getObject(i)));
                }
                return List.copyOf(values);
              })
              .list());
      all.put(table, rows);
    });
    return all;
  }

  private static String text(@Nullable Object value) {
    return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value);
  }
}
