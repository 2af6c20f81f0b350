// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Arrays;

/// A path with a segment `.` or `..` is no route. The router would take such segments away first,
/// and so make `DELETE …/models/digits/versions/..` a request for what stands above: nobody means
/// that.
@ApplicationScoped
public class DotSegments {
  private static final int AFTER_THE_REQUEST_ID = 9_000;
  private static final String NO_ROUTE = "/-";

  void register(@Observes Filters filters) {
    filters.register(DotSegments::check, AFTER_THE_REQUEST_ID);
  }

  private static void check(RoutingContext context) {
    var path = context.request().path();
    if (path != null && Arrays.stream(path.split("/", -1)).anyMatch(DotSegments::isDots)) {
      context.reroute(NO_ROUTE);
    } else {
      context.next();
    }
  }

  private static boolean isDots(String segment) {
    var plain = segment.replace("%2e", ".").replace("%2E", ".");
    return plain.equals(".") || plain.equals("..");
  }
}
