// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.EntityTag;
import io.cairn.api.http.PageBody;
import io.cairn.api.http.PageQuery;
import io.cairn.api.security.Caller;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.Collection;
import io.cairn.core.artifact.Collections.Opening;
import io.cairn.core.artifact.CreateCollection;
import io.cairn.core.artifact.DeleteCollection;
import io.cairn.core.artifact.EditCollection;
import io.cairn.core.artifact.ListDeleted;
import io.cairn.core.artifact.ReadCollections;
import io.cairn.core.artifact.UndeleteCollection;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Name;
import io.cairn.core.name.Title;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
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
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/// The routes that collections of projects and registered models share; a subclass says where they
/// lie.
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
abstract class CollectionRoutes {
  private final Caller caller;
  private final CreateCollection createCollection;
  private final ReadCollections readCollections;
  private final EditCollection editCollection;
  private final DeleteCollection deleteCollection;
  private final ListDeleted listDeleted;
  private final UndeleteCollection undeleteCollection;

  CollectionRoutes(
      Caller caller,
      CreateCollection createCollection,
      ReadCollections readCollections,
      EditCollection editCollection,
      DeleteCollection deleteCollection,
      ListDeleted listDeleted,
      UndeleteCollection undeleteCollection) {
    this.caller = caller;
    this.createCollection = createCollection;
    this.readCollections = readCollections;
    this.editCollection = editCollection;
    this.deleteCollection = deleteCollection;
    this.listDeleted = listDeleted;
    this.undeleteCollection = undeleteCollection;
  }

  /// The collection to make.
  @Schema(name = "NewCollection")
  record NewCollection(
      @Schema(examples = "digits", required = true) @Nullable String name,
      @Schema(examples = "model", required = true) @Nullable String type,
      @Nullable String title,
      @Nullable String description,
      @Nullable String card,
      @Nullable List<@Nullable String> tags) {}

  /// What shall be different; what is left out stays. An empty title takes the title away.
  @Schema(
      name = "CollectionEdit",
      examples = "{\"description\":\"reads digits\",\"tags\":[\"vision\"]}")
  record CollectionEdit(
      @Nullable String name,
      @Nullable String title,
      @Nullable String description,
      @Nullable String card,
      @Nullable List<@Nullable String> tags) {
    EditCollection.Edit toEdit() {
      return new EditCollection.Edit(
          Optional.ofNullable(name).map(text -> Name.of("name", text)),
          Optional.ofNullable(title)
              .map(text -> text.isEmpty() ? Optional.empty() : Optional.of(new Title(text))),
          Optional.ofNullable(description),
          Optional.ofNullable(card),
          Optional.ofNullable(tags).map(given -> Parsed.labels("tags", given)));
    }
  }

  abstract CollectionPath path(UriInfo uri, String collection);

  abstract Page<Collection> page(
      ReadCollections readCollections,
      Principal actor,
      UriInfo uri,
      Optional<Name> type,
      PageRequest page);

  @GET
  @RolesAllowed("read")
  @Operation(
      summary = "List collections",
      description =
          "Newest first. With `state=deleted` those that were deleted, and till when they can be"
              + " brought back (`restorableUntil`).")
  public PageBody<CollectionBody> list(
      @Context UriInfo uri,
      @QueryParam("type") @Nullable String type,
      @Parameter(description = "live (default) or deleted") @QueryParam("state")
          @Nullable String state,
      @BeanParam PageQuery page) {
    if (ListState.isDeleted(state)) {
      if (type != null) {
        throw new Failure.Invalid("type", "state.type", "type can't be given with state=deleted");
      }
      // Any leaf will do: only the parent is looked for.
      return PageBody.of(
          listDeleted.collections(caller.principal(), path(uri, "any"), page.toRequest()),
          CollectionBody::deleted);
    }
    var ofType = Optional.ofNullable(type).map(text -> Name.of("type", text));
    return PageBody.of(
        page(readCollections, caller.principal(), uri, ofType, page.toRequest()),
        CollectionBody::of);
  }

  @POST
  @RolesAllowed("write")
  @Operation(
      summary = "Make a collection",
      description = "The first log or link of a name makes it too. 409 if name or title is taken.")
  public RestResponse<CollectionBody> create(@Context UriInfo uri, @Nullable NewCollection body) {
    var given = Given.body(body);
    var path = path(uri, Name.of("name", Given.required("name", given.name())).text());
    var opening =
        new Opening(
            Name.of("type", Given.required("type", given.type())),
            Given.title(given.title()),
            Optional.ofNullable(given.description()).orElse(""),
            Optional.ofNullable(given.card()).orElse(""));
    var made =
        createCollection.run(
            caller.principal(), path, opening, Parsed.labels("tags", given.tags()));
    return answer(Status.CREATED, made);
  }

  @GET
  @Path("{collection}")
  @RolesAllowed("read")
  @Operation(
      summary = "Show a collection",
      description = "With its card, tags and number of versions, and an entity tag.")
  public RestResponse<CollectionBody> show(
      @Context UriInfo uri,
      @PathParam("collection") String collection,
      @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
    var found = readCollections.one(caller.principal(), path(uri, collection));
    return new EntityTag(tag(found)).isNamedByIfNoneMatch(ifNoneMatch)
        ? RestResponse.notModified()
        : answer(Status.OK, found);
  }

  @PATCH
  @Path("{collection}")
  @RolesAllowed("write")
  @Operation(
      summary = "Rename a collection or change what is said of it",
      description =
          "The former name answers until somebody takes it. One that bears a protected alias is"
              + " renamed by the registry's admins only. `If-Match` guards against lost updates.")
  public RestResponse<CollectionBody> edit(
      @Context UriInfo uri,
      @PathParam("collection") String collection,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @Nullable CollectionEdit body) {
    var edit = Given.body(body).toEdit();
    var expected = expected(ifMatch);
    return answer(
        Status.OK, editCollection.run(caller.principal(), path(uri, collection), edit, expected));
  }

  @DELETE
  @Path("{collection}")
  @RolesAllowed("write")
  @Operation(
      summary = "Delete a collection with all its versions",
      description = "403 `alias.protected` if it, or a link to one of its versions, bears one.")
  public void delete(
      @Context UriInfo uri,
      @PathParam("collection") String collection,
      @HeaderParam("If-Match") @Nullable String ifMatch) {
    var expected = expected(ifMatch);
    deleteCollection.run(caller.principal(), path(uri, collection), expected);
  }

  @POST
  @Path("{collection}/undelete")
  @RolesAllowed("write")
  @Operation(
      summary = "Bring a deleted collection back",
      description =
          "As it was: the versions and links that went with it, its aliases where they were. Who may"
              + " delete it may; 403 `alias.protected` if such an alias would come back with it."
              + " Nothing changes if it is not deleted. 410 `collection.window-over` after the"
              + " undelete window, 409 `collection.taken` if another has the name by now: give it"
              + " another `name`.")
  public RestResponse<CollectionBody> undelete(
      @Context UriInfo uri,
      @PathParam("collection") String collection,
      @Nullable UndeleteBody body) {
    var given = UndeleteBody.orNothing(body);
    var command =
        new UndeleteCollection.Command(path(uri, collection), given.which(), given.newName());
    return answer(Status.OK, undeleteCollection.run(caller.principal(), command));
  }

  /// Versions and latest are in the body, but are no edits of the collection.
  private static String tag(Collection collection) {
    return collection.revision()
        + "-"
        + collection.versions()
        + "-"
        + collection.latest().orElse(-1);
  }

  private static OptionalLong expected(@Nullable String ifMatch) {
    return Parsed.revision(EntityTag.expected(ifMatch).map(tag -> tag.split("-", 2)[0]));
  }

  private static RestResponse<CollectionBody> answer(Status status, Collection collection) {
    return ResponseBuilder.create(status, CollectionBody.of(collection))
        .header(HttpHeaders.ETAG, new EntityTag(tag(collection)).header())
        .build();
  }
}
