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

/// Registries.
@Path("/api/v1/registries")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Registries")
public class RegistryResource {
  private final NamespaceRoutes routes;

  RegistryResource(NamespaceRoutes routes) {
    this.routes = routes;
  }

  /// The registry to make.
  @Schema(name = "NewRegistry")
  record NewRegistry(
      @Schema(examples = "models", required = true) @Nullable String name,
      @Schema(examples = "Released models") @Nullable String title,
      @Schema(description = "Whether every user may read it; default false")
          @Nullable Boolean open) {}

  /// What shall be different; what is left out stays.
  @Schema(name = "RegistryChange", examples = "{\"open\":true}")
  record RegistryChange(@Nullable String name, @Nullable String title, @Nullable Boolean open) {}

  /// A registry on the wire.
  @Schema(name = "Registry")
  record RegistryBody(
      @Schema(examples = "models") String name,
      @Nullable String title,
      @Schema(description = "Whether every user may read it") boolean open,
      Instant createdAt,
      String id,
      @Schema(description = "Only in the list of what is deleted")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable Instant deletedAt,
      @Schema(description = "Only in the list of what is deleted: till when it can be brought back")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable Instant restorableUntil) {
    static RegistryBody of(Namespace registry) {
      return of(registry, null, null);
    }

    static RegistryBody deleted(Deleted<Namespace> deleted) {
      return of(deleted.what(), deleted.deletedAt(), deleted.restorableUntil());
    }

    private static RegistryBody of(
        Namespace registry, @Nullable Instant deletedAt, @Nullable Instant restorableUntil) {
      return new RegistryBody(
          registry.name().text(),
          registry.title().map(Title::text).orElse(null),
          registry.isOpen(),
          registry.createdAt(),
          registry.id().value().toString(),
          deletedAt,
          restorableUntil);
    }
  }

  @POST
  @ResponseStatus(201)
  @RolesAllowed("admin")
  @Operation(
      summary = "Make a registry",
      description = "Installation admins only. Teams and registries share one name space.")
  public RegistryBody create(@Nullable NewRegistry body) {
    var given = Given.body(body);
    return RegistryBody.of(
        routes.create(NamespaceKind.REGISTRY, given.name(), given.title(), given.open()));
  }

  @GET
  @RolesAllowed("read")
  @Operation(
      summary = "List registries",
      description =
          "Those that the caller may read. With `state=deleted` those that were deleted and that"
              + " the caller is an admin of, newest first, and till when they can be brought back"
              + " (`restorableUntil`).")
  public PageBody<RegistryBody> list(
      @Parameter(description = "live (default) or deleted") @QueryParam("state")
          @Nullable String state,
      @BeanParam PageQuery page) {
    if (ListState.isDeleted(state)) {
      return PageBody.of(routes.listDeleted(NamespaceKind.REGISTRY, page), RegistryBody::deleted);
    }
    return PageBody.of(routes.list(NamespaceKind.REGISTRY, page), RegistryBody::of);
  }

  @GET
  @Path("{registry}")
  @RolesAllowed("read")
  @Operation(summary = "Show a registry", description = "By its name, or a former one.")
  public RegistryBody find(@PathParam("registry") String registry) {
    return RegistryBody.of(routes.find(NamespaceKind.REGISTRY, registry));
  }

  @PATCH
  @Path("{registry}")
  @RolesAllowed("admin")
  @Operation(
      summary = "Rename, open or close a registry, or change its title",
      description = "Its admins only. The former name answers until somebody takes it.")
  public RegistryBody change(
      @PathParam("registry") String registry, @Nullable RegistryChange body) {
    var given = Given.body(body);
    return RegistryBody.of(
        routes.change(NamespaceKind.REGISTRY, registry, given.name(), given.title(), given.open()));
  }

  @DELETE
  @Path("{registry}")
  @RolesAllowed("admin")
  @Operation(
      summary = "Delete a registry with all in it",
      description =
          "Its admins only, and refused while a link in a registry to something in it bears a"
              + " protected alias that they may not move. The name is free at once.")
  public void delete(@PathParam("registry") String registry) {
    routes.delete(NamespaceKind.REGISTRY, registry);
  }

  @POST
  @Path("{registry}/undelete")
  @RolesAllowed("admin")
  @Operation(
      summary = "Bring a deleted registry back",
      description =
          "With its members, protected aliases and the models that went with it. Its admins only."
              + " Nothing changes if it is not deleted. 410 `registry.window-over` after the undelete"
              + " window, 409 `name.taken` if another has the name by now: give it another `name`.")
  public RegistryBody undelete(
      @PathParam("registry") String registry, @Nullable UndeleteBody body) {
    return RegistryBody.of(routes.undelete(NamespaceKind.REGISTRY, registry, body));
  }
}
