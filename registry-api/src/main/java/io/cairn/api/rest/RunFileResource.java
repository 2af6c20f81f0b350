// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cairn.api.config.DraftConfig;
import io.cairn.api.http.BlobAnswer;
import io.cairn.api.http.PageBody;
import io.cairn.api.http.PageQuery;
import io.cairn.api.http.ReadAhead;
import io.cairn.api.http.ReprDigest;
import io.cairn.api.security.Caller;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.BlobUpload;
import io.cairn.core.content.Digest;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.FilePath;
import io.cairn.core.run.RunPath;
import io.cairn.core.runfile.DeleteRunFile;
import io.cairn.core.runfile.PutRunFile;
import io.cairn.core.runfile.ReadRunFiles;
import io.cairn.core.runfile.RunFile;
import io.cairn.core.runfile.RunFileItem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/// Files of a run: streamed in and out, by path. They are kept as long as the run is.
@Path("/api/v1/teams/{team}/projects/{project}/runs/{run}/files")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Runs")
public class RunFileResource {
  private static final String REVALIDATED = "private, no-cache";

  private final Caller caller;
  private final PutRunFile putRunFile;
  private final ReadRunFiles readRunFiles;
  private final DeleteRunFile deleteRunFile;
  private final BlobStore store;
  private final long maxFileBytes;

  RunFileResource(
      Caller caller,
      PutRunFile putRunFile,
      ReadRunFiles readRunFiles,
      DeleteRunFile deleteRunFile,
      BlobStore store,
      DraftConfig limits) {
    this.caller = caller;
    this.putRunFile = putRunFile;
    this.readRunFiles = readRunFiles;
    this.deleteRunFile = deleteRunFile;
    this.store = store;
    this.maxFileBytes = limits.maxFileBytes();
  }

  /// A file of a run or (only when a folder is browsed) a folder.
  @Schema(
      name = "RunFile",
      examples =
          "{\"path\":\"plots/loss.png\",\"size\":4711,\"digest\":\"sha256:9f86d081884c7d659a2feaa0"
              + "c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\",\"updatedAt\":\"2026-10-01T12:00:00Z\","
              + "\"updatedBy\":\"ada\"}")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record FileBody(
      String path,
      @Nullable Long size,
      @Nullable String digest,
      @Nullable Instant updatedAt,
      @Nullable String updatedBy,
      @Nullable Boolean folder) {
    static FileBody of(RunFile file) {
      return new FileBody(
          file.path().text(),
          file.sizeBytes(),
          file.digest().toString(),
          file.updatedAt(),
          file.updatedBy().text(),
          null);
    }

    static FileBody of(RunFileItem item) {
      return switch (item) {
        case RunFileItem.File(var file) -> of(file);
        case RunFileItem.Folder(var path) ->
            new FileBody(path.text(), null, null, null, null, true);
      };
    }
  }

  @PUT
  @Path("{path:.+}")
  @Consumes(MediaType.WILDCARD)
  @ReadAhead
  @RolesAllowed("write")
  @Operation(
      summary = "Put a file into a run",
      description =
          "The body is the file. A file of that path is replaced, and the same bytes again change"
              + " nothing. With `Repr-Digest` or `digest` the bytes are checked: 422"
              + " `digest.mismatch` if they are others, and nothing is kept. 409"
              + " `run-file.folder` if a path would be a file and a folder.")
  @APIResponse(responseCode = "201", description = "The run has a new file.")
  @APIResponse(responseCode = "200", description = "The run had a file of that path.")
  public RestResponse<FileBody> put(
      @PathParam("team") String team,
      @PathParam("project") String project,
      @PathParam("run") String run,
      @PathParam("path") String path,
      @Parameter(description = "What the bytes must hash to, as `sha256:<hex>`")
          @QueryParam("digest")
          @Nullable String digest,
      @Context HttpHeaders headers,
      InputStream body) {
    try {
      var put =
          putRunFile.run(
              caller.principal(),
              RunPath.of(team, project, run),
              new FilePath(path),
              upload(digest, headers),
              body);
      return RestResponse.status(put.isNew() ? Status.CREATED : Status.OK, FileBody.of(put.file()));
    } catch (IOException _) {
      throw new Failure.Invalid("body", "body.cut", "the body broke off; nothing of it was kept");
    }
  }

  @GET
  @RolesAllowed("read")
  @Operation(
      summary = "List the files of a run",
      description = "In the order of their paths' UTF-8 bytes.")
  public PageBody<FileBody> list(
      @PathParam("team") String team,
      @PathParam("project") String project,
      @PathParam("run") String run,
      @Parameter(description = "Only what lies below this folder, at any depth")
          @QueryParam("prefix")
          @Nullable String prefix,
      @Parameter(description = "Only what lies directly in this folder; empty for the top")
          @QueryParam("folder")
          @Nullable String folder,
      @Context UriInfo uri,
      @BeanParam PageQuery page) {
    var actor = caller.principal();
    var path = RunPath.of(team, project, run);
    // An empty parameter, which asks for the top, is not the same as none.
    return uri.getQueryParameters().containsKey("folder")
        ? PageBody.of(
            readRunFiles.browse(actor, path, folder("folder", folder), page.toRequest()),
            FileBody::of)
        : PageBody.of(
            readRunFiles.list(actor, path, folder("prefix", prefix), page.toRequest()),
            FileBody::of);
  }

  @GET
  @Path("{path:.+}")
  @Produces(MediaType.WILDCARD)
  @RolesAllowed("read")
  @Operation(
      summary = "Download a file of a run",
      description =
          "With `Range`, `If-Range` and `If-None-Match`; the digest stands in `ETag` and"
              + " `Repr-Digest`. Browsers save it and never show it.")
  public Response file(
      @PathParam("team") String team,
      @PathParam("project") String project,
      @PathParam("run") String run,
      @PathParam("path") String path,
      @Context HttpHeaders headers) {
    var file =
        readRunFiles.file(caller.principal(), RunPath.of(team, project, run), new FilePath(path));
    store.requireWhole(file.digest(), file.sizeBytes());
    return new BlobAnswer(store, file.digest(), file.sizeBytes(), file.path().text(), REVALIDATED)
        .to(headers);
  }

  @DELETE
  @Path("{path:.+}")
  @RolesAllowed("write")
  @Operation(
      summary = "Delete a file of a run",
      description = "Its bytes stay as long as something else holds them.")
  @APIResponse(responseCode = "204", description = "The file is gone.")
  public void delete(
      @PathParam("team") String team,
      @PathParam("project") String project,
      @PathParam("run") String run,
      @PathParam("path") String path) {
    deleteRunFile.run(caller.principal(), RunPath.of(team, project, run), new FilePath(path));
  }

  private BlobUpload upload(@Nullable String digest, HttpHeaders headers) {
    var inQuery = Optional.ofNullable(digest).map(text -> Digest.parse("digest", text));
    var inHeader = ReprDigest.expected(headers.getHeaderString("Repr-Digest"));
    if (inQuery.isPresent() && inHeader.isPresent() && !inQuery.equals(inHeader)) {
      throw new Failure.Invalid(
          "digest", "digest.differs", "digest and Repr-Digest must name the same bytes");
    }
    var upload =
        inQuery
            .or(() -> inHeader)
            .map(BlobUpload::of)
            .orElseGet(BlobUpload::ofUnknownDigest)
            .atMost(maxFileBytes);
    var length = Given.length(headers.getHeaderString(HttpHeaders.CONTENT_LENGTH));
    return length.isPresent() ? upload.sized(length.getAsLong()) : upload;
  }

  private static Optional<FilePath> folder(String field, @Nullable String given) {
    if (given == null || given.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new FilePath(given.endsWith("/") ? given.substring(0, given.length() - 1) : given));
    } catch (Failure.Invalid e) {
      throw new Failure.Invalid(field, e.rule(), e.text());
    }
  }
}
