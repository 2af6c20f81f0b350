// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.EntityTag;
import io.cairn.api.http.PageBody;
import io.cairn.api.http.PageQuery;
import io.cairn.api.security.Caller;
import io.cairn.core.artifact.DeleteProject;
import io.cairn.core.name.Name;
import io.cairn.core.name.Title;
import io.cairn.core.project.CreateProject;
import io.cairn.core.project.DescribeProject;
import io.cairn.core.project.EditProject;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
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

  ProjectResource(
      Caller caller,
      CreateProject createProject,
      ListProjects listProjects,
      DescribeProject describeProject,
      EditProject editProject,
      DeleteProject deleteProject) {
    this.caller = caller;
    this.createProject = createProject;
    this.listProjects = listProjects;
    this.describeProject = describeProject;
    this.editProject = editProject;
    this.deleteProject = deleteProject;
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
      String id) {
    static ProjectBody of(Project project) {
      return new ProjectBody(
          project.path(),
          project.name().text(),
          project.title().map(Title::text).orElse(null),
          project.description(),
          project.createdAt(),
          project.id().value().toString());
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
  @Operation(summary = "List the projects of a team", description = "Newest first.")
  public PageBody<ProjectBody> list(@PathParam("team") String team, @BeanParam PageQuery page) {
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

  private static RestResponse<ProjectBody> answer(Status status, Project project) {
    return ResponseBuilder.create(status, ProjectBody.of(project))
        .header(HttpHeaders.ETAG, new EntityTag(Long.toString(project.revision())).header())
        .build();
  }
}
