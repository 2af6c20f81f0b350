// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.graphql;

import graphql.ErrorType;
import graphql.GraphqlErrorBuilder;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import io.cairn.core.failure.Failure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/// What a field says that could not be answered: the failure's own words, or, of a fault, that the
/// log knows more.
final class FieldFailures implements DataFetcherExceptionHandler {
  private static final Logger LOG = Logger.getLogger(FieldFailures.class);

  /// Under this key of the context stands the failure that a client had better try again.
  static final String RETRYABLE = "cairn.retryable";

  /// Under this key of the context stands the id of the request.
  static final String REQUEST_ID = "cairn.request-id";

  @Override
  public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
      DataFetcherExceptionHandlerParameters parameters) {
    var thrown = parameters.getException();
    var environment = parameters.getDataFetchingEnvironment();
    String requestId = environment.getGraphQlContext().getOrDefault(REQUEST_ID, "none");
    String text;
    Map<String, Object> said;
    if (thrown instanceof Failure failure) {
      text = failure.text();
      said = words(failure);
      switch (failure) {
        case Failure.Busy _, Failure.Unavailable _ ->
            environment.getGraphQlContext().put(RETRYABLE, failure);
        case Failure.Corrupt _ ->
            LOG.errorf(failure, "request failed code=%s request=%s", failure.code(), requestId);
        case Failure.Invalid _,
            Failure.NotFound _,
            Failure.Unauthenticated _,
            Failure.Forbidden _,
            Failure.Conflict _,
            Failure.PreconditionFailed _,
            Failure.Gone _,
            Failure.TooLarge _,
            Failure.DigestMismatch _ -> {
          // The caller's to mend, and said to them.
        }
      }
    } else {
      LOG.errorf(thrown, "request failed unexpectedly request=%s", requestId);
      text = "something failed on the server; request " + requestId + " finds it in its log";
      said = Map.of("code", "internal");
    }
    return CompletableFuture.completedFuture(
        DataFetcherExceptionHandlerResult.newResult(
                GraphqlErrorBuilder.newError(environment)
                    .errorType(ErrorType.DataFetchingException)
                    .message("%s", text)
                    .extensions(said)
                    .build())
            .build());
  }

  private static Map<String, Object> words(Failure failure) {
    var said = new LinkedHashMap<String, Object>();
    said.put("code", failure.code());
    if (failure instanceof Failure.Invalid invalid) {
      said.put("field", invalid.field());
      said.put("rule", invalid.rule());
    }
    return said;
  }
}
