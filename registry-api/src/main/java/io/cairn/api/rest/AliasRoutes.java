// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.EntityTag;
import io.cairn.api.http.PageBody;
import io.cairn.api.http.PageQuery;
import io.cairn.api.security.Caller;
import io.cairn.core.artifact.AliasExpectation;
import io.cairn.core.artifact.AliasView;
import io.cairn.core.artifact.ReadAliases;
import io.cairn.core.artifact.RemoveAlias;
import io.cairn.core.artifact.RollBackAlias;
import io.cairn.core.artifact.SetAlias;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Label;
import io.cairn.core.name.Selector;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/// The routes that aliases of a collection and of a registered model share; a subclass says where
/// they lie.
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
abstract class AliasRoutes {
  private static final String PROTECTED = "-protected";

  private final Caller caller;
  private final ReadAliases readAliases;
  private final SetAlias setAlias;
  private final RemoveAlias removeAlias;
  private final RollBackAlias rollBackAlias;

  AliasRoutes(
      Caller caller,
      ReadAliases readAliases,
      SetAlias setAlias,
      RemoveAlias removeAlias,
      RollBackAlias rollBackAlias) {
    this.caller = caller;
    this.readAliases = readAliases;
    this.setAlias = setAlias;
    this.removeAlias = removeAlias;
    this.rollBackAlias = rollBackAlias;
  }

  /// Where the alias shall point.
  @Schema(name = "AliasTarget")
  record Target(
      @Schema(description = "`v3`, another alias, or a digest", examples = "v3", required = true)
          @Nullable String version,
      @Schema(description = "Where it must be now: `v2`, or `none`", examples = "v2")
          @Nullable String expected,
      @Schema(description = "For the history") @Nullable String reason) {}

  abstract CollectionPath path(UriInfo uri);

  @GET
  @RolesAllowed("read")
  @Operation(summary = "List the aliases of a collection", description = "In the order of letters.")
  public PageBody<AliasBody> list(@Context UriInfo uri, @BeanParam PageQuery page) {
    return PageBody.of(
        readAliases.all(caller.principal(), path(uri), page.toRequest()), AliasBody::of);
  }

  @GET
  @Path("{alias}")
  @RolesAllowed("read")
  @Operation(
      summary = "Show what an alias points at",
      description = "With an entity tag for a compare-and-set move.")
  public RestResponse<AliasBody> show(
      @Context UriInfo uri,
      @PathParam("alias") String alias,
      @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
    var view = readAliases.one(caller.principal(), path(uri), Label.of("alias", alias));
    return new EntityTag(tag(view)).isNamedByIfNoneMatch(ifNoneMatch)
        ? RestResponse.notModified()
        : answer(view);
  }

  @PUT
  @Path("{alias}")
  @RolesAllowed("write")
  @Operation(
      summary = "Set or move an alias",
      description =
          "Compare and set: `expected` in the body (409 `alias.expected` with `actual` if it is"
              + " stale), or `If-Match`, or `If-None-Match: *` for an alias that must be new (412)."
              + " A protected alias needs an admin of the registry (403 `alias.protected`).")
  public RestResponse<AliasBody> set(
      @Context UriInfo uri,
      @PathParam("alias") String alias,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      @HeaderParam("If-None-Match") @Nullable String ifNoneMatch,
      @Nullable Target body) {
    var given = Given.body(body);
    var command =
        new SetAlias.Command(
            path(uri),
            Label.of("alias", alias),
            Parsed.selector(Given.required("version", given.version())),
            expectation(given.expected(), ifMatch, ifNoneMatch),
            Optional.ofNullable(given.reason()).orElse(""));
    return answer(setAlias.run(caller.principal(), command));
  }

  @DELETE
  @Path("{alias}")
  @RolesAllowed("write")
  @Operation(summary = "Remove an alias", description = "Its history stays.")
  public void remove(
      @Context UriInfo uri,
      @PathParam("alias") String alias,
      @QueryParam("expected") @Nullable String expected,
      @QueryParam("reason") @Nullable String reason,
      @HeaderParam("If-Match") @Nullable String ifMatch) {
    removeAlias.run(
        caller.principal(),
        path(uri),
        Label.of("alias", alias),
        expectation(expected, ifMatch, null),
        Optional.ofNullable(reason).orElse(""));
  }

  @GET
  @Path("{alias}/history")
  @RolesAllowed("read")
  @Operation(
      summary = "Show where an alias pointed before",
      description = "Newest first; kept for ever, also of an alias that was removed.")
  public PageBody<AliasBody.Move> history(
      @Context UriInfo uri, @PathParam("alias") String alias, @BeanParam PageQuery page) {
    return PageBody.of(
        readAliases.history(
            caller.principal(), path(uri), Label.of("alias", alias), page.toRequest()),
        AliasBody.Move::of);
  }

  @POST
  @Path("{alias}/rollback")
  @RolesAllowed("write")
  @Operation(
      summary = "Move an alias back to its former holder",
      description =
          "To the last version before the present holder that held it and is neither deleted nor"
              + " recalled, or to `to`. Which one that is, and that the alias still is where"
              + " `expected` or `If-Match` says, is decided in one step. A protected alias needs an"
              + " admin of the registry and a `reason`. With `dryRun` nothing is done. 409"
              + " `alias.expected`, `rollback.no-holder`, `rollback.never-held`,"
              + " `version.deleted`, `version.recalled`.")
  public RollbackBody rollBack(
      @Context UriInfo uri,
      @PathParam("alias") String alias,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      RollbackBody.@Nullable Asked body) {
    var given = Given.body(body);
    var command =
        new RollBackAlias.Command(
            path(uri),
            Label.of("alias", alias),
            given.target(),
            expectation(given.expected(), ifMatch, null),
            Optional.ofNullable(given.reason()).orElse(""),
            Boolean.TRUE.equals(given.dryRun()));
    return RollbackBody.of(command, rollBackAlias.run(caller.principal(), command));
  }

  private static AliasExpectation expectation(
      @Nullable String expected, @Nullable String ifMatch, @Nullable String ifNoneMatch) {
    if (expected != null && (ifMatch != null || ifNoneMatch != null)) {
      throw new Failure.Invalid(
          "expected",
          "expected.twice",
          "expected can't be given along with If-Match or If-None-Match");
    }
    if (ifNoneMatch != null) {
      if (!ifNoneMatch.strip().equals("*")) {
        throw new Failure.Invalid(
            "If-None-Match", "etag.grammar", "If-None-Match must be * on a change");
      }
      return new AliasExpectation.Nothing(true);
    }
    if (ifMatch != null) {
      return EntityTag.expected(ifMatch)
          .<AliasExpectation>map(tag -> new AliasExpectation.AtRevision(revision(tag)))
          .orElseGet(AliasExpectation.Something::new);
    }
    if (expected == null) {
      return new AliasExpectation.Anything();
    }
    if (expected.equals("none")) {
      return new AliasExpectation.Nothing(false);
    }
    if (Selector.INDEX.matcher(expected).matches()
        && Selector.parse(expected) instanceof Selector.ByIndex(var index)) {
      return new AliasExpectation.AtIndex(index);
    }
    throw new Failure.Invalid(
        "expected", "expected.grammar", "expected must be a version such as v2, or none");
  }

  /// The tag covers the protection too, which is in the body; a move minds the revision only.
  private static String tag(AliasView view) {
    return view.isProtected() ? view.revision() + PROTECTED : view.revision();
  }

  private static String revision(String tag) {
    return tag.endsWith(PROTECTED) ? tag.substring(0, tag.length() - PROTECTED.length()) : tag;
  }

  private static RestResponse<AliasBody> answer(AliasView view) {
    return ResponseBuilder.create(Status.OK, AliasBody.of(view))
        .header(HttpHeaders.ETAG, new EntityTag(tag(view)).header())
        .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
        .build();
  }
}
