// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.rest.ProjectResource.ProjectBody;
import io.cairn.api.security.Caller;
import io.cairn.core.artifact.UndeleteProject;
import io.cairn.core.name.Name;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/// Deleted projects that come back.
@Path("/api/v1/teams/{team}/projects/{project}/undelete")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Projects")
public class ProjectUndeleteResource {
  private final Caller caller;
  private final UndeleteProject undeleteProject;

  ProjectUndeleteResource(Caller caller, UndeleteProject undeleteProject) {
    this.caller = caller;
    this.undeleteProject = undeleteProject;
  }

  @POST
  @RolesAllowed("admin")
  @Operation(
      summary = "Bring a deleted project back",
      description =
          "With its runs and the collections that went with it. The team's admins only. Nothing"
              + " changes if it is not deleted. 410 `project.window-over` after the undelete window,"
              + " 409 `project.taken` if another has the name by now: give it another `name`.")
  public RestResponse<ProjectBody> undelete(
      @PathParam("team") String team,
      @PathParam("project") String project,
      @Nullable UndeleteBody body) {
    var given = UndeleteBody.orNothing(body);
    var command =
        new UndeleteProject.Command(
            Name.of("team", team), Name.of("project", project), given.which(), given.newName());
    return ProjectResource.answer(Status.OK, undeleteProject.run(caller.principal(), command));
  }
}
