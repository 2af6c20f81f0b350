// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.graphql;

import graphql.ErrorType;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.parser.ParserOptions;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import io.cairn.api.security.Caller;
import io.cairn.core.access.Scope;
import io.cairn.core.failure.Failure;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Runs documents against the schema. Made upon the first request, so that a server which nobody
/// asks so starts no slower for it.
@ApplicationScoped
public class GraphqlEngine {
  private static final String SCHEMA = "/io/cairn/api/wandb/schema.graphqls";

  /// Interfaces and unions of the schema.
  private static final List<String> TYPED = List.of("ArtifactCollection", "ArtifactCreator");

  private final GraphQL graphql;

  GraphqlEngine(@All List<Fields> fields, Caller caller) {
    this.graphql =
        GraphQL.newGraphQL(schema(fields, () -> requireWrite(caller)))
            .instrumentation(DocumentLimits.instrumentation())
            .defaultDataFetcherExceptionHandler(new FieldFailures())
            .build();
  }

  /// What came of a document.
  ///
  /// @param isRefused whether nothing of it was done, since the document itself is not in order
  /// @param retryable the failure that had better be tried again, if there was one
  public record Outcome(Map<String, Object> body, boolean isRefused, Optional<Failure> retryable) {}

  /// @throws Failure.Invalid naming `query` if it is no document, or one beyond the limits
  public Outcome run(
      String query,
      @Nullable String operationName,
      Map<String, @Nullable Object> variables,
      String requestId) {
    var document = DocumentLimits.parse(query);
    var unsupported = Unsupported.reason(document);
    if (unsupported.isPresent()) {
      return refused(unsupported.get());
    }
    var input =
        ExecutionInput.newExecutionInput()
            .query(query)
            .operationName(operationName)
            .variables(nonNull(variables))
            .graphQLContext(
                Map.of(
                    FieldFailures.REQUEST_ID,
                    requestId,
                    Deadline.KEY,
                    Deadline.begin(),
                    ParserOptions.class,
                    DocumentLimits.OPTIONS))
            .build();
    var result = graphql.execute(input);
    if (result.getErrors().stream().anyMatch(GraphqlEngine::isOfSchema)) {
      var deeper = Unsupported.deeperReason(document);
      if (deeper.isPresent()) {
        return refused(deeper.get());
      }
    }
    Failure retryable = input.getGraphQLContext().get(FieldFailures.RETRYABLE);
    return new Outcome(
        result.toSpecification(),
        result.getErrors().stream().anyMatch(GraphqlEngine::isOfDocument),
        Optional.ofNullable(retryable));
  }

  private static Outcome refused(String reason) {
    var error = GraphqlErrorBuilder.newError().message("%s", reason).build();
    return new Outcome(
        ExecutionResult.newExecutionResult().addError(error).build().toSpecification(),
        true,
        Optional.empty());
  }

  private static boolean isOfSchema(GraphQLError error) {
    return error.getErrorType() == ErrorType.ValidationError;
  }

  private static boolean isOfDocument(GraphQLError error) {
    return error.getErrorType() == ErrorType.InvalidSyntax
        || error.getErrorType() == ErrorType.ValidationError
        || error.getErrorType() == ErrorType.OperationNotSupported
        || error.getErrorType() == ErrorType.ExecutionAborted;
  }

  /// The library takes a map that says of none of its values that it may be null, and they may.
  @SuppressWarnings({"unchecked", "rawtypes", "NullAway"})
  private static Map<String, Object> nonNull(Map<String, @Nullable Object> variables) {
    return (Map) variables;
  }

  static GraphQLSchema schema(List<Fields> fields, Runnable beforeMutations) {
    var wiring = RuntimeWiring.newRuntimeWiring();
    Scalars.all().forEach(wiring::scalar);
    var registry = new FieldRegistry(wiring, beforeMutations);
    fields.forEach(some -> some.answer(registry));
    TYPED.forEach(registry::typed);
    try (var in = Objects.requireNonNull(GraphqlEngine.class.getResourceAsStream(SCHEMA), SCHEMA);
        var text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      return new SchemaGenerator()
          .makeExecutableSchema(new SchemaParser().parse(text), wiring.build());
    } catch (IOException e) {
      throw new UncheckedIOException(SCHEMA, e);
    }
  }

  private static void requireWrite(Caller caller) {
    if (!caller.principal().scopes().contains(Scope.WRITE)) {
      throw new Failure.Forbidden(
          "key.scope", "this needs a key with the scope '" + Scope.WRITE.text() + "'");
    }
  }
}
