// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb;

import io.cairn.api.http.FailureMapper;
import io.cairn.core.failure.Failure;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;

/// Failures as the SDK reads them: `errors` with a message. The helper of the SDK gives up at once
/// on 400, 401, 403, 404, 409, 410, 413 and 422, and tries everything else again for minutes; so
/// only what will pass by itself has another status.
@ApplicationScoped
@Priority(10)
public class WandbFailureMapper implements FailureMapper {
  private static final List<String> ROOTS = List.of("/files/", "/artifacts/", "/artifactsV2/");

  @Override
  public boolean serves(String path) {
    return path.equals("/graphql") || ROOTS.stream().anyMatch(path::startsWith);
  }

  @Override
  public Response answer(Failure failure, String requestId) {
    return switch (failure) {
      case Failure.Invalid f -> said(400, f);
      case Failure.NotFound f -> said(404, f);
      case Failure.Unauthenticated f ->
          Response.fromResponse(said(401, f))
              .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"cairn\"")
              .build();
      case Failure.Forbidden f -> said(403, f);
      case Failure.Conflict f -> said(409, f);
      case Failure.PreconditionFailed f -> said(409, f);
      case Failure.Gone f -> said(410, f);
      case Failure.TooLarge f -> said(413, f);
      case Failure.DigestMismatch f -> said(422, f);
      case Failure.Corrupt f -> said(410, f);
      case Failure.Busy f ->
          Response.fromResponse(said(429, f))
              .header(HttpHeaders.RETRY_AFTER, Math.max(1, f.retryAfter().toSeconds()))
              .build();
      case Failure.Unavailable f ->
          Response.fromResponse(said(503, f)).header(HttpHeaders.RETRY_AFTER, 1).build();
    };
  }

  @Override
  public Response fault(String requestId) {
    return build(
        500, "something failed on the server; request " + requestId + " finds it", "internal");
  }

  @Override
  public Response refused(int status, String requestId) {
    var text = status == 404 ? "this server has no such route" : "the request was refused";
    return build(status, text, "http." + status);
  }

  private static Response said(int status, Failure failure) {
    return build(status, failure.text(), failure.code());
  }

  private static Response build(int status, String text, String code) {
    var error = Map.of("message", text, "extensions", Map.of("code", code));
    return Response.status(status)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(Map.of("error", text, "errors", List.of(error)))
        .build();
  }
}
