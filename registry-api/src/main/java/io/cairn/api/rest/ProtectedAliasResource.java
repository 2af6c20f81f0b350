// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.PageBody;
import io.cairn.api.http.PageQuery;
import io.cairn.api.security.Caller;
import io.cairn.core.name.Label;
import io.cairn.core.name.Name;
import io.cairn.core.registry.ListProtectedAliases;
import io.cairn.core.registry.ProtectAlias;
import io.cairn.core.registry.ProtectedAlias;
import io.cairn.core.registry.UnprotectAlias;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Alias names that only a registry's admins move.
@Path("/api/v1/registries/{registry}/protected-aliases")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Registries")
public class ProtectedAliasResource {
  private final Caller caller;
  private final ListProtectedAliases listProtectedAliases;
  private final ProtectAlias protectAlias;
  private final UnprotectAlias unprotectAlias;

  ProtectedAliasResource(
      Caller caller,
      ListProtectedAliases listProtectedAliases,
      ProtectAlias protectAlias,
      UnprotectAlias unprotectAlias) {
    this.caller = caller;
    this.listProtectedAliases = listProtectedAliases;
    this.protectAlias = protectAlias;
    this.unprotectAlias = unprotectAlias;
  }

  /// A protected alias on the wire.
  @Schema(name = "ProtectedAlias")
  record ProtectedAliasBody(@Schema(examples = "production") String alias, Instant protectedAt) {
    static ProtectedAliasBody of(ProtectedAlias entry) {
      return new ProtectedAliasBody(entry.alias().text(), entry.protectedAt());
    }
  }

  @GET
  @RolesAllowed("read")
  @Operation(
      summary = "List the protected aliases of a registry",
      description = "Only its admins move these.")
  public PageBody<ProtectedAliasBody> list(
      @PathParam("registry") String registry, @BeanParam PageQuery page) {
    return PageBody.of(
        listProtectedAliases.run(
            caller.principal(), Name.of("registry", registry), page.toRequest()),
        ProtectedAliasBody::of);
  }

  @PUT
  @Path("{alias}")
  @RolesAllowed("admin")
  @Operation(
      summary = "Protect an alias",
      description =
          "In every model of the registry, in whatever case it is spelt. Its admins only. A"
              + " version that bears it keeps it.")
  public void protect(@PathParam("registry") String registry, @PathParam("alias") String alias) {
    protectAlias.run(caller.principal(), Name.of("registry", registry), Label.of("alias", alias));
  }

  @DELETE
  @Path("{alias}")
  @RolesAllowed("admin")
  @Operation(summary = "Protect an alias no longer", description = "The registry's admins only.")
  public void unprotect(@PathParam("registry") String registry, @PathParam("alias") String alias) {
    unprotectAlias.run(caller.principal(), Name.of("registry", registry), Label.of("alias", alias));
  }
}
