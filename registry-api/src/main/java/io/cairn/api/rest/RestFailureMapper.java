// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.FailureMapper;
import io.cairn.core.failure.Failure;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/// Failures as problem+json (RFC 9457). Comes last: it answers for every path that no other face
/// claims.
@ApplicationScoped
@Priority(0)
public class RestFailureMapper implements FailureMapper {
  private static final String MEDIA_TYPE = "application/problem+json";

  @Override
  public boolean serves(String path) {
    return true;
  }

  @Override
  public Response answer(Failure failure, String requestId) {
    return switch (failure) {
      case Failure.Invalid f -> problem(400, f, requestId, f.field(), f.rule(), null);
      case Failure.NotFound f -> problem(404, f, requestId, null, null, null);
      case Failure.Unauthenticated f ->
          Response.fromResponse(problem(401, f, requestId, null, null, null))
              .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"cairn\"")
              .build();
      case Failure.Forbidden f -> problem(403, f, requestId, null, f.code(), null);
      case Failure.Conflict f -> conflict(f, requestId);
      case Failure.PreconditionFailed f ->
          problem(412, f, requestId, "If-Match", f.code(), f.actual());
      case Failure.Gone f -> problem(410, f, requestId, null, null, null);
      case Failure.TooLarge f -> tooLarge(f, requestId);
      case Failure.DigestMismatch f ->
          // Of an upload in parts: all of it came, and to go on mends nothing.
          Response.fromResponse(problem(422, f, requestId, "body", "digest.match", f.actual()))
              .header(UploadHeaders.COMPLETE, "?1")
              .build();
      case Failure.Corrupt f -> problem(500, f, requestId, null, null, null);
      case Failure.Busy f ->
          Response.fromResponse(problem(429, f, requestId, null, null, null))
              .header(HttpHeaders.RETRY_AFTER, Math.max(1, f.retryAfter().toSeconds()))
              .build();
      case Failure.NotStored f ->
          Response.fromResponse(problem(f.isFull() ? 507 : 503, f, requestId, null, f.code(), null))
              .header(HttpHeaders.RETRY_AFTER, 5)
              .build();
      case Failure.Unavailable f ->
          Response.fromResponse(problem(503, f, requestId, null, null, null))
              .header(HttpHeaders.RETRY_AFTER, 1)
              .build();
    };
  }

  @Override
  public Response fault(String requestId) {
    var text = "something failed on the server; the request id finds it in the server's log";
    return build(500, text, "internal", null, null, null, requestId);
  }

  @Override
  public Response refused(int status, String requestId) {
    var reason = Response.Status.fromStatusCode(status);
    var text =
        switch (status) {
          case 404 -> "no such route; the routes are listed at /q/openapi";
          case 405 -> "this route does not have that method";
          case 406 -> "this route cannot answer in a media type that Accept allows";
          case 415 -> "this route does not take that Content-Type";
          default -> reason == null ? "the request was refused" : reason.getReasonPhrase();
        };
    return build(status, text, "http." + status, null, null, null, requestId);
  }

  private static Response tooLarge(Failure.TooLarge failure, String requestId) {
    var answer =
        problem(413, failure, requestId, failure.field(), "limit." + failure.limit(), null);
    return failure.field().equals(UploadHeaders.LENGTH)
        ? Response.fromResponse(answer)
            .header(UploadHeaders.LIMIT, "max-size=" + failure.limit())
            .build()
        : answer;
  }

  private static Response conflict(Failure.Conflict failure, String requestId) {
    var missing = failure.missing().isEmpty() ? null : failure.missing();
    var body =
        new Problem(
            ProblemType.of(failure.code()),
            "Conflict",
            409,
            failure.text(),
            failure.code(),
            null,
            null,
            failure.actual(),
            missing,
            requestId);
    var answer = Response.status(409).type(MEDIA_TYPE).entity(body);
    if (failure.code().equals("upload.offset")) {
      answer.header(UploadHeaders.OFFSET, failure.actual());
    }
    return answer.build();
  }

  private static Response problem(
      int status,
      Failure failure,
      String requestId,
      @Nullable String field,
      @Nullable String rule,
      @Nullable String actual) {
    return build(status, failure.text(), failure.code(), field, rule, actual, requestId);
  }

  private static Response build(
      int status,
      String detail,
      String code,
      @Nullable String field,
      @Nullable String rule,
      @Nullable String actual,
      String requestId) {
    var reason = Response.Status.fromStatusCode(status);
    var title =
        status == 507
            ? "Insufficient Storage"
            : reason == null ? "Refused" : reason.getReasonPhrase();
    var body =
        new Problem(
            ProblemType.of(rule == null ? code : rule),
            title,
            status,
            detail,
            code,
            field,
            rule,
            actual,
            null,
            requestId);
    return Response.status(status).type(MEDIA_TYPE).entity(body).build();
  }
}
