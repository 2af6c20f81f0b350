// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.security.Caller;
import io.cairn.core.content.Digest;
import io.cairn.core.draft.AcceptUpload;
import io.cairn.core.draft.SignUpload;
import io.cairn.core.draft.UploadId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/// Bytes that go straight to the store, where it is a bucket and the setting says so.
@Path("/api/v1/drafts/{draft}/signed-uploads")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Drafts")
public class SignedUploadResource {
  private final Caller caller;
  private final SignUpload signUpload;
  private final AcceptUpload acceptUpload;

  SignedUploadResource(Caller caller, SignUpload signUpload, AcceptUpload acceptUpload) {
    this.caller = caller;
    this.signUpload = signUpload;
    this.acceptUpload = acceptUpload;
  }

  /// What is sent.
  @Schema(
      name = "SignedUploadAsked",
      examples =
          "{\"digest\":"
              + "\"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\","
              + "\"size\":0}")
  record Asked(
      @Schema(required = true) @Nullable String digest,
      @Schema(required = true) @Nullable Long size) {
    Digest toDigest() {
      return Digest.parse("digest", Given.required("digest", digest));
    }

    long toSize() {
      return Given.required("size", size);
    }
  }

  /// Where and how to send it.
  @Schema(name = "SignedUpload")
  record SignedBody(
      String id,
      @Schema(examples = "PUT") String method,
      String url,
      @Schema(description = "To be sent as they are") Map<String, String> headers,
      Instant expiresAt) {
    static SignedBody of(SignUpload.SignedUpload upload) {
      return new SignedBody(
          upload.id().value().toString(),
          upload.request().method(),
          upload.request().url().toString(),
          upload.request().headers(),
          upload.expiresAt());
    }
  }

  @POST
  @RolesAllowed("write")
  @Operation(
      summary = "Ask for a URL to send a file to the store",
      description =
          "Good for one hour and for exactly these bytes: send them with the method, URL and headers"
              + " that are answered, without the key, then `complete`. 409 `upload.unsigned` where"
              + " the server takes the bytes itself; 413 if the file is too large for it.")
  @APIResponse(responseCode = "201", description = "The URL.")
  public RestResponse<SignedBody> sign(@PathParam("draft") String draft, @Nullable Asked body) {
    var asked = Given.body(body);
    var signed =
        signUpload.run(
            caller.principal(), DraftResource.draftId(draft), asked.toDigest(), asked.toSize());
    return RestResponse.status(Status.CREATED, SignedBody.of(signed));
  }

  @POST
  @Path("{upload}/complete")
  @RolesAllowed("write")
  @Operation(
      summary = "Say that a file is in the store",
      description =
          "The server proves that it is what was promised, and takes it into the draft. 404 if"
              + " nothing was sent; 422 `digest.mismatch` if other bytes were, which are gone then."
              + " May be said again.")
  @APIResponse(responseCode = "201", description = "The team or registry has it now.")
  @APIResponse(responseCode = "200", description = "It had it already.")
  public RestResponse<DraftBytesResource.BlobBody> complete(
      @PathParam("draft") String draft, @PathParam("upload") String upload, @Nullable Asked body) {
    var asked = Given.body(body);
    var uploaded =
        acceptUpload.run(
            caller.principal(),
            DraftResource.draftId(draft),
            new UploadId(Parsed.id("the upload asked for", upload)),
            asked.toDigest(),
            asked.toSize());
    var blob = uploaded.blob();
    return RestResponse.status(
        uploaded.isNew() ? Status.CREATED : Status.OK,
        new DraftBytesResource.BlobBody(blob.digest().toString(), blob.sizeBytes()));
  }
}
