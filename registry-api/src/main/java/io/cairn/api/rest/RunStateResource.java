// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.security.Caller;
import io.cairn.core.run.FinishRun;
import io.cairn.core.run.KeepRunAlive;
import io.cairn.core.run.RunPath;
import io.cairn.core.run.RunState;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// A run lives, and a run ends.
@Path("/api/v1/teams/{team}/projects/{project}/runs/{run}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Runs")
public class RunStateResource {
  private final Caller caller;
  private final KeepRunAlive keepRunAlive;
  private final FinishRun finishRun;

  RunStateResource(Caller caller, KeepRunAlive keepRunAlive, FinishRun finishRun) {
    this.caller = caller;
    this.keepRunAlive = keepRunAlive;
    this.finishRun = finishRun;
  }

  @POST
  @Path("heartbeat")
  @RolesAllowed("write")
  @Operation(
      summary = "Say that a run lives",
      description =
          "A run that ever did counts as crashed after five minutes without a sign of life, and as"
              + " running again with the next.")
  public RunBody heartbeat(
      @PathParam("team") String team,
      @PathParam("project") String project,
      @PathParam("run") String run,
      @Parameter(description = RunWriters.DESCRIPTION) @HeaderParam(RunWriters.HEADER)
          @Nullable String writer) {
    return RunBody.of(
        keepRunAlive.run(
            caller.principal(), RunPath.of(team, project, run), RunWriters.of(writer)));
  }

  @POST
  @Path("finish")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("write")
  @Operation(
      summary = "End a run",
      description = "The same end again changes nothing; another end is 409 `run.ended`.")
  public RunBody finish(
      @PathParam("team") String team,
      @PathParam("project") String project,
      @PathParam("run") String run,
      @Nullable FinishBody body) {
    var end = Given.body(body);
    var state = RunState.ofEnd(Given.required("state", end.state()));
    return RunBody.of(
        finishRun.run(
            caller.principal(),
            RunPath.of(team, project, run),
            state,
            Optional.ofNullable(end.exitCode())));
  }
}
