// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.ReadAhead;
import io.cairn.api.security.Caller;
import io.cairn.core.content.Digest;
import io.cairn.core.draft.PutManifest;
import io.cairn.core.draft.UploadBlob;
import io.cairn.core.draft.UploadBlobs;
import io.cairn.core.failure.Failure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/// The bytes that are sent into a draft: streamed, hashed on the way, durable before the answer.
@Path("/api/v1/drafts/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@Tag(name = "Drafts")
public class DraftBytesResource {
  private final Caller caller;
  private final UploadBlob uploadBlob;
  private final UploadBlobs uploadBlobs;
  private final PutManifest putManifest;

  DraftBytesResource(
      Caller caller, UploadBlob uploadBlob, UploadBlobs uploadBlobs, PutManifest putManifest) {
    this.caller = caller;
    this.uploadBlob = uploadBlob;
    this.uploadBlobs = uploadBlobs;
    this.putManifest = putManifest;
  }

  /// A blob as it was received.
  @Schema(name = "BlobReceived")
  record BlobBody(String digest, long size) {}

  @PUT
  @Path("blobs/{digest}")
  @ReadAhead
  @RolesAllowed("write")
  @Operation(
      summary = "Send a blob",
      description = "422 `digest.mismatch` if the bytes are others; nothing is kept then.")
  @APIResponse(responseCode = "201", description = "The team or registry has it now.")
  @APIResponse(responseCode = "200", description = "The team or registry had it already.")
  public RestResponse<BlobBody> blob(
      @PathParam("id") String id,
      @PathParam("digest") String digest,
      @HeaderParam("Content-Length") @Nullable String contentLength,
      InputStream body) {
    try {
      var uploaded =
          uploadBlob.run(
              caller.principal(),
              DraftResource.draftId(id),
              Digest.parse("digest", digest),
              Given.length(contentLength),
              body);
      var blob = uploaded.blob();
      return RestResponse.status(
          uploaded.isNew() ? Status.CREATED : Status.OK,
          new BlobBody(blob.digest().toString(), blob.sizeBytes()));
    } catch (IOException _) {
      throw cut();
    }
  }

  /// What became of a batch.
  @Schema(name = "BlobsReceived")
  record BatchBody(int stored, int had) {}

  @POST
  @Path("blobs")
  @Consumes(BlobFrames.TYPE)
  @ReadAhead
  @RolesAllowed("write")
  @Operation(
      summary = "Send many small blobs",
      description =
          "For each blob 32 bytes of SHA-256, 8 bytes of length (big-endian) and its bytes, one"
              + " after the other; at most 1,000 blobs, each of at most 1 MiB, 16 MiB in all. All"
              + " are taken or none: 422 `digest.mismatch` if the bytes of one are others, 413 if"
              + " there are too many, 400 if the body ends within a blob. May be sent again.")
  public BatchBody blobs(@PathParam("id") String id, InputStream body) {
    try {
      var uploaded =
          uploadBlobs.run(caller.principal(), DraftResource.draftId(id), new BlobFrames(body));
      return new BatchBody(uploaded.stored(), uploaded.had());
    } catch (IOException _) {
      throw cut();
    }
  }

  @PUT
  @Path("manifest")
  @ReadAhead
  @RolesAllowed("write")
  @Operation(
      summary = "Send the manifest",
      description =
          "Format 1. 400 names the line that breaks a rule; nothing is kept then. A later manifest"
              + " takes the place of an earlier one.")
  public DraftResource.ManifestBody manifest(@PathParam("id") String id, InputStream body) {
    try {
      return DraftResource.ManifestBody.of(
          putManifest.run(caller.principal(), DraftResource.draftId(id), body));
    } catch (IOException _) {
      throw cut();
    }
  }

  /// The sender went away in the middle; it will hardly read this.
  static Failure.Invalid cut() {
    return new Failure.Invalid("body", "body.cut", "the body broke off; nothing of it was kept");
  }
}
