// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.security.Caller;
import io.cairn.core.artifact.LiftRecall;
import io.cairn.core.artifact.ListPulls;
import io.cairn.core.artifact.RecallVersion;
import io.cairn.core.lineage.Direction;
import io.cairn.core.lineage.LineageQuestion;
import io.cairn.core.lineage.Node;
import io.cairn.core.lineage.WalkLineage;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Reference;
import io.cairn.core.name.Selector;
import io.cairn.core.page.PageRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/// The routes of recalls that versions of a collection and of a registered model share; a subclass
/// says where they lie.
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
abstract class RecallRoutes {
  private static final int DEPENDANTS = 1_000;

  private final Caller caller;
  private final RecallVersion recallVersion;
  private final LiftRecall liftRecall;
  private final WalkLineage walkLineage;
  private final ListPulls listPulls;

  RecallRoutes(
      Caller caller,
      RecallVersion recallVersion,
      LiftRecall liftRecall,
      WalkLineage walkLineage,
      ListPulls listPulls) {
    this.caller = caller;
    this.recallVersion = recallVersion;
    this.liftRecall = liftRecall;
    this.walkLineage = walkLineage;
    this.listPulls = listPulls;
  }

  /// Why.
  @Schema(name = "RecallAsked", examples = "{\"reason\":\"trained on the test set\"}")
  record Asked(
      @Schema(description = "1 to 1,024 characters; whoever asks for the version reads it")
          @Nullable String reason) {}

  abstract CollectionPath path(UriInfo uri);

  @PUT
  @RolesAllowed("write")
  @Operation(
      summary = "Recall a version",
      description =
          "It must not be used any more: aliases and `latest` answer 409 `version.recalled` with the"
              + " reason, nothing can be linked or pointed at it; by index and digest it still is"
              + " there, with `recalled`. At its home a recall holds at every link, at a link there"
              + " alone. Who may delete it may recall it; 403 `alias.protected` if it or a link"
              + " bears a protected alias. Every link, and every run and version that came of it,"
              + " gets an event. The answer also lists who pulled it. The same reason again changes"
              + " nothing.")
  public RecallBody recall(
      @Context UriInfo uri, @PathParam("version") String version, @Nullable Asked body) {
    var reason = Given.required("reason", Given.body(body).reason());
    var actor = caller.principal();
    var recalled = recallVersion.run(actor, reference(uri, version), reason);
    var question =
        new LineageQuestion(
            Node.version(recalled.version().value()),
            Direction.DOWN,
            LineageQuestion.MAX_DEPTH,
            DEPENDANTS);
    var exact = new Reference(recalled.path(), new Selector.ByIndex(recalled.index()));
    var pulls = listPulls.run(actor, exact, new PageRequest(DEPENDANTS, Optional.empty()));
    return RecallBody.of(recalled, question.root(), walkLineage.run(actor, question), pulls);
  }

  @DELETE
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed("write")
  @Operation(
      summary = "Lift the recall of a version",
      description =
          "Who could recall it may. Nothing changes if it is not recalled. 409 `recall.at-home` for a"
              + " link whose version was recalled at its home.")
  public RestResponse<VersionBody> lift(
      @Context UriInfo uri,
      @PathParam("version") String version,
      @QueryParam("reason") @Nullable String reason) {
    var lifted =
        liftRecall.run(
            caller.principal(), reference(uri, version), Optional.ofNullable(reason).orElse(""));
    return VersionAnswer.of(Status.OK, lifted, null);
  }

  private Reference reference(UriInfo uri, String version) {
    return new Reference(path(uri), Parsed.selector(version));
  }
}
