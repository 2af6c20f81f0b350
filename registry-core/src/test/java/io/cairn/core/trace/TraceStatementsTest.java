// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.fact.Facts;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.lineage.EdgeKind;
import io.cairn.core.name.FilePath;
import io.cairn.core.name.Name;
import io.cairn.core.name.Reference;
import io.cairn.core.page.PageRequest;
import io.cairn.core.run.RunPath;
import io.cairn.core.trace.TraceQuestion.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How often the data base is asked for one question, whatever hangs on the answer.
@OnBothEngines
class TraceStatementsTest {
  private final Facts facts;
  private final TracedWorld world;

  TraceStatementsTest(TestFacts db) {
    facts = db.facts();
    world = new TracedWorld(facts);
  }

  @ParameterizedTest
  @CsvSource({
    "content, false",
    "content, true",
    "file, false",
    "file, true",
    "version, false",
    "version, true",
    "run, false",
    "run, true"
  })
  void a_question_costs_as_many_statements_on_a_large_graph_as_on_a_small(
      String origin, boolean onlyAliased) {
    var small = new Family(1);
    var large = new Family(12);

    var ofSmall = statements(small, origin, onlyAliased);
    var ofLarge = statements(large, origin, onlyAliased);

    assertThat(ofLarge).as("%s", ofLarge).hasSameSizeAs(ofSmall);
    assertThat(ofLarge).as("%s", ofLarge).hasSizeLessThanOrEqualTo(16);
  }

  private List<String> statements(Family family, String origin, boolean onlyAliased) {
    var asked = new ArrayList<String>();
    var logger =
        new SqlLogger() {
          @Override
          public void logBeforeExecution(StatementContext context) {
            asked.add(context.getRawSql());
          }
        };
    set(logger);
    try {
      var trace = world.trace(world.ada, family.origin(origin), onlyAliased, PageRequest.first());
      assertThat(trace.graph().nodes()).hasSizeGreaterThanOrEqualTo(family.size);
      assertThat(trace.bearers()).hasSizeGreaterThanOrEqualTo(family.size);
    } finally {
      set(SqlLogger.NOP_SQL_LOGGER);
    }
    return asked;
  }

  /// For all connections that are opened from now on.
  private void set(SqlLogger logger) {
    facts.read(reading -> {
      reading.handle().getJdbi().getConfig(SqlStatements.class).setSqlLogger(logger);
      return logger;
    });
  }

  /// So many versions hold one file; a run uses each of them and makes a model, which is linked,
  /// has an alias and is used by a run of its own. The first run uses and makes them all.
  private final class Family {
    private final int size;
    private final String bad = "bad " + UUID.randomUUID();
    private final String data = world.team + "/p/data-" + UUID.randomUUID();
    private final String first = "r" + UUID.randomUUID();

    Family(int size) {
      this.size = size;
      var all = world.run(world.team, first);
      for (var i = 0; i < size; i++) {
        var version = world.log(data, Map.of("a.csv", bad, "b.csv", "other " + i));
        var train = world.run(world.team, "r" + UUID.randomUUID());
        var path = world.team + "/p/model-" + UUID.randomUUID();
        var model = world.log(path, Map.of("w.bin", bad + i));
        world.join(EdgeKind.INPUT, TracedWorld.node(version), train);
        world.join(EdgeKind.OUTPUT, train, TracedWorld.node(model));
        world.join(EdgeKind.INPUT, TracedWorld.node(version), all);
        world.join(EdgeKind.OUTPUT, all, TracedWorld.node(model));
        world.link(model, "staging-" + i);
        world.point(path, "best", 0);
        world.join(
            EdgeKind.INPUT,
            TracedWorld.node(model),
            world.run(world.team, "r" + UUID.randomUUID()));
      }
    }

    Origin origin(String kind) {
      return switch (kind) {
        case "content" -> new Origin.Content(TracedWorld.digest(bad));
        case "file" -> new Origin.File(Reference.parse(data + ":v0"), new FilePath("a.csv"));
        case "version" -> new Origin.Whole(Reference.parse(data + ":v0"));
        default ->
            new Origin.Execution(new RunPath(new Name(world.team), new Name("p"), new Name(first)));
      };
    }
  }
}
