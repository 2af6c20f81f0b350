// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.PageBody;
import io.cairn.api.http.PageQuery;
import io.cairn.api.security.Caller;
import io.cairn.core.draft.ListDrafts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The drafts that are open.
@Path("/api/v1/drafts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Drafts")
public class DraftListResource {
  private final Caller caller;
  private final ListDrafts listDrafts;

  DraftListResource(Caller caller, ListDrafts listDrafts) {
    this.caller = caller;
    this.listDrafts = listDrafts;
  }

  @GET
  @RolesAllowed("read")
  @Operation(
      summary = "List open drafts",
      description =
          "Newest first: one's own; with `team` or `registry`, for the admins there, everybody's."
              + " `DELETE /drafts/{id}` gives one up.")
  public PageBody<DraftDetailBody> list(
      @Parameter(description = "Only in this team", example = "vision") @QueryParam("team")
          @Nullable String team,
      @Parameter(description = "Only in this registry", example = "models") @QueryParam("registry")
          @Nullable String registry,
      @Parameter(description = "Only in this project of the team", example = "digits")
          @QueryParam("project")
          @Nullable String project,
      @Parameter(description = "Only in this collection or model", example = "classifier")
          @QueryParam("collection")
          @Nullable String collection,
      @BeanParam PageQuery page) {
    if (team != null && registry != null) {
      throw new Failure.Invalid(
          "registry", "draft.filter", "registry can't be given along with team");
    }
    if (registry != null && project != null) {
      throw new Failure.Invalid("project", "draft.filter", "project can't be given with registry");
    }
    var namespace = team != null ? name("team", team) : name("registry", registry);
    var filter =
        new ListDrafts.Filter(namespace, name("project", project), name("collection", collection));
    return PageBody.of(
        listDrafts.run(caller.principal(), filter, page.toRequest()), DraftDetailBody::of);
  }

  private static Optional<Name> name(String field, @Nullable String text) {
    return Optional.ofNullable(text).map(given -> Name.of(field, given));
  }
}
