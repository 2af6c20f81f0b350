// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.testing;

import io.cairn.core.fact.Engine;
import io.cairn.core.fact.TestDatabase;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gives the server under test a data base on a real engine and a data folder of its own. Which
/// engine: the system property `testing.engine`, `sqlite` (default) or `postgresql`; the build runs
/// all server tests once on each.
public final class ServerSetup implements QuarkusTestResourceLifecycleManager {
  static final String DATA_DIR = "testing.data-dir";

  private @Nullable TestDatabase database;
  private @Nullable Path dataDir;

  @Override
  public Map<String, String> start() {
    var engine = System.getProperty("testing.engine", "sqlite");
    var opened = TestDatabase.on(Engine.valueOf(engine.toUpperCase(Locale.ROOT)));
    database = opened;
    try {
      var folder = Files.createTempDirectory("cairn-server-test-");
      dataDir = folder;
      System.setProperty(DATA_DIR, folder.toString());
      var settings = opened.settings();
      return Map.of(
          "cairn.data-dir", folder.toString(),
          "cairn.db.url", settings.url(),
          "cairn.db.user", settings.user(),
          "cairn.db.password", settings.password(),
          // No run crashes by itself while tests count events.
          "cairn.run.crash-after", "24H");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void stop() {
    if (database != null) {
      database.close();
    }
    if (dataDir != null) {
      remove(dataDir);
    }
  }

  private static void remove(Path folder) {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
