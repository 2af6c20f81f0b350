// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.security.Caller;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.draft.OpenDraft;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.CollectionPath.InProject;
import io.cairn.core.name.CollectionPath.InRegistry;
import io.cairn.core.name.Name;
import io.cairn.core.name.Reference;
import io.cairn.core.name.RunId;
import io.cairn.core.run.FindRun;
import io.cairn.core.run.RunPath;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// The route that opens a draft; a subclass says where it lies.
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
abstract class OpenDraftRoute {
  private final Caller caller;
  private final OpenDraft openDraft;
  private final FindRun findRun;

  OpenDraftRoute(Caller caller, OpenDraft openDraft, FindRun findRun) {
    this.caller = caller;
    this.openDraft = openDraft;
    this.findRun = findRun;
  }

  /// The draft to open.
  @Schema(name = "NewDraft")
  record NewDraft(
      @Schema(description = "Of the collection", examples = "model", required = true)
          @Nullable String type,
      @Schema(description = "The run that makes it: a name in the same project, or a full path")
          @Nullable String run,
      @Schema(
              description = "A version whose bytes need not be sent again",
              examples = "vision/digits/classifier:latest")
          @Nullable String base,
      @Nullable String description,
      @Nullable Map<String, @Nullable Object> metadata,
      @Schema(description = "All files together, if known: 413 if there is no room for them")
          @Nullable Long totalBytes,
      @Schema(description = "The largest file, if known: 413 if none may be so large")
          @Nullable Long largestFileBytes) {}

  abstract CollectionPath path(UriInfo uri);

  @POST
  @ResponseStatus(201)
  @RolesAllowed("write")
  @Operation(
      summary = "Open a draft",
      description =
          "Makes the collection, and its project, if there is none. Ask next what is missing, send"
              + " it, send the manifest, commit.")
  public DraftBody open(@Context UriInfo uri, @Nullable NewDraft body) {
    var given = Given.body(body);
    var path = path(uri);
    var actor = caller.principal();
    var command =
        new OpenDraft.Command(
            path,
            Name.of("type", Given.required("type", given.type())),
            Optional.ofNullable(given.run()).map(run -> run(actor, path, run)),
            Optional.ofNullable(given.base()).map(OpenDraftRoute::base),
            Optional.ofNullable(given.description()).orElse(""),
            Parsed.json("metadata", given.metadata()).orElse(JsonObject.empty()),
            bytes("totalBytes", given.totalBytes()),
            bytes("largestFileBytes", given.largestFileBytes()));
    return DraftBody.of(openDraft.run(actor, command));
  }

  private RunId run(Principal actor, CollectionPath path, String text) {
    var run =
        text.contains("/")
            ? RunPath.parse("run", text)
            : switch (path) {
              case InProject p -> new RunPath(p.team(), p.project(), Name.of("run", text));
              case InRegistry _ ->
                  throw new Failure.Invalid(
                      "run", "run.path", "run must be a full path here: team/project/runs/run");
            };
    return findRun.run(actor, run, Permission.WRITE);
  }

  private static Reference base(String text) {
    try {
      return Reference.parse(text);
    } catch (Failure.Invalid e) {
      throw new Failure.Invalid("base", e.rule(), e.text());
    }
  }

  private static OptionalLong bytes(String field, @Nullable Long bytes) {
    if (bytes == null) {
      return OptionalLong.empty();
    }
    if (bytes < 0) {
      throw new Failure.Invalid(field, "size.range", field + " must not be negative");
    }
    return OptionalLong.of(bytes);
  }
}
