// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.security.Caller;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.ResolveReference;
import io.cairn.core.failure.Failure;
import io.cairn.core.lineage.Direction;
import io.cairn.core.lineage.LineageQuestion;
import io.cairn.core.lineage.Node;
import io.cairn.core.lineage.WalkLineage;
import io.cairn.core.name.Reference;
import io.cairn.core.run.FindRun;
import io.cairn.core.run.RunPath;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Where a version or run comes from, and what came of it.
@Path("/api/v1/lineage")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Lineage", description = "Where a version or run comes from, and what came of it")
public class LineageResource {
  private final Caller caller;
  private final ResolveReference resolveReference;
  private final FindRun findRun;
  private final WalkLineage walkLineage;

  LineageResource(
      Caller caller, ResolveReference resolveReference, FindRun findRun, WalkLineage walkLineage) {
    this.caller = caller;
    this.resolveReference = resolveReference;
    this.findRun = findRun;
    this.walkLineage = walkLineage;
  }

  @GET
  @RolesAllowed("read")
  @Operation(
      summary = "Walk the lineage",
      description =
          "From the version of `ref` or the run of `run` (one of the two). Nodes that the caller may"
              + " not read are hidden: without name, and nothing that only they lead to is shown.")
  public LineageBody walk(
      @Parameter(example = "models/digits:production") @QueryParam("ref") @Nullable String ref,
      @Parameter(example = "vision/digits/runs/baseline-1") @QueryParam("run") @Nullable String run,
      @Parameter(description = "up (to what it came from), down, or both (default).")
          @QueryParam("direction")
          @Nullable String direction,
      @Parameter(description = "How many edges away, 1 to 50; 10 if missing.") @QueryParam("depth")
          @Nullable String depth,
      @Parameter(description = "How many nodes at most, 1 to 5,000; 5,000 if missing.")
          @QueryParam("limit")
          @Nullable String limit) {
    var way = direction == null ? Direction.BOTH : Direction.of(direction);
    var steps = number("depth", depth, LineageQuestion.DEFAULT_DEPTH);
    var nodes = number("limit", limit, LineageQuestion.MAX_NODES);
    var actor = caller.principal();
    var root = root(actor, ref, run);
    var graph = walkLineage.run(actor, new LineageQuestion(root, way, steps, nodes));
    return LineageBody.of(root, graph);
  }

  private Node root(Principal actor, @Nullable String ref, @Nullable String run) {
    if (ref != null && run == null) {
      return Node.version(resolveReference.run(actor, Reference.parse(ref)).version().value());
    }
    if (run != null && ref == null) {
      return Node.run(findRun.run(actor, RunPath.parse("run", run), Permission.READ).value());
    }
    throw new Failure.Invalid("ref", "lineage.root", "ref or run is required, and not both");
  }

  private static int number(String field, @Nullable String given, int whenMissing) {
    try {
      return given == null ? whenMissing : Integer.parseInt(given);
    } catch (NumberFormatException _) {
      throw new Failure.Invalid(field, field + ".range", field + " must be a whole number");
    }
  }
}
