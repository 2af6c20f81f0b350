// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.cairn.api.http.RequestId;
import io.cairn.api.wandb.graphql.GraphqlEngine;
import io.cairn.core.failure.Failure;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The one door of the SDK's GraphQL. A refusal by a rule is answered 200 with `errors`, a document
/// that is not in order 400; only what a client had better try again gets a status that makes it do
/// so.
@Path("/graphql")
@Tag(name = "wandb")
public class GraphqlResource {
  private final GraphqlEngine engine;

  GraphqlResource(GraphqlEngine engine) {
    this.engine = engine;
  }

  /// What the SDK sends; further members are not looked at.
  @JsonIgnoreProperties(ignoreUnknown = true)
  @Schema(
      name = "GraphqlRequest",
      examples = "{\"query\":\"query Viewer { viewer { entity } }\",\"variables\":{}}")
  record Request(
      @Nullable String query,
      @Nullable Map<String, @Nullable Object> variables,
      @Nullable String operationName) {}

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed("read")
  @Operation(
      summary = "Answer a GraphQL document of the wandb SDK",
      description =
          "With `Authorization: Basic` and `api:<key>`. The schema is that of the SDK, see the guide"
              + " to it. Mutations need a key with the scope `write`.")
  public Response run(@Nullable Request request, RoutingContext context) {
    if (request == null || request.query() == null || request.query().isBlank()) {
      throw new Failure.Invalid("query", "query.required", "query is required");
    }
    var variables = request.variables();
    var outcome =
        engine.run(
            request.query(),
            request.operationName(),
            variables == null ? Map.of() : variables,
            RequestId.of(context));
    if (outcome.retryable().isPresent()) {
      return Response.status(outcome.retryable().get() instanceof Failure.Busy ? 429 : 503)
          .header(HttpHeaders.RETRY_AFTER, 1)
          .entity(outcome.body())
          .build();
    }
    return Response.status(outcome.isRefused() ? 400 : 200).entity(outcome.body()).build();
  }
}
