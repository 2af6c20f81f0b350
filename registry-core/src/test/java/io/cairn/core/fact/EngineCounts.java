// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.fact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/// Counts the tests that ran on each engine and prints the counts when a module's tests are done.
///
/// Classes that say [OnBothEngines] run on both in one go. Tests of the server (`…IT`) run in two
/// goes, one for each value of the property `testing.engine`; the launcher adds these up.
///
/// A module's tests may be spread over several JVMs, each of which gets a class at a time and
/// prints a line for it.
///
/// A listener cannot fail a run, so counts that differ within one go leave a file behind for which
/// the build looks in its `verify` phase.
public final class EngineCounts implements TestExecutionListener {
  private static final Path DIFFERENCE =
      Path.of("target", "engines-differ-%s.txt".formatted(System.getProperty("testing.fork", "1")));

  private final Map<Engine, Integer> inOneGo = new EnumMap<>(Engine.class);
  private final Map<Engine, Integer> all = new EnumMap<>(Engine.class);
  private @Nullable TestPlan plan;

  @Override
  public synchronized void testPlanExecutionStarted(TestPlan testPlan) {
    if (plan == null) {
      try {
        Files.deleteIfExists(DIFFERENCE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    plan = testPlan;
    inOneGo.clear();
    all.clear();
  }

  @Override
  public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (!test.isTest() || result.getStatus() == TestExecutionResult.Status.ABORTED) {
      return;
    }
    var named = engineAbove(test);
    named.ifPresent(engine -> inOneGo.merge(engine, 1, Integer::sum));
    named.or(() -> engineOfServer(test)).ifPresent(engine -> all.merge(engine, 1, Integer::sum));
  }

  @Override
  public void testPlanExecutionFinished(TestPlan testPlan) {
    if (all.isEmpty()) {
      return;
    }
    System.out.println(line(all));
    if (Stream.of(Engine.values()).map(e -> inOneGo.getOrDefault(e, 0)).distinct().count() > 1) {
      try {
        Files.createDirectories(DIFFERENCE.toAbsolutePath().getParent());
        Files.writeString(DIFFERENCE, line(inOneGo) + "\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static String line(Map<Engine, Integer> counts) {
    return Stream.of(Engine.values())
        .map(engine -> engine + " " + counts.getOrDefault(engine, 0) + " tests")
        .collect(Collectors.joining(", ", "engines: ", ""));
  }

  private static Optional<Engine> engineOfServer(TestIdentifier test) {
    return test.getSource()
        .filter(source -> source instanceof MethodSource m && m.getClassName().endsWith("IT"))
        .map(_ -> System.getProperty("testing.engine", "sqlite"))
        .map(name -> Engine.valueOf(name.toUpperCase(Locale.ROOT)));
  }

  /// The engine whose name a class above the test bears, as [TestFacts] prints itself.
  private Optional<Engine> engineAbove(TestIdentifier test) {
    if (plan == null) {
      return Optional.empty();
    }
    var above = plan.getParent(test);
    while (above.isPresent()) {
      var name = above.get().getDisplayName();
      for (var engine : Engine.values()) {
        if (name.equals(engine.name())) {
          return Optional.of(engine);
        }
      }
      above = plan.getParent(above.get());
    }
    return Optional.empty();
  }
}
