// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.cairn.api.security.KeyAuthenticationMechanism;
import io.cairn.core.access.AuthenticateKey;
import io.cairn.core.access.Scope;
import io.cairn.core.artifact.ResolveReference;
import io.cairn.core.artifact.VersionView;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Reference;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.UncheckedIOException;
import java.util.Optional;

/// Answers `GET /api/v1/resolve` before the resources, where both the key and the answer are in
/// memory and hold now; on the thread that read the request if no data base is to be asked for
/// that. Everything else, and every refusal, is left to [ResolveResource], which gives the same
/// bytes. The hottest call of all: without this most of its time is spent on the way to the method
/// (see the record of decisions on resolving).
@ApplicationScoped
public class ResolveFromMemory {
  private static final String PATH = "/api/v1/resolve";
  private static final int AFTER_THE_DOT_SEGMENTS = 8_000;
  private static final int MAX_KEPT = 10_000;
  private static final String JSON = "application/json";

  private final AuthenticateKey authenticateKey;
  private final ResolveReference resolve;
  private final ObjectMapper json;

  /// By identity: a view is made anew when it may have changed.
  private final Cache<VersionView, Ready> bodies =
      Caffeine.newBuilder().weakKeys().maximumSize(MAX_KEPT).executor(Runnable::run).build();

  private final Cache<String, Reference> references =
      Caffeine.newBuilder().maximumSize(MAX_KEPT).executor(Runnable::run).build();

  private record Ready(String tag, Buffer body) {}

  ResolveFromMemory(AuthenticateKey authenticateKey, ResolveReference resolve, ObjectMapper json) {
    this.authenticateKey = authenticateKey;
    this.resolve = resolve;
    this.json = json;
  }

  void register(@Observes Filters filters) {
    filters.register(this::answer, AFTER_THE_DOT_SEGMENTS);
  }

  private void answer(RoutingContext context) {
    var request = context.request();
    if (!request.method().equals(HttpMethod.GET)
        || !PATH.equals(request.path())
        || !isPlain(request)) {
      context.next();
    } else if (resolve.knowsAtOnce()) {
      end(context, find(request));
    } else {
      request.pause();
      context
          .vertx()
          .executeBlocking(() -> find(request), false)
          .onComplete(
              found -> {
                request.resume();
                end(context, found);
              },
              context::fail);
    }
  }

  private static void end(RoutingContext context, Optional<Ready> found) {
    found.ifPresentOrElse(ready -> send(context, ready), context::next);
  }

  private Optional<Ready> find(HttpServerRequest request) {
    var given = request.params().getAll("ref");
    if (given.size() != 1) {
      return Optional.empty();
    }
    try {
      var reference = references.get(given.getFirst(), Reference::parse);
      return KeyAuthenticationMechanism.keyOf(request)
          .flatMap(authenticateKey::known)
          .filter(principal -> principal.scopes().contains(Scope.READ))
          .flatMap(principal -> resolve.known(principal, reference))
          .map(view -> bodies.get(view, this::ready));
    } catch (Failure _) {
      // The resource refuses it again, through the door that puts refusals into words.
      return Optional.empty();
    }
  }

  private static boolean isPlain(HttpServerRequest request) {
    var accept = request.getHeader(HttpHeaders.ACCEPT);
    return request.getHeader(HttpHeaders.IF_NONE_MATCH) == null
        && (accept == null || accept.equals("*/*") || accept.equals(JSON));
  }

  private Ready ready(VersionView view) {
    try {
      var body = json.writeValueAsBytes(VersionBody.of(view));
      return new Ready(VersionAnswer.entityTag(view).header(), Buffer.buffer(body));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void send(RoutingContext context, Ready ready) {
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, JSON + ";charset=UTF-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, VersionAnswer.CACHING)
        .putHeader(HttpHeaders.ETAG, ready.tag())
        .end(ready.body());
  }
}
