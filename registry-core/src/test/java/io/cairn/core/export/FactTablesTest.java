// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.fact.Engine;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Every table and column of the data base either travels or is told to stay: a migration that adds
/// one has to say which.
@OnBothEngines
class FactTablesTest {
  private final TestFacts db;

  FactTablesTest(TestFacts db) {
    this.db = db;
  }

  @Test
  void every_table_travels_or_is_told_why_it_stays() {
    var declared = new TreeSet<>(FactTables.STAYING.keySet());
    FactTables.EXPORTED.forEach(table -> declared.add(table.table()));

    assertThat(tables()).isEqualTo(declared);
  }

  @Test
  void every_column_of_a_table_that_travels_is_in_the_list() {
    var found = new TreeMap<String, TreeSet<String>>();
    var declared = new TreeMap<String, TreeSet<String>>();

    for (var table : FactTables.EXPORTED) {
      found.put(table.table(), columns(table.table()));
      var names = new TreeSet<String>();
      table.columns().forEach(column -> names.add(column.name()));
      if (columns(table.table()).contains("seq")) {
        names.addAll(table.ownColumns());
      }
      declared.put(table.table(), names);
    }

    assertThat(declared).isEqualTo(found);
  }

  @Test
  void no_table_travels_and_stays() {
    assertThat(FactTables.EXPORTED)
        .extracting(FactTable::table)
        .doesNotHaveDuplicates()
        .doesNotContainAnyElementsOf(FactTables.STAYING.keySet());
    assertThat(FactTables.EXPORTED).extracting(FactTable::noun).doesNotHaveDuplicates();
    assertThat(FactTables.STAYING.values()).noneMatch(String::isBlank);
  }

  @Test
  void what_is_kept_as_a_secret_stays() {
    assertThat(FactTables.EXPORTED).extracting(FactTable::table).doesNotContain("api_key");
  }

  private TreeSet<String> tables() {
    return new TreeSet<>(
        texts(
            db.engine() == Engine.SQLITE
                ? "select name from sqlite_master where type = 'table' and name not like 'sqlite%'"
                : "select table_name from information_schema.tables"
                    + " where table_schema = current_schema()"));
  }

  private TreeSet<String> columns(String table) {
    return new TreeSet<>(
        texts(
            db.engine() == Engine.SQLITE
                ? "select name from pragma_table_info('" + table + "')"
                : "select column_name from information_schema.columns where table_name = '"
                    + table
                    + "' and table_schema = current_schema()"));
  }

  private List<String> texts(String question) {
    return db.facts()
        .read(reading -> reading.handle().createQuery(question).mapTo(String.class).list());
  }
}
