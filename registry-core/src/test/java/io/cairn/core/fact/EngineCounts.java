// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.fact;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/// Counts the tests that ran on each engine and prints the counts when a module's tests are done.
///
/// A listener cannot fail a run, so counts that differ leave a file behind for which the build
/// looks in its `verify` phase.
public final class EngineCounts implements TestExecutionListener {
  private static final Path DIFFERENCE = Path.of("target", "engines-differ.txt");

  private final Map<Engine, Integer> counts = new ConcurrentHashMap<>();
  private @Nullable TestPlan plan;

  @Override
  public void testPlanExecutionStarted(TestPlan testPlan) {
    plan = testPlan;
    try {
      Files.deleteIfExists(DIFFERENCE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.isTest() && result.getStatus() != TestExecutionResult.Status.ABORTED) {
      engineOf(test).ifPresent(engine -> counts.merge(engine, 1, Integer::sum));
    }
  }

  @Override
  public void testPlanExecutionFinished(TestPlan testPlan) {
    if (counts.isEmpty()) {
      return;
    }
    var line =
        Stream.of(Engine.values())
            .map(engine -> engine + " " + counts.getOrDefault(engine, 0) + " tests")
            .collect(Collectors.joining(", ", "engines: ", ""));
    System.out.println(line);
    if (Stream.of(Engine.values()).map(e -> counts.getOrDefault(e, 0)).distinct().count() > 1) {
      try {
        Files.createDirectories(DIFFERENCE.toAbsolutePath().getParent());
        Files.writeString(DIFFERENCE, line + "\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// The engine whose name a class above the test bears, as [TestFacts] prints itself.
  private Optional<Engine> engineOf(TestIdentifier test) {
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
