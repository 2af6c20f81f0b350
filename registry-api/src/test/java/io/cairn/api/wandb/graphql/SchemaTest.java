// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.graphql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import graphql.ExecutionInput;
import graphql.ParseAndValidate;
import graphql.schema.GraphQLSchema;
import io.cairn.core.failure.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every document that the SDK was seen to send, and those that stand in it for what Cairn has, fit
/// the schema and its limits; those for what Cairn does not have are refused in words.
class SchemaTest {
  private static final Path DOCUMENTS = Path.of("src/test/resources/io/cairn/api/wandb/documents");
  private static final Path UNSUPPORTED =
      Path.of("src/test/resources/io/cairn/api/wandb/unsupported");

  private final GraphQLSchema schema = GraphqlEngine.schema(List.of(), () -> {});

  @Test
  void every_document_of_the_sdk_fits_the_schema() throws IOException {
    var misfits = new ArrayList<String>();

    for (var file : files(DOCUMENTS)) {
      var query = Files.readString(file);
      var result =
          ParseAndValidate.parseAndValidate(
              schema, ExecutionInput.newExecutionInput(query).build());
      result
          .getErrors()
          .forEach(error -> misfits.add(file.getFileName() + ": " + error.getMessage()));
      DocumentLimits.parse(query);
    }

    assertThat(misfits).isEmpty();
    assertThat(files(DOCUMENTS)).hasSizeGreaterThan(100);
  }

  @Test
  void what_is_not_here_is_refused_in_words() throws IOException {
    for (var file : files(UNSUPPORTED)) {
      var query = Files.readString(file);
      var document = DocumentLimits.parse(query);
      var input = ExecutionInput.newExecutionInput(query).build();

      var reason = Unsupported.reason(document);
      if (reason.isEmpty() && ParseAndValidate.parseAndValidate(schema, input).isFailure()) {
        reason = Unsupported.deeperReason(document);
      }

      assertThat(reason).as("%s", file).isPresent();
    }
  }

  @Test
  void a_document_beyond_the_limits_is_refused_before_it_is_looked_at() {
    var aliases = new StringBuilder("query Q {");
    for (var i = 0; i < 1_000; i++) {
      aliases.append(" a").append(i).append(": viewer { id }");
    }

    refused(aliases.append("}").toString(), "graphql.aliases");
    refused("query Q " + "{ a ".repeat(500) + "}".repeat(500), "graphql.syntax");
    refused(
        "query Q { viewer @skip(if: true)" + " @skip(if: true)".repeat(60) + " { id } }",
        "graphql.directives");
    refused("query Q { viewer { id } } #" + "x".repeat(70_000), "graphql.syntax");
    refused("{", "graphql.syntax");
  }

  private static void refused(String query, String rule) {
    assertThatThrownBy(() -> DocumentLimits.parse(query))
        .isInstanceOfSatisfying(
            Failure.Invalid.class, failure -> assertThat(failure.rule()).isEqualTo(rule));
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
