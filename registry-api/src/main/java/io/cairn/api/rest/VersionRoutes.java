// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.PageBody;
import io.cairn.api.http.PageQuery;
import io.cairn.api.security.Caller;
import io.cairn.core.artifact.DeleteVersion;
import io.cairn.core.artifact.EditVersion;
import io.cairn.core.artifact.ListDeleted;
import io.cairn.core.artifact.ListVersions;
import io.cairn.core.artifact.ResolveReference;
import io.cairn.core.artifact.Ttl;
import io.cairn.core.artifact.UndeleteVersion;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Reference;
import io.cairn.core.name.Selector;
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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/// The routes that versions of a collection and of a registered model share; a subclass says where
/// they lie.
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
abstract class VersionRoutes {
  private final Caller caller;
  private final ListVersions listVersions;
  private final ListDeleted listDeleted;
  private final ResolveReference resolve;
  private final EditVersion editVersion;
  private final DeleteVersion deleteVersion;
  private final UndeleteVersion undeleteVersion;

  VersionRoutes(
      Caller caller,
      ListVersions listVersions,
      ListDeleted listDeleted,
      ResolveReference resolve,
      EditVersion editVersion,
      DeleteVersion deleteVersion,
      UndeleteVersion undeleteVersion) {
    this.caller = caller;
    this.listVersions = listVersions;
    this.listDeleted = listDeleted;
    this.resolve = resolve;
    this.editVersion = editVersion;
    this.deleteVersion = deleteVersion;
    this.undeleteVersion = undeleteVersion;
  }

  /// What shall be different; what is left out stays. Metadata is replaced as a whole.
  @Schema(
      name = "VersionEdit",
      examples = "{\"description\":\"six epochs\",\"addTags\":[\"small\"]}")
  record Edit(
      @Nullable String description,
      @Nullable Map<String, @Nullable Object> metadata,
      @Nullable List<@Nullable String> addTags,
      @Nullable List<@Nullable String> removeTags,
      @Schema(
              description =
                  "How long it is to live, from its making, in place of what keep rules say; 0:"
                      + " without end; -1: as keep rules say",
              examples = "604800")
          @Nullable Long ttlSeconds) {
    EditVersion.Edit toEdit() {
      return new EditVersion.Edit(
          Optional.ofNullable(description),
          Parsed.json("metadata", metadata),
          Parsed.labels("addTags", addTags),
          Parsed.labels("removeTags", removeTags),
          Optional.ofNullable(ttlSeconds).map(Ttl::new));
    }
  }

  abstract CollectionPath path(UriInfo uri);

  @GET
  @RolesAllowed("read")
  @Operation(
      summary = "List the versions of a collection",
      description =
          "Newest first. With `state=deleted` those that were deleted, and till when they can be"
              + " brought back (`restorableUntil`).")
  public PageBody<VersionBody> list(
      @Context UriInfo uri,
      @Parameter(description = "live (default) or deleted") @QueryParam("state")
          @Nullable String state,
      @BeanParam PageQuery page) {
    if (ListState.isDeleted(state)) {
      return PageBody.of(
          listDeleted.versions(caller.principal(), path(uri), page.toRequest()),
          VersionBody::deleted);
    }
    return PageBody.of(
        listVersions.run(caller.principal(), path(uri), page.toRequest()), VersionBody::of);
  }

  @GET
  @Path("{version}")
  @RolesAllowed("read")
  @Operation(
      summary = "Show a version",
      description =
          "By index (`v3`), alias (`production`), digest (`sha256:…`) or history of an alias"
              + " (`production~1`, `production~2026-10-01T12:00Z`).")
  public RestResponse<VersionBody> show(
      @Context UriInfo uri,
      @PathParam("version") String version,
      @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
    return VersionAnswer.unlessKnown(
        resolve.withFate(caller.principal(), reference(uri, version)),
        Optional.empty(),
        ifNoneMatch);
  }

  @PATCH
  @Path("{version}")
  @RolesAllowed("write")
  @Operation(
      summary = "Change what is said of a version",
      description =
          "Description and tags are of the place, so a link has its own; metadata and time to live"
              + " are of the version and are changed at its home. `If-Match` guards against lost updates.")
  public RestResponse<VersionBody> edit(
      @Context UriInfo uri,
      @PathParam("version") String version,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Nullable Edit body) {
    var edit = Given.body(body).toEdit();
    var expected = VersionAnswer.expectedRevision(ifMatch);
    return VersionAnswer.of(
        Status.OK,
        editVersion.run(caller.principal(), reference(uri, version), edit, expected),
        null);
  }

  @DELETE
  @Path("{version}")
  @RolesAllowed("write")
  @Operation(
      summary = "Delete a version, or unlink a link",
      description =
          "Links to a deleted version live on. 403 `alias.protected` if it, or one of its links,"
              + " bears a protected alias.")
  public void delete(
      @Context UriInfo uri,
      @PathParam("version") String version,
      @HeaderParam("If-Match") @Nullable String ifMatch) {
    var expected = VersionAnswer.expectedRevision(ifMatch);
    deleteVersion.run(caller.principal(), reference(uri, version), expected);
  }

  @POST
  @Path("{version}/undelete")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed("write")
  @Operation(
      summary = "Bring a deleted version back",
      description =
          "By its index (`v3`), which it keeps; a link comes back as a link. Aliases are not set"
              + " again, only `latest` is repaired. Nothing changes if it is not deleted. 410"
              + " `version.window-over` after the undelete window, 409 `version.exists-again` if the"
              + " same content was logged again meanwhile.")
  public RestResponse<VersionBody> undelete(
      @Context UriInfo uri, @PathParam("version") String version) {
    if (!(Parsed.selector(version) instanceof Selector.ByIndex(var index))) {
      throw new Failure.Invalid(
          "version", "version.index", "a deleted version is named by its index, such as v3");
    }
    return VersionAnswer.of(
        Status.OK, undeleteVersion.run(caller.principal(), path(uri), index), null);
  }

  private Reference reference(UriInfo uri, String version) {
    return new Reference(path(uri), Parsed.selector(version));
  }
}
