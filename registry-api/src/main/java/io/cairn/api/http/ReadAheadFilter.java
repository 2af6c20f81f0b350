// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Gives methods marked [ReadAhead] their stream.
@ApplicationScoped
public class ReadAheadFilter {
  private final Duration patience;

  ReadAheadFilter(@ConfigProperty(name = "quarkus.http.read-timeout") Duration patience) {
    this.patience = patience;
  }

  /// Before the filters that look into the body, and may put another stream in its place.
  @ReadAhead
  @ServerRequestFilter(priority = Priorities.USER - 100)
  void replace(ContainerRequestContext request, RoutingContext context) {
    request.setEntityStream(new ReadAheadBody(context, patience));
  }
}
