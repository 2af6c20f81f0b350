// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.security.Caller;
import io.cairn.core.artifact.Ttl;
import io.cairn.core.content.Digest;
import io.cairn.core.content.ManifestSummary;
import io.cairn.core.draft.AbandonDraft;
import io.cairn.core.draft.CommitDraft;
import io.cairn.core.draft.DescribeDraft;
import io.cairn.core.draft.DraftId;
import io.cairn.core.draft.FindKnownSizes;
import io.cairn.core.draft.FindMissingBlobs;
import io.cairn.core.draft.SignUpload;
import io.cairn.core.failure.Failure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/// Drafts: what they lack, and their end. The bytes go through [DraftBytesResource].
@Path("/api/v1/drafts/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Drafts")
public class DraftResource {
  private final Caller caller;
  private final DescribeDraft describeDraft;
  private final AbandonDraft abandonDraft;
  private final FindMissingBlobs findMissingBlobs;
  private final FindKnownSizes findKnownSizes;
  private final CommitDraft commitDraft;
  private final SignUpload signUpload;

  DraftResource(
      Caller caller,
      DescribeDraft describeDraft,
      AbandonDraft abandonDraft,
      FindMissingBlobs findMissingBlobs,
      FindKnownSizes findKnownSizes,
      CommitDraft commitDraft,
      SignUpload signUpload) {
    this.caller = caller;
    this.describeDraft = describeDraft;
    this.abandonDraft = abandonDraft;
    this.findMissingBlobs = findMissingBlobs;
    this.findKnownSizes = findKnownSizes;
    this.commitDraft = commitDraft;
    this.signUpload = signUpload;
  }

  /// The blobs that a client has.
  @Schema(
      name = "BlobsAsked",
      examples =
          "{\"blobs\":[{\"digest\":"
              + "\"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\","
              + "\"size\":0}]}")
  record Asked(@Schema(required = true) @Nullable List<@Nullable Blob> blobs) {
    @Schema(name = "BlobAsked")
    record Blob(@Nullable String digest, @Nullable Long size) {
      FindMissingBlobs.Asked toAsked() {
        var sizeBytes = Given.required("size", size);
        if (sizeBytes < 0) {
          throw new Failure.Invalid("size", "size.range", "size must not be negative");
        }
        return new FindMissingBlobs.Asked(
            Digest.parse("digest", Given.required("digest", digest)), sizeBytes);
      }
    }
  }

  /// The blobs that must be sent.
  @Schema(name = "BlobsMissing")
  record Missing(List<String> missing) {}

  /// The sizes of the files that a client has.
  @Schema(name = "SizesAsked", examples = "{\"sizes\":[1048576,20971520]}")
  record Sizes(@Schema(required = true) @Nullable List<@Nullable Long> sizes) {}

  /// Those of which there may be bytes.
  @Schema(name = "SizesKnown", examples = "{\"known\":[1048576],\"signed\":0}")
  record Known(
      List<Long> known,
      @Schema(description = "Largest file that may go by a signed upload; 0: none") long signed) {}

  /// What is said of the version; it takes the place of what was said when the draft was opened.
  @Schema(name = "Commit")
  record Commit(
      @Schema(examples = "[\"best\"]") @Nullable List<@Nullable String> aliases,
      @Nullable List<@Nullable String> tags,
      @Nullable String description,
      @Nullable Map<String, @Nullable Object> metadata,
      @Schema(
              description =
                  "How long it is to live, from its making, in place of what keep rules say; 0:"
                      + " without end. The same content logged again: the longer time holds",
              examples = "604800")
          @Nullable Long ttlSeconds) {
    CommitDraft.Command toCommand() {
      return new CommitDraft.Command(
          Parsed.labels("aliases", aliases),
          Parsed.labels("tags", tags),
          Optional.ofNullable(description),
          Parsed.json("metadata", metadata),
          Optional.ofNullable(ttlSeconds).map(Ttl::new),
          Optional.empty());
    }
  }

  /// A manifest as it was received.
  @Schema(name = "ManifestReceived")
  record ManifestBody(
      String digest,
      @Schema(description = "Sum of the files, in bytes") long size,
      long files,
      long references,
      @Schema(description = "Length of the manifest itself") long bytes) {
    static ManifestBody of(ManifestSummary manifest) {
      return new ManifestBody(
          manifest.digest().toString(),
          manifest.totalFileBytes(),
          manifest.files(),
          manifest.references(),
          manifest.sizeBytes());
    }
  }

  @GET
  @RolesAllowed("read")
  @Operation(
      summary = "Show a draft",
      description = "Its state (open, committed, abandoned or expired) and what it holds.")
  public DraftDetailBody show(@PathParam("id") String id) {
    return DraftDetailBody.of(describeDraft.inFull(caller.principal(), draftId(id)));
  }

  @DELETE
  @RolesAllowed("write")
  @Operation(summary = "Abandon a draft", description = "It lets go of its bytes at once.")
  public void abandon(@PathParam("id") String id) {
    abandonDraft.run(caller.principal(), draftId(id));
  }

  @POST
  @Path("missing")
  @RolesAllowed("write")
  @Operation(
      summary = "Ask which blobs must be sent",
      description =
          "At most 10,000 at once. What is there is held for the draft from then on. Bytes that"
              + " only other teams have are missing.")
  public Missing missing(@PathParam("id") String id, @Nullable Asked body) {
    var asked =
        Given.required("blobs", Given.body(body).blobs()).stream()
            .map(blob -> Given.required("blobs", blob).toAsked())
            .toList();
    var missing = findMissingBlobs.run(caller.principal(), draftId(id), asked);
    return new Missing(missing.stream().map(Digest::toString).toList());
  }

  @POST
  @Path("sizes")
  @RolesAllowed("write")
  @Operation(
      summary = "Ask which sizes are known",
      description =
          "At most 10,000 at once. A file whose size the team or registry has not cannot be there:"
              + " send it without hashing it first. A draft with a base answers all.")
  public Known sizes(@PathParam("id") String id, @Nullable Sizes body) {
    var asked =
        Given.required("sizes", Given.body(body).sizes()).stream()
            .map(size -> Given.required("sizes", size))
            .toList();
    return new Known(
        findKnownSizes.run(caller.principal(), draftId(id), asked), signUpload.maxBytes());
  }

  @POST
  @Path("commit")
  @RolesAllowed("write")
  @Operation(
      summary = "Make the draft a version",
      description =
          "All or nothing. 409 `draft.missing-blobs` with `missing`, `draft.no-manifest`,"
              + " `draft.committed`.")
  @APIResponse(responseCode = "201", description = "A new version.")
  @APIResponse(
      responseCode = "200",
      description = "The collection had this content already; aliases and tags were added to it.")
  public RestResponse<VersionBody> commit(@PathParam("id") String id, @Nullable Commit body) {
    var command =
        Optional.ofNullable(body).orElse(new Commit(null, null, null, null, null)).toCommand();
    var added = commitDraft.run(caller.principal(), draftId(id), command);
    return VersionAnswer.of(
        added.isNew() ? Status.CREATED : Status.OK, added.version(), added.isNew());
  }

  static DraftId draftId(String id) {
    return new DraftId(Parsed.id("the draft asked for", id));
  }
}
