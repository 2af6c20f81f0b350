// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.security.Caller;
import io.cairn.core.retention.MeasureUpkeep;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Figures for a monitoring system, in the text format of Prometheus (version 0.0.4).
@Path("/api/v1/metrics")
@Tag(name = "Upkeep")
public class MetricsResource {
  private final Caller caller;
  private final MeasureUpkeep measureUpkeep;

  MetricsResource(Caller caller, MeasureUpkeep measureUpkeep) {
    this.caller = caller;
    this.measureUpkeep = measureUpkeep;
  }

  @GET
  @Produces("text/plain; version=0.0.4; charset=utf-8")
  @RolesAllowed("admin")
  @Operation(
      summary = "Read figures for monitoring",
      description =
          "In the text format of Prometheus: damaged blobs, and how the last jobs went. The key goes"
              + " into `authorization.credentials` of the scrape. For admins and auditors of the"
              + " installation.")
  public String metrics() {
    var text = new StringBuilder();
    for (var figure : measureUpkeep.run(caller.principal())) {
      text.append("# HELP ").append(figure.name()).append(' ').append(figure.help()).append('\n');
      text.append("# TYPE ").append(figure.name()).append(" gauge\n");
      figure
          .values()
          .forEach((labels, value) ->
              text.append(String.format(Locale.ROOT, "%s%s %d\n", figure.name(), labels, value)));
    }
    return text.toString();
  }
}
