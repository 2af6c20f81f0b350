// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.access.Role;
import io.cairn.core.access.TestAccess;
import io.cairn.core.draft.TestArtifacts;
import io.cairn.core.fact.Engine;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.OnBothEngines;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.TestFacts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Name;
import io.cairn.core.name.Reference;
import io.cairn.core.page.PageRequest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;

@OnBothEngines
class ResolveReferenceTest {
  private final Facts facts;
  private final TestAccess people;
  private final TestArtifacts artifacts;
  private final Principal ada;
  private final String path;

  ResolveReferenceTest(TestFacts db) {
    facts = db.facts();
    people = new TestAccess(facts);
    artifacts = new TestArtifacts(facts, people.access());
    var team = people.team("n" + UUID.randomUUID());
    ada = people.put(people.user("n" + UUID.randomUUID()), team, Role.MEMBER);
    path = team.name() + "/digits/classifier";
    artifacts.log(ada, path, Map.of("a.bin", "one"), "first");
    artifacts.log(ada, path, Map.of("a.bin", "two"));
  }

  @Test
  void by_alias_index_digest_and_without_a_selector() {
    var first = artifacts.resolve(ada, path + ":first");

    assertThat(artifacts.resolve(ada, path + ":v0")).isEqualTo(first);
    assertThat(artifacts.resolve(ada, path + "@" + first.digest())).isEqualTo(first);
    assertThat(artifacts.resolve(ada, path.toUpperCase(Locale.ROOT) + ":FIRST")).isEqualTo(first);
    assertThat(artifacts.resolve(ada, path).index()).isEqualTo(1);
  }

  @Test
  void a_former_name_leads_to_its_holder() {
    var edit =
        new EditCollection.Edit(
            Optional.of(new Name("renamed")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    artifacts.editCollection.run(ada, CollectionPath.parse(path), edit, OptionalLong.empty());

    assertThat(artifacts.resolve(ada, path + ":first").path().leaf().text()).isEqualTo("renamed");
  }

  @Test
  void one_question_for_the_right_one_for_the_version_one_for_its_labels() {
    for (var selector :
        List.of(":first", ":v0", ":latest", ":latest~1", ":first~9999-12-31T00:00Z")) {
      var asked = statements(reading -> resolve(reading, path + selector));

      assertThat(asked).hasSize(3);
    }
  }

  @Test
  void a_list_takes_as_many_questions_for_thirty_versions_as_for_three() {
    var few = statements(this::list).size();
    for (var i = 0; i < 30; i++) {
      artifacts.log(ada, path, Map.of("a.bin", "content " + i), "alias" + i);
    }

    assertThat(statements(this::list)).hasSize(few);
  }

  @Test
  void no_table_is_walked_to_resolve() {
    if (facts.engine() == Engine.POSTGRESQL) {
      return; // Its planner walks small tables whatever indexes they have.
    }
    for (var selector :
        List.of(
            ":first",
            ":v0",
            ":latest~1",
            ":first~2026-10-01T12:00Z",
            "@sha256:" + "0".repeat(64))) {
      var asked = statements(reading -> resolveOrNot(reading, path + selector));

      // The index of open registries is walked: it holds these only.
      assertThat(plan(asked.get(1)))
          .isNotEmpty()
          .noneMatch(step -> step.startsWith("SCAN") && !step.contains("namespace_open"));
    }
  }

  private void resolve(Reading reading, String ref) {
    artifacts.resolve.within(reading, ada, Reference.parse(ref), Permission.READ);
  }

  private void resolveOrNot(Reading reading, String ref) {
    try {
      resolve(reading, ref);
    } catch (Failure.NotFound _) {
      // The question was asked.
    }
  }

  private void list(Reading reading) {
    var collection =
        artifacts.collections.require(reading, ada, CollectionPath.parse(path), Permission.READ);
    new Versions(people.access().readable(ada)).page(reading, collection.id(), PageRequest.first());
  }

  /// The SQL that was sent, in its order.
  private List<String> statements(Consumer<Reading> asking) {
    var sent = new ArrayList<String>();
    return facts.read(reading -> {
      reading
          .handle()
          .getConfig(SqlStatements.class)
          .setSqlLogger(
              new SqlLogger() {
                @Override
                public void logBeforeExecution(StatementContext context) {
                  sent.add(context.getParsedSql().getSql());
                }
              });
      asking.accept(reading);
      return sent;
    });
  }

  private List<String> plan(String sql) {
    return facts.read(reading -> {
      var steps = new ArrayList<String>();
      try (var statement =
              reading.handle().getConnection().prepareStatement("explain query plan " + sql);
          var rows = statement.executeQuery()) {
        while (rows.next()) {
          steps.add(rows.getString("detail"));
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return steps;
    });
  }
}
