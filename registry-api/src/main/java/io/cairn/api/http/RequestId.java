// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.UUID;

/// Gives every request an id, and every answer the id and the headers that no answer may lack
/// (security rule W2).
@ApplicationScoped
public class RequestId {
  /// The header of the answer that carries the id.
  public static final String HEADER = "X-Request-Id";

  private static final String KEY = "cairn.request-id";
  private static final int BEFORE_ALL_OTHERS = 10_000;

  /// Checked and turned into bytes once, not for each answer.
  private static final CharSequence NAME = HttpHeaders.createOptimized(HEADER);

  private static final List<Header> FIXED =
      List.of(
          Header.of("X-Content-Type-Options", "nosniff"),
          Header.of("Referrer-Policy", "no-referrer"),
          Header.of("Cross-Origin-Resource-Policy", "same-origin"),
          Header.of("X-Frame-Options", "DENY"));

  private record Header(CharSequence name, CharSequence value) {
    static Header of(String name, String value) {
      return new Header(HttpHeaders.createOptimized(name), HttpHeaders.createOptimized(value));
    }
  }

  void register(@Observes Filters filters) {
    filters.register(RequestId::begin, BEFORE_ALL_OTHERS);
  }

  private static void begin(RoutingContext context) {
    var id = UUID.randomUUID().toString();
    context.put(KEY, id);
    var response = context.response().putHeader(NAME, id);
    FIXED.forEach(header -> response.putHeader(header.name(), header.value()));
    context.next();
  }

  /// The id of the request that this context belongs to.
  public static String of(RoutingContext context) {
    String id = context.get(KEY);
    return id == null ? "none" : id;
  }
}
