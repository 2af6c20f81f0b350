// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.PageBody;
import io.cairn.api.http.PageQuery;
import io.cairn.api.security.Caller;
import io.cairn.core.artifact.ListPulls;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Reference;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// The route by which people ask who has a version; a subclass says where it lies. Those who have
/// it said so when they read its manifest.
@Produces(MediaType.APPLICATION_JSON)
abstract class PullRoutes {
  private final Caller caller;
  private final ListPulls listPulls;

  PullRoutes(Caller caller, ListPulls listPulls) {
    this.caller = caller;
    this.listPulls = listPulls;
  }

  abstract CollectionPath path(UriInfo uri);

  @GET
  @RolesAllowed("read")
  @Operation(
      summary = "List who pulled a version",
      description =
          "At its home all, at a link those who came through it; the newest first. For those who may"
              + " write there. Clients that pull say so (`pulled` of the manifest); other reading is"
              + " not recorded.")
  public PageBody<PullBody> list(
      @Context UriInfo uri, @PathParam("version") String version, @BeanParam PageQuery page) {
    return PageBody.of(
        listPulls.run(caller.principal(), reference(uri, version), page.toRequest()), PullBody::of);
  }

  private Reference reference(UriInfo uri, String version) {
    return new Reference(path(uri), Parsed.selector(version));
  }
}
