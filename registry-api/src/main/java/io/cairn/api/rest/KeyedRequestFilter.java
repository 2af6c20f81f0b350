// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cairn.api.http.JsonBodyLimit;
import io.cairn.api.security.Caller;
import io.cairn.core.failure.Failure;
import io.cairn.core.idempotency.BeginKeyedRequest;
import io.cairn.core.idempotency.Beginning;
import io.cairn.core.idempotency.EndKeyedRequest;
import io.cairn.core.idempotency.IdempotencyKey;
import io.cairn.core.idempotency.KeptAnswer;
import io.cairn.core.idempotency.Ticket;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Makes a POST with an `Idempotency-Key` safe to repeat: the key is reserved before the method
/// runs, and its answer is kept before it is sent. Comes after the guards on methods.
@ApplicationScoped
public class KeyedRequestFilter {
  private static final Logger LOG = Logger.getLogger(KeyedRequestFilter.class);
  private static final String REPLAYED = "Idempotency-Replayed";
  private static final String PREFIX = "/api/v1/";
  private static final String TICKET = KeyedRequestFilter.class.getName();

  private final Caller caller;
  private final BeginKeyedRequest beginKeyedRequest;
  private final EndKeyedRequest endKeyedRequest;
  private final ObjectMapper json;

  KeyedRequestFilter(
      Caller caller,
      BeginKeyedRequest beginKeyedRequest,
      EndKeyedRequest endKeyedRequest,
      ObjectMapper json) {
    this.caller = caller;
    this.beginKeyedRequest = beginKeyedRequest;
    this.endKeyedRequest = endKeyedRequest;
    this.json = json;
  }

  /// The kept answer, if the request was answered before.
  @ServerRequestFilter
  Optional<Response> begin(ContainerRequestContext request, ResourceInfo resource)
      throws IOException {
    var text = request.getHeaderString(IdempotencyKey.HEADER);
    if (text == null
        || !request.getMethod().equals(HttpMethod.POST)
        || !request.getUriInfo().getRequestUri().getPath().startsWith(PREFIX)) {
      return Optional.empty();
    }
    var key = new IdempotencyKey(text);
    requireKeepable(resource);
    return switch (beginKeyedRequest.run(caller.principal(), key, fingerprint(request))) {
      case Beginning.Again again -> Optional.of(replay(again.answer()));
      case Beginning.First first -> {
        request.setProperty(TICKET, first.ticket());
        yield Optional.empty();
      }
    };
  }

  /// Keeps the answer, unless it says that nothing was done. If that fails, the answer goes out all
  /// the same, and the key stands for a request of unknown end.
  @ServerResponseFilter
  void end(ContainerRequestContext request, ContainerResponseContext response) {
    if (request.getProperty(TICKET) instanceof Ticket ticket) {
      try {
        var kept =
            isFinal(response.getStatus())
                ? Optional.of(answer(response))
                : Optional.<KeptAnswer>empty();
        endKeyedRequest.run(caller.principal(), ticket, kept);
      } catch (JsonProcessingException | RuntimeException e) {
        LOG.errorf(e, "the answer to a request with a key could not be kept");
      }
    }
  }

  private static boolean isFinal(int status) {
    return status < 500 && status != 429;
  }

  private static void requireKeepable(ResourceInfo resource) {
    if (resource.getResourceMethod().isAnnotationPresent(ShownOnce.class)) {
      throw new Failure.Invalid(
          IdempotencyKey.HEADER,
          "idempotency-key.secret",
          "this answer holds a secret and is kept nowhere: send the request without "
              + IdempotencyKey.HEADER
              + ", and if its answer is lost, revoke what it made");
    }
  }

  /// Over method, path, query and body; the body stays readable.
  private static byte[] fingerprint(ContainerRequestContext request) throws IOException {
    var body = JsonBodyLimit.limited(request.getEntityStream()).readAllBytes();
    if (body.length > 0) {
      request.setEntityStream(new ByteArrayInputStream(body));
    }
    var uri = request.getUriInfo().getRequestUri();
    var head = request.getMethod() + " " + uri.getRawPath() + "?" + uri.getRawQuery() + "\n";
    var digest = sha256();
    digest.update(head.getBytes(StandardCharsets.UTF_8));
    return digest.digest(body);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeptAnswer answer(ContainerResponseContext response) throws JsonProcessingException {
    var body =
        response.hasEntity()
            ? Optional.of(json.writeValueAsString(response.getEntity()))
            : Optional.<String>empty();
    return new KeptAnswer(
        response.getStatus(),
        body.map(_ -> type(response)),
        Optional.ofNullable(response.getHeaderString(HttpHeaders.ETAG)),
        body);
  }

  private static String type(ContainerResponseContext response) {
    var type = response.getMediaType();
    return type == null ? MediaType.APPLICATION_JSON : type.toString();
  }

  private static Response replay(KeptAnswer answer) {
    var response = Response.status(answer.status()).header(REPLAYED, "true");
    answer.etag().ifPresent(tag -> response.header(HttpHeaders.ETAG, tag));
    answer.contentType().ifPresent(response::type);
    // Text is written as it is, also where the writer is one for JSON.
    answer.body().ifPresent(response::entity);
    return response.build();
  }
}
