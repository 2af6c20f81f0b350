// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.PageQuery;
import io.cairn.api.security.Caller;
import io.cairn.core.failure.Failure;
import io.cairn.core.lineage.Direction;
import io.cairn.core.lineage.WalkLineage;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The neighbours of one node, for nodes of which a walk left edges out.
@Path("/api/v1/lineage/step")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Lineage")
public class LineageStepResource {
  private final Caller caller;
  private final WalkLineage walkLineage;

  LineageStepResource(Caller caller, WalkLineage walkLineage) {
    this.caller = caller;
    this.walkLineage = walkLineage;
  }

  @GET
  @RolesAllowed("read")
  @Operation(
      summary = "Page through the neighbours of a node",
      description =
          "The edges that begin (`down`) or end (`up`) at one node, and what is at their far ends:"
              + " for nodes that say `more`. A page costs the same however many edges the node has."
              + " Far ends that the caller may not read are hidden.")
  public LineageStepBody step(
      @Parameter(description = "The `id` of a node that a walk showed.") @QueryParam("node")
          @Nullable String node,
      @Parameter(description = "up or down.", example = "down") @QueryParam("direction")
          @Nullable String direction,
      @BeanParam PageQuery page) {
    var id = id(Given.required("node", node));
    var way = Direction.of(Given.required("direction", direction));
    return LineageStepBody.of(walkLineage.step(caller.principal(), id, way, page.toRequest()));
  }

  private static UUID id(String text) {
    try {
      var id = UUID.fromString(text);
      if (id.toString().equals(text)) {
        return id;
      }
    } catch (IllegalArgumentException _) {
      // As below.
    }
    throw new Failure.Invalid("node", "node.grammar", "node must be the id of a node of a walk");
  }
}
