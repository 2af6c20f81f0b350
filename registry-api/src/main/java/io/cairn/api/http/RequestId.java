// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.UUID;

/// Gives every request an id, and every answer the id and the headers that no answer may lack
/// (security rule W2).
@ApplicationScoped
public class RequestId {
  /// The header of the answer that carries the id.
  public static final String HEADER = "X-Request-Id";

  private static final String KEY = "cairn.request-id";
  private static final int BEFORE_ALL_OTHERS = 10_000;

  void register(@Observes Filters filters) {
    filters.register(RequestId::begin, BEFORE_ALL_OTHERS);
  }

  private static void begin(RoutingContext context) {
    var id = UUID.randomUUID().toString();
    context.put(KEY, id);
    context
        .response()
        .putHeader(HEADER, id)
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cross-Origin-Resource-Policy", "same-origin")
        .putHeader("X-Frame-Options", "DENY");
    context.next();
  }

  /// The id of the request that this context belongs to.
  public static String of(RoutingContext context) {
    String id = context.get(KEY);
    return id == null ? "none" : id;
  }
}
