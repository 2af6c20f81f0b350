// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.fact;

/// Facts for a test: an open, migrated data base of its own on a real engine, removed on close.
public final class TestFacts implements AutoCloseable {
  private final TestDatabase database;
  private final Facts facts;

  private TestFacts(TestDatabase database, Facts facts) {
    this.database = database;
    this.facts = facts;
  }

  public static TestFacts on(Engine engine) {
    var database = TestDatabase.on(engine);
    return new TestFacts(database, Facts.open(database.settings()));
  }

  public Facts facts() {
    return facts;
  }

  public Engine engine() {
    return database.engine();
  }

  /// Where the data base is, for a second opening of it.
  public FactsSettings settings() {
    return database.settings();
  }

  @Override
  public void close() {
    facts.close();
    database.close();
  }

  /// The engine's name: so do reports tell the runs apart, and [EngineCounts] counts them.
  @Override
  public String toString() {
    return engine().name();
  }
}
