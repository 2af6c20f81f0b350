// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.PageBody;
import io.cairn.api.http.PageQuery;
import io.cairn.api.security.Caller;
import io.cairn.core.name.Name;
import io.cairn.core.run.CreateRun;
import io.cairn.core.run.DeleteRun;
import io.cairn.core.run.DescribeRun;
import io.cairn.core.run.EditRun;
import io.cairn.core.run.ListRuns;
import io.cairn.core.run.RunPath;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/// Runs of a project.
@Path("/api/v1/teams/{team}/projects/{project}/runs")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Runs", description = "Executions: config, summary, state, history, inputs, outputs")
public class RunResource {
  private final Caller caller;
  private final CreateRun createRun;
  private final DescribeRun describeRun;
  private final ListRuns listRuns;
  private final EditRun editRun;
  private final DeleteRun deleteRun;

  RunResource(
      Caller caller,
      CreateRun createRun,
      DescribeRun describeRun,
      ListRuns listRuns,
      EditRun editRun,
      DeleteRun deleteRun) {
    this.caller = caller;
    this.createRun = createRun;
    this.describeRun = describeRun;
    this.listRuns = listRuns;
    this.editRun = editRun;
    this.deleteRun = deleteRun;
  }

  @POST
  @RolesAllowed("write")
  @Operation(
      summary = "Begin a run",
      description =
          "Makes the project too, if this is its first use. Answers 201 for a new run, 200 for one"
              + " that goes on (`resume`); 409 `run.taken` if the id is taken.")
  @APIResponse(responseCode = "201", description = "The run began.")
  @APIResponse(responseCode = "200", description = "The run goes on.")
  public RestResponse<RunBody> create(
      @PathParam("team") String team,
      @PathParam("project") String project,
      @Nullable NewRunBody body) {
    var teamName = Name.of("team", team);
    var projectName = Name.of("project", project);
    var command = Given.body(body).toCommand(teamName, projectName);
    var created = createRun.run(caller.principal(), teamName, projectName, command);
    return RestResponse.status(
        created.isNew() ? Status.CREATED : Status.OK, RunBody.of(created.run()));
  }

  @GET
  @RolesAllowed("read")
  @Operation(summary = "List runs", description = "Newest first; at most 200 a page.")
  public PageBody<RunBody> list(
      @PathParam("team") String team,
      @PathParam("project") String project,
      @BeanParam PageQuery page) {
    var runs =
        listRuns.run(
            caller.principal(),
            Name.of("team", team),
            Name.of("project", project),
            page.toRequest());
    return PageBody.of(runs, RunBody::of);
  }

  @GET
  @Path("{run}")
  @RolesAllowed("read")
  @Operation(
      summary = "Describe a run",
      description = "Config, summary, environment, state and times.")
  public RunBody describe(
      @PathParam("team") String team,
      @PathParam("project") String project,
      @PathParam("run") String run) {
    return RunBody.of(describeRun.run(caller.principal(), RunPath.of(team, project, run)));
  }

  @PATCH
  @Path("{run}")
  @RolesAllowed("write")
  @Operation(
      summary = "Say more of a run",
      description =
          "Merges config, summary and environment by their top-level keys. Allowed after the end.")
  public RunBody edit(
      @PathParam("team") String team,
      @PathParam("project") String project,
      @PathParam("run") String run,
      @Nullable RunEditBody body) {
    var edit = Given.body(body).toEdit();
    return RunBody.of(editRun.run(caller.principal(), RunPath.of(team, project, run), edit));
  }

  @DELETE
  @Path("{run}")
  @RolesAllowed("write")
  @Operation(
      summary = "Delete a run",
      description = "Its id stays taken, and a node stays in the lineage of what it made.")
  @APIResponse(responseCode = "204", description = "The run is gone.")
  public void delete(
      @PathParam("team") String team,
      @PathParam("project") String project,
      @PathParam("run") String run) {
    deleteRun.run(caller.principal(), RunPath.of(team, project, run));
  }
}
