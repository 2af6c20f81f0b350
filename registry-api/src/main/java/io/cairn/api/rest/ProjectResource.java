// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cairn.api.http.EntityTag;
import io.cairn.api.http.PageBody;
import io.cairn.api.http.PageQuery;
import io.cairn.api.security.Caller;
import io.cairn.core.artifact.DeleteProject;
import io.cairn.core.name.Name;
import io.cairn.core.name.Title;
import io.cairn.core.project.CreateProject;
import io.cairn.core.project.Deleted;
import io.cairn.core.project.DescribeProject;
import io.cairn.core.project.EditProject;
import io.cairn.core.project.ListDeletedProjects;
import io.cairn.core.project.ListProjects;
import io.cairn.core.project.Project;
import io.cairn.core.project.ProjectEdit;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/// Projects of a team.
@Path("/api/v1/teams/{team}/projects")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Projects")
public class ProjectResource {
  private final Caller caller;
  private final CreateProject createProject;
  private final ListProjects listProjects;
  private final DescribeProject describeProject;
  private final EditProject editProject;
  private final DeleteProject deleteProject;
  private final ListDeletedProjects listDeletedProjects;

  ProjectResource(
      Caller caller,
      CreateProject createProject,
      ListProjects listProjects,
      DescribeProject describeProject,
      EditProject editProject,
      DeleteProject deleteProject,
      ListDeletedProjects listDeletedProjects) {
    this.caller = caller;
    this.createProject = createProject;
    this.listProjects = listProjects;
    this.describeProject = describeProject;
    this.editProject = editProject;
    this.deleteProject = deleteProject;
    this.listDeletedProjects = listDeletedProjects;
  }

  /// The project to make.
  @Schema(name = "NewProject")
  record NewProject(
      @Schema(examples = "digits", required = true) @Nullable String name,
      @Nullable String title,
      @Nullable String description) {}

  /// What shall be different; what is left out stays. An empty title takes the title away.
  @Schema(name = "ProjectEdit", examples = "{\"title\":\"Digits\"}")
  record Edit(@Nullable String name, @Nullable String title, @Nullable String description) {
    ProjectEdit toEdit() {
      return new ProjectEdit(
          Optional.ofNullable(name).map(text -> Name.of("name", text)),
          Optional.ofNullable(title)
              .map(text -> text.isEmpty() ? Optional.empty() : Optional.of(new Title(text))),
          Optional.ofNullable(description));
    }
  }

  /// A project on the wire.
  @Schema(name = "Project")
  record ProjectBody(
      @Schema(examples = "vision/digits") String path,
      String name,
      @Nullable String title,
      String description,
      Instant createdAt,
      String id,
      @Schema(description = "Only in the list of what is deleted")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable Instant deletedAt,
      @Schema(description = "Only in the list of what is deleted: till when it can be brought back")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable Instant restorableUntil) {
    static ProjectBody of(Project project) {
      return of(project, null, null);
    }

    static ProjectBody deleted(Deleted<Project> deleted) {
      return of(deleted.what(), deleted.deletedAt(), deleted.restorableUntil());
    }

    private static ProjectBody of(
        Project project, @Nullable Instant deletedAt, @Nullable Instant restorableUntil) {
      return new ProjectBody(
          project.path(),
          project.name().text(),
          project.title().map(Title::text).orElse(null),
          project.description(),
          project.createdAt(),
          project.id().value().toString(),
          deletedAt,
          restorableUntil);
    }
  }

  @POST
  @RolesAllowed("write")
  @Operation(
      summary = "Make a project",
      description = "The first run or log in a project makes it too.")
  public RestResponse<ProjectBody> create(
      @PathParam("team") String team, @Nullable NewProject body) {
    var given = Given.body(body);
    var made =
        createProject.run(
            caller.principal(),
            Name.of("team", team),
            Name.of("name", Given.required("name", given.name())),
            Given.title(given.title()),
            Optional.ofNullable(given.description()).orElse(""));
    return answer(Status.CREATED, made);
  }

  @GET
  @RolesAllowed("read")
  @Operation(
      summary = "List the projects of a team",
      description =
          "Newest first. With `state=deleted` those that were deleted, and till when they can be"
              + " brought back (`restorableUntil`).")
  public PageBody<ProjectBody> list(
      @PathParam("team") String team,
      @Parameter(description = "live (default) or deleted") @QueryParam("state")
          @Nullable String state,
      @BeanParam PageQuery page) {
    if (ListState.isDeleted(state)) {
      return PageBody.of(
          listDeletedProjects.run(caller.principal(), Name.of("team", team), page.toRequest()),
          ProjectBody::deleted);
    }
    return PageBody.of(
        listProjects.run(caller.principal(), Name.of("team", team), page.toRequest()),
        ProjectBody::of);
  }

  @GET
  @Path("{project}")
  @RolesAllowed("read")
  @Operation(summary = "Show a project", description = "By its name, or a former one.")
  public RestResponse<ProjectBody> show(
      @PathParam("team") String team, @PathParam("project") String project) {
    return answer(
        Status.OK,
        describeProject.run(
            caller.principal(), Name.of("team", team), Name.of("project", project)));
  }

  @PATCH
  @Path("{project}")
  @RolesAllowed("write")
  @Operation(
      summary = "Rename a project or change what is said of it",
      description = "The former name answers until somebody takes it.")
  public RestResponse<ProjectBody> edit(
      @PathParam("team") String team,
      @PathParam("project") String project,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Nullable Edit body) {
    var edit = Given.body(body).toEdit();
    var expected = Parsed.revision(EntityTag.expected(ifMatch));
    return answer(
        Status.OK,
        editProject.run(
            caller.principal(),
            Name.of("team", team),
            Name.of("project", project),
            edit,
            expected));
  }

  @DELETE
  @Path("{project}")
  @RolesAllowed("admin")
  @Operation(
      summary = "Delete a project with all in it",
      description = "The team's admins only. Links to its versions live on.")
  public void delete(@PathParam("team") String team, @PathParam("project") String project) {
    deleteProject.run(caller.principal(), Name.of("team", team), Name.of("project", project));
  }

  static RestResponse<ProjectBody> answer(Status status, Project project) {
    return ResponseBuilder.create(status, ProjectBody.of(project))
        .header(HttpHeaders.ETAG, new EntityTag(Long.toString(project.revision())).header())
        .build();
  }
}
