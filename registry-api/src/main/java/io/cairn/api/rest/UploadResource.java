// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.ReadAhead;
import io.cairn.api.security.Caller;
import io.cairn.core.draft.AppendUpload;
import io.cairn.core.draft.BeginUpload;
import io.cairn.core.draft.CancelUpload;
import io.cairn.core.draft.DescribeUpload;
import io.cairn.core.draft.Upload;
import io.cairn.core.draft.UploadBlob;
import io.cairn.core.draft.UploadId;
import io.cairn.core.failure.Failure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.InputStream;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Uploads in parts that outlive broken lines and restarts: draft-ietf-httpbis-resumable-upload.
/// The interim answers (104) of that text are not sent: begin with `Upload-Complete: ?0` and no
/// bytes to learn where to send them.
@Path("/api/v1/drafts/{draft}/uploads")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@Tag(name = "Drafts")
public class UploadResource {
  private final Caller caller;
  private final BeginUpload beginUpload;
  private final AppendUpload appendUpload;
  private final DescribeUpload describeUpload;
  private final CancelUpload cancelUpload;

  UploadResource(
      Caller caller,
      BeginUpload beginUpload,
      AppendUpload appendUpload,
      DescribeUpload describeUpload,
      CancelUpload cancelUpload) {
    this.caller = caller;
    this.beginUpload = beginUpload;
    this.appendUpload = appendUpload;
    this.describeUpload = describeUpload;
    this.cancelUpload = cancelUpload;
  }

  @OPTIONS
  @RolesAllowed("read")
  @Operation(
      summary = "Ask how files are uploaded in parts",
      description = "`Accept-Patch` and `Upload-Limit` say it; no body.")
  @APIResponse(responseCode = "204", description = "See the headers.")
  public Response options(@PathParam("draft") String draft) {
    return Response.noContent()
        .header(HttpHeaders.ALLOW, "OPTIONS, POST")
        .header("Accept-Patch", UploadHeaders.PARTIAL)
        .header(UploadHeaders.LIMIT, limits())
        .build();
  }

  @POST
  @ReadAhead
  @RolesAllowed("write")
  @Operation(
      summary = "Begin an upload in parts",
      description =
          "`Upload-Complete: ?0`: more follows at the Location that is answered; bytes may come"
              + " with this request already. `Upload-Complete: ?1` (or none): the body is the whole"
              + " file. `Upload-Length` tells the length, `Repr-Digest: sha-256=:…:` the digest,"
              + " which is checked at the end; without it the server finds the digest.")
  @APIResponse(responseCode = "201", description = "Begun, or complete and new.")
  @APIResponse(responseCode = "200", description = "Complete; the team or registry had it.")
  public Response begin(
      @PathParam("draft") String draft, @Context HttpHeaders http, InputStream body) {
    var headers = new UploadHeaders(http);
    var isLast = headers.isComplete().orElse(true);
    var told = headers.length();
    var total = told.isEmpty() && isLast ? headers.contentLength() : told;
    var upload =
        beginUpload.run(caller.principal(), DraftResource.draftId(draft), headers.digest(), total);
    if (isLast || headers.hasBody()) {
      return append(upload.id(), draft, headers, 0, isLast, body, 201);
    }
    return begun(upload);
  }

  private String limits() {
    return "max-size=" + beginUpload.maxFileBytes();
  }

  private Response begun(Upload upload) {
    return state(Response.status(201), upload)
        .header(HttpHeaders.LOCATION, UploadBody.location(upload))
        .entity(UploadBody.of(upload))
        .build();
  }

  @HEAD
  @Path("{upload}")
  @RolesAllowed("read")
  @Operation(
      summary = "Ask where an upload goes on",
      description =
          "`Upload-Offset` and `Upload-Complete`. A request that still sends bytes to this upload"
              + " is cut off. Asks for the right to write, as whoever asks goes on.")
  @APIResponse(responseCode = "204", description = "See the headers.")
  public Response offset(@PathParam("draft") String draft, @PathParam("upload") String upload) {
    return state(Response.noContent(), describe(draft, upload)).build();
  }

  @GET
  @Path("{upload}")
  @RolesAllowed("read")
  @Operation(summary = "Show an upload", description = "As HEAD, with a body.")
  public UploadBody show(@PathParam("draft") String draft, @PathParam("upload") String upload) {
    return UploadBody.of(describe(draft, upload));
  }

  @PATCH
  @Path("{upload}")
  @Consumes(UploadHeaders.PARTIAL)
  @ReadAhead
  @RolesAllowed("write")
  @Operation(
      summary = "Send more bytes of an upload",
      description =
          "`Upload-Offset` must be where the upload stands, else 409 with the right one."
              + " `Upload-Complete: ?1` with the last bytes (or none): answers the blob. Bytes that"
              + " came before the line broke are kept. 429: all bytes are there and are being"
              + " hashed; send an empty last part again. 422 `digest.mismatch`: nothing is kept.")
  @APIResponse(responseCode = "204", description = "Taken; the upload is not complete.")
  @APIResponse(responseCode = "201", description = "Complete; the team or registry has it now.")
  @APIResponse(responseCode = "200", description = "Complete; it had it already.")
  public Response append(
      @PathParam("draft") String draft,
      @PathParam("upload") String upload,
      @Context HttpHeaders http,
      InputStream body) {
    var headers = new UploadHeaders(http);
    var offset = required(UploadHeaders.OFFSET, headers.offset());
    var isLast = headers.isComplete().orElseThrow(() -> missing(UploadHeaders.COMPLETE));
    return append(uploadId(upload), draft, headers, offset, isLast, body, 204);
  }

  @DELETE
  @Path("{upload}")
  @RolesAllowed("write")
  @Operation(
      summary = "Cancel an upload",
      description = "Its bytes are gone at once; a blob that it became stays.")
  public void cancel(@PathParam("draft") String draft, @PathParam("upload") String upload) {
    cancelUpload.run(caller.principal(), DraftResource.draftId(draft), uploadId(upload));
  }

  private Response append(
      UploadId id,
      String draft,
      UploadHeaders headers,
      long offset,
      boolean isLast,
      InputStream body,
      int whenTaken) {
    var part = new AppendUpload.Part(offset, isLast, headers.contentLength(), headers.length());
    var result = appendUpload.run(caller.principal(), DraftResource.draftId(draft), id, part, body);
    if (result.isCut()) {
      throw new Failure.Invalid(
          "body", "body.cut", "the body broke off; what came before it was kept");
    }
    return result
        .uploaded()
        .map(UploadResource::completed)
        .orElseGet(() -> whenTaken == 201 ? begun(result.upload()) : taken(result.upload()));
  }

  private Response taken(Upload upload) {
    return state(Response.noContent(), upload).build();
  }

  private static Response completed(UploadBlob.Uploaded uploaded) {
    var blob = uploaded.blob();
    return Response.status(uploaded.isNew() ? 201 : 200)
        .header(UploadHeaders.COMPLETE, "?1")
        .header(UploadHeaders.OFFSET, blob.sizeBytes())
        .entity(new DraftBytesResource.BlobBody(blob.digest().toString(), blob.sizeBytes()))
        .build();
  }

  private ResponseBuilder state(ResponseBuilder answer, Upload upload) {
    answer
        .header(UploadHeaders.COMPLETE, upload.isComplete() ? "?1" : "?0")
        .header(UploadHeaders.OFFSET, upload.offset())
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header(UploadHeaders.LIMIT, limits() + ", max-age=" + upload.lifetime().toSeconds());
    if (upload.sizeBytes().isPresent()) {
      answer.header(UploadHeaders.LENGTH, upload.sizeBytes().getAsLong());
    }
    return answer;
  }

  private Upload describe(String draft, String upload) {
    return describeUpload.run(caller.principal(), DraftResource.draftId(draft), uploadId(upload));
  }

  private static UploadId uploadId(String id) {
    return new UploadId(Parsed.id("the upload asked for", id));
  }

  private static long required(String name, OptionalLong value) {
    return value.orElseThrow(() -> missing(name));
  }

  private static Failure.Invalid missing(String name) {
    return new Failure.Invalid(name, "required", name + " must be given");
  }
}
