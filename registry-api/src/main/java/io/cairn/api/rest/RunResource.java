// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.PageBody;
import io.cairn.api.http.PageQuery;
import io.cairn.api.security.Caller;
import io.cairn.core.failure.Failure;
import io.cairn.core.keep.DeleteRunAndVersions;
import io.cairn.core.name.Name;
import io.cairn.core.run.CreateRun;
import io.cairn.core.run.DeleteRun;
import io.cairn.core.run.DescribeRun;
import io.cairn.core.run.EditRun;
import io.cairn.core.run.RunPath;
import io.cairn.core.search.SearchRuns;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
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
  private final SearchRuns searchRuns;
  private final EditRun editRun;
  private final DeleteRun deleteRun;
  private final DeleteRunAndVersions deleteRunAndVersions;

  RunResource(
      Caller caller,
      CreateRun createRun,
      DescribeRun describeRun,
      SearchRuns searchRuns,
      EditRun editRun,
      DeleteRun deleteRun,
      DeleteRunAndVersions deleteRunAndVersions) {
    this.caller = caller;
    this.createRun = createRun;
    this.describeRun = describeRun;
    this.searchRuns = searchRuns;
    this.editRun = editRun;
    this.deleteRun = deleteRun;
    this.deleteRunAndVersions = deleteRunAndVersions;
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
    return RunAnswer.of(created.isNew() ? Status.CREATED : Status.OK, created.run());
  }

  @GET
  @RolesAllowed("read")
  @Operation(
      summary = "Search runs",
      description =
          "The newest first unless `sort` says otherwise; at most 200 a page. A page may hold fewer"
              + " runs than its limit and still have a next one.")
  public PageBody<RunBody> list(
      @PathParam("team") String team,
      @PathParam("project") String project,
      @BeanParam RunQuery query,
      @BeanParam PageQuery page) {
    var runs =
        searchRuns.run(
            caller.principal(),
            Name.of("team", team),
            Optional.of(Name.of("project", project)),
            query.toSearch(),
            page.toRequest());
    return PageBody.of(runs, RunBody::of);
  }

  @GET
  @Path("{run}")
  @RolesAllowed("read")
  @Operation(
      summary = "Describe a run",
      description = "Config, summary, environment, state and times.")
  public RestResponse<RunBody> describe(
      @PathParam("team") String team,
      @PathParam("project") String project,
      @PathParam("run") String run,
      @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
    return RunAnswer.unlessKnown(
        describeRun.run(caller.principal(), RunPath.of(team, project, run)), ifNoneMatch);
  }

  @PATCH
  @Path("{run}")
  @RolesAllowed("write")
  @Operation(
      summary = "Say more of a run",
      description =
          "Merges config, summary and environment by their top-level keys. Allowed after the end."
              + " With `If-Match` only if nobody edited it or changed its state since: else 412"
              + " `revision.stale`. Metrics that came meanwhile do not matter.")
  public RestResponse<RunBody> edit(
      @PathParam("team") String team,
      @PathParam("project") String project,
      @PathParam("run") String run,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Nullable RunEditBody body) {
    var edit = Given.body(body).toEdit();
    var expected = RunAnswer.expectedRevision(ifMatch);
    return RunAnswer.of(
        Status.OK, editRun.run(caller.principal(), RunPath.of(team, project, run), edit, expected));
  }

  @DELETE
  @Path("{run}")
  @RolesAllowed("write")
  @Operation(
      summary = "Delete a run",
      description =
          "Its id stays taken, and a node stays in the lineage of what it made. With"
              + " `versions=delete` the versions that it alone made go with it, all or nothing:"
              + " 403 `alias.protected` if one of them, or a link to it, bears such an alias.")
  @APIResponse(responseCode = "204", description = "The run is gone.")
  public void delete(
      @PathParam("team") String team,
      @PathParam("project") String project,
      @PathParam("run") String run,
      @Parameter(description = "keep (default) or delete") @QueryParam("versions")
          @Nullable String versions) {
    var path = RunPath.of(team, project, run);
    switch (versions) {
      case null -> deleteRun.run(caller.principal(), path);
      case "keep" -> deleteRun.run(caller.principal(), path);
      case "delete" -> deleteRunAndVersions.run(caller.principal(), path);
      default ->
          throw new Failure.Invalid(
              "versions", "run.versions-word", "versions must be keep or delete");
    }
  }
}
