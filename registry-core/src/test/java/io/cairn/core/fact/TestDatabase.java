// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.fact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// An empty data base on a real engine that nobody has opened yet, removed on close. Tests of the
/// server hand its settings to the server.
public final class TestDatabase implements AutoCloseable {
  private final Engine engine;
  private final FactsSettings settings;
  private final Runnable removal;

  private TestDatabase(Engine engine, FactsSettings settings, Runnable removal) {
    this.engine = engine;
    this.settings = settings;
    this.removal = removal;
  }

  public static TestDatabase on(Engine engine) {
    return switch (engine) {
      case SQLITE -> sqlite();
      case POSTGRESQL -> {
        var settings = PostgresServer.createDatabase();
        yield new TestDatabase(engine, settings, () -> PostgresServer.dropDatabase(settings));
      }
    };
  }

  public Engine engine() {
    return engine;
  }

  public FactsSettings settings() {
    return settings;
  }

  @Override
  public void close() {
    removal.run();
  }

  private static TestDatabase sqlite() {
    try {
      var folder = Files.createTempDirectory("cairn-sqlite-");
      var url = "jdbc:sqlite:" + folder.resolve("facts.db");
      var settings = new FactsSettings(url, "", "", FactsSettings.DEFAULT_CONNECTIONS);
      return new TestDatabase(Engine.SQLITE, settings, () -> removeFolder(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void removeFolder(Path folder) {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
