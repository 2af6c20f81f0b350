// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.cairn.core.failure.Failure;
import io.quarkus.arc.All;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// The one door through which every failure leaves: turns what was thrown into a [Failure], or a
/// fault that is logged, and lets the face of the path say it.
@ApplicationScoped
public class FailureDoor {
  private static final Logger LOG = Logger.getLogger(FailureDoor.class);

  private final List<FailureMapper> faces;

  FailureDoor(@All List<FailureMapper> faces) {
    this.faces = faces;
  }

  @ServerExceptionMapper({
    Failure.class,
    UnauthorizedException.class,
    AuthenticationFailedException.class,
    ForbiddenException.class,
    JsonProcessingException.class,
    // Named since the framework has a mapper of its own for it.
    MismatchedInputException.class,
    WebApplicationException.class,
    Exception.class
  })
  Response answer(Throwable thrown, RoutingContext context) {
    var face = faceOf(context.normalizedPath());
    var requestId = RequestId.of(context);
    if (context.response().headWritten()) {
      if (thrown instanceof IOException) {
        // Nearly always a reader who went away.
        LOG.infof("answer broken off request=%s cause=%s", requestId, thrown);
      } else {
        LOG.errorf(thrown, "answer broken off request=%s", requestId);
      }
      BrokenAnswer.breakOff(context);
      return Response.serverError().build();
    }
    return failureOf(thrown)
        .map(failure -> said(face, failure, requestId))
        .orElseGet(() -> unnamed(face, thrown, requestId));
  }

  private static Response said(FailureMapper face, Failure failure, String requestId) {
    if (failure instanceof Failure.Corrupt || failure instanceof Failure.Unavailable) {
      LOG.errorf(failure, "request failed code=%s request=%s", failure.code(), requestId);
    }
    return face.answer(failure, requestId);
  }

  private static Response unnamed(FailureMapper face, Throwable thrown, String requestId) {
    if (thrown instanceof WebApplicationException web) {
      var status = web.getResponse().getStatus();
      if (status < 500) {
        return face.refused(status, requestId);
      }
    }
    if (thrown instanceof HttpException http && http.getStatusCode() < 500) {
      return face.refused(http.getStatusCode(), requestId);
    }
    LOG.errorf(thrown, "request failed unexpectedly request=%s", requestId);
    return face.fault(requestId);
  }

  private FailureMapper faceOf(String path) {
    return faces.stream()
        .filter(face -> face.serves(path))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no face answers for " + path));
  }

  private static Optional<Failure> failureOf(Throwable thrown) {
    return switch (thrown) {
      case Failure failure -> Optional.of(failure);
      case UnauthorizedException _, AuthenticationFailedException _ ->
          Optional.of(
              new Failure.Unauthenticated(
                  "a valid key is needed: send it as 'Authorization: Bearer <key>'"));
      case ForbiddenException _ ->
          Optional.of(
              new Failure.Forbidden(
                  "key.scope", "the scope of this key does not allow this; use a key with more"));
      case JsonProcessingException json -> Optional.of(JsonFailures.of(json));
      default -> causedBy(thrown);
    };
  }

  private static Optional<Failure> causedBy(Throwable thrown) {
    return switch (thrown.getCause()) {
      case Failure failure -> Optional.of(failure);
      case JsonProcessingException json -> Optional.of(JsonFailures.of(json));
      case null, default -> Optional.empty();
    };
  }
}
