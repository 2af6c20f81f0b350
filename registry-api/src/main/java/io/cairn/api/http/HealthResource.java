// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import io.cairn.core.content.BlobStore;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Whether the server lives and can serve. Says UP or DOWN and no more, as anybody may ask
/// (security rule E4).
@Path("/q/health")
@Produces(MediaType.APPLICATION_JSON)
public class HealthResource {
  private static final Map<String, String> UP = Map.of("status", "UP");
  private static final Map<String, String> DOWN = Map.of("status", "DOWN");

  private final Facts facts;
  private final BlobStore store;
  private final StoreHealth storeHealth;

  HealthResource(Facts facts, BlobStore store, StoreHealth storeHealth) {
    this.facts = facts;
    this.store = store;
    this.storeHealth = storeHealth;
  }

  @GET
  @Path("live")
  @PermitAll
  @Operation(hidden = true)
  public Map<String, String> live() {
    return UP;
  }

  /// Whether it takes writes: not while a disk fault keeps the blob store read-only. Reading goes
  /// on then, so the server stays ready.
  @GET
  @Path("writable")
  @PermitAll
  @Operation(hidden = true)
  public Response writable() {
    return store.isReadOnly() ? Response.status(503).entity(DOWN).build() : Response.ok(UP).build();
  }

  @GET
  @Path("ready")
  @PermitAll
  @Operation(hidden = true)
  public Response ready() {
    try {
      facts.requireAnswering();
      return storeHealth.isWell()
          ? Response.ok(UP).build()
          : Response.status(503).entity(DOWN).build();
    } catch (Failure.Unavailable _) {
      return Response.status(503).entity(DOWN).build();
    }
  }
}
