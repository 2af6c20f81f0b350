// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cairn.api.http.PageBody;
import io.cairn.api.http.PageQuery;
import io.cairn.core.access.Namespace;
import io.cairn.core.access.NamespaceKind;
import io.cairn.core.name.Title;
import io.cairn.core.project.Deleted;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// Teams.
@Path("/api/v1/teams")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Teams")
public class TeamResource {
  private final NamespaceRoutes routes;

  TeamResource(NamespaceRoutes routes) {
    this.routes = routes;
  }

  /// The team to make.
  @Schema(name = "NewTeam")
  record NewTeam(
      @Schema(examples = "vision", required = true) @Nullable String name,
      @Schema(examples = "Computer Vision") @Nullable String title) {}

  /// What shall be different; what is left out stays.
  @Schema(name = "TeamChange", examples = "{\"title\":\"Computer Vision\"}")
  record TeamChange(@Nullable String name, @Nullable String title) {}

  /// A team on the wire.
  @Schema(name = "Team")
  record TeamBody(
      @Schema(examples = "vision") String name,
      @Nullable String title,
      Instant createdAt,
      String id,
      @Schema(description = "Only in the list of what is deleted")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable Instant deletedAt,
      @Schema(description = "Only in the list of what is deleted: till when it can be brought back")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable Instant restorableUntil) {
    static TeamBody of(Namespace team) {
      return of(team, null, null);
    }

    static TeamBody deleted(Deleted<Namespace> deleted) {
      return of(deleted.what(), deleted.deletedAt(), deleted.restorableUntil());
    }

    private static TeamBody of(
        Namespace team, @Nullable Instant deletedAt, @Nullable Instant restorableUntil) {
      return new TeamBody(
          team.name().text(),
          team.title().map(Title::text).orElse(null),
          team.createdAt(),
          team.id().value().toString(),
          deletedAt,
          restorableUntil);
    }
  }

  @POST
  @ResponseStatus(201)
  @RolesAllowed("admin")
  @Operation(
      summary = "Make a team",
      description = "Installation admins only. Teams and registries share one name space.")
  public TeamBody create(@Nullable NewTeam body) {
    var given = Given.body(body);
    return TeamBody.of(routes.create(NamespaceKind.TEAM, given.name(), given.title(), null));
  }

  @GET
  @RolesAllowed("read")
  @Operation(
      summary = "List teams",
      description =
          "Those that the caller may read. With `state=deleted` those that were deleted and that"
              + " the caller is an admin of, newest first, and till when they can be brought back"
              + " (`restorableUntil`).")
  public PageBody<TeamBody> list(
      @Parameter(description = "live (default) or deleted") @QueryParam("state")
          @Nullable String state,
      @BeanParam PageQuery page) {
    if (ListState.isDeleted(state)) {
      return PageBody.of(routes.listDeleted(NamespaceKind.TEAM, page), TeamBody::deleted);
    }
    return PageBody.of(routes.list(NamespaceKind.TEAM, page), TeamBody::of);
  }

  @GET
  @Path("{team}")
  @RolesAllowed("read")
  @Operation(summary = "Show a team", description = "By its name, or a former one.")
  public TeamBody find(@PathParam("team") String team) {
    return TeamBody.of(routes.find(NamespaceKind.TEAM, team));
  }

  @PATCH
  @Path("{team}")
  @RolesAllowed("admin")
  @Operation(
      summary = "Rename a team or change its title",
      description = "Its admins only. The former name answers until somebody takes it.")
  public TeamBody change(@PathParam("team") String team, @Nullable TeamChange body) {
    var given = Given.body(body);
    return TeamBody.of(routes.change(NamespaceKind.TEAM, team, given.name(), given.title(), null));
  }

  @DELETE
  @Path("{team}")
  @RolesAllowed("admin")
  @Operation(
      summary = "Delete a team with all in it",
      description =
          "Its admins only, and refused while a link in a registry to something in it bears a"
              + " protected alias that they may not move. The name is free at once.")
  public void delete(@PathParam("team") String team) {
    routes.delete(NamespaceKind.TEAM, team);
  }

  @POST
  @Path("{team}/undelete")
  @RolesAllowed("admin")
  @Operation(
      summary = "Bring a deleted team back",
      description =
          "With its members, projects, runs and the collections that went with it. Its admins only."
              + " Nothing changes if it is not deleted. 410 `team.window-over` after the undelete"
              + " window, 409 `name.taken` if another has the name by now: give it another `name`.")
  public TeamBody undelete(@PathParam("team") String team, @Nullable UndeleteBody body) {
    return TeamBody.of(routes.undelete(NamespaceKind.TEAM, team, body));
  }
}
