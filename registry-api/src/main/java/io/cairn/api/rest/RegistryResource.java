// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.PageBody;
import io.cairn.api.http.PageQuery;
import io.cairn.core.access.Namespace;
import io.cairn.core.access.NamespaceKind;
import io.cairn.core.name.Title;
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
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
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
      String id) {
    static RegistryBody of(Namespace registry) {
      return new RegistryBody(
          registry.name().text(),
          registry.title().map(Title::text).orElse(null),
          registry.isOpen(),
          registry.createdAt(),
          registry.id().value().toString());
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
  @Operation(summary = "List registries", description = "Those that the caller may read.")
  public PageBody<RegistryBody> list(@BeanParam PageQuery page) {
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
}
