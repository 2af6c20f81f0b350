// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.ReadAhead;
import io.cairn.api.security.Caller;
import io.cairn.core.content.Digest;
import io.cairn.core.export.BeginImport;
import io.cairn.core.export.CommitImport;
import io.cairn.core.export.ReceiveImport;
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
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// An export on its way into an empty installation. Nothing of it is visible before the commit.
@Path("/api/v1/imports/{digest}")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Export and import")
public class ImportResource {
  private final Caller caller;
  private final BeginImport beginImport;
  private final ReceiveImport receiveImport;
  private final CommitImport commitImport;

  ImportResource(
      Caller caller,
      BeginImport beginImport,
      ReceiveImport receiveImport,
      CommitImport commitImport) {
    this.caller = caller;
    this.beginImport = beginImport;
    this.receiveImport = receiveImport;
    this.commitImport = commitImport;
  }

  /// Whether there is anything to send.
  @Schema(name = "ImportState", examples = "{\"importedAt\":null}")
  record State(
      @Schema(description = "When this very export was imported here; null: it is to be sent")
          @Nullable Instant importedAt) {}

  /// How far a commit is.
  @Schema(name = "ImportProgress", examples = "{\"done\":true,\"rows\":1204}")
  record Progress(
      @Schema(description = "false: ask again") boolean done,
      @Schema(description = "Rows added; 0 if the export had been imported before") long rows) {}

  /// A blob as it was received.
  @Schema(name = "ImportBlobReceived")
  record BlobBody(String digest, long size) {}

  /// How many blobs were received.
  @Schema(name = "ImportBlobsReceived")
  record BatchBody(int stored) {}

  @PUT
  @RolesAllowed("admin")
  @Operation(
      summary = "Begin an import",
      description =
          "The digest is what `sha256sum facts/*.ndjson | sha256sum` says. 409 `import.not-empty` if"
              + " the server has teams or registries of its own. Begun again, it goes on.")
  public State begin(@PathParam("digest") String digest, ImportBody body) {
    var description = Given.body(body).toDescription();
    if (!description.digest().matches(Digest.parse(digest))) {
      throw new Failure.Invalid(
          "digest",
          "export.digest",
          "digest is not that of the files; it is " + description.digest());
    }
    return new State(beginImport.run(caller.principal(), description).orElse(null));
  }

  @POST
  @Path("missing")
  @RolesAllowed("admin")
  @Operation(
      summary = "Ask which blobs must be sent",
      description = "Blobs and files of facts alike; at most 10,000 at once.")
  public DraftResource.Missing missing(
      @PathParam("digest") String digest, DraftResource.Asked body) {
    var asked =
        Given.required("blobs", Given.body(body).blobs()).stream()
            .map(blob -> Given.required("blobs", blob).toAsked())
            .map(blob -> new ReceiveImport.Asked(blob.digest(), blob.sizeBytes()))
            .toList();
    return new DraftResource.Missing(
        receiveImport.missing(caller.principal(), Digest.parse(digest), asked).stream()
            .map(Digest::toString)
            .toList());
  }

  @PUT
  @Path("blobs/{blob}")
  @Consumes(MediaType.WILDCARD)
  @ReadAhead
  @RolesAllowed("admin")
  @Operation(
      summary = "Send a blob of an import",
      description = "422 `digest.mismatch` if the bytes are others; nothing is kept then.")
  public BlobBody blob(
      @PathParam("digest") String digest,
      @PathParam("blob") String blob,
      @HeaderParam("Content-Length") @Nullable String contentLength,
      InputStream body) {
    try {
      var stored =
          receiveImport.blob(
              caller.principal(),
              Digest.parse(digest),
              Digest.parse("blob", blob),
              Given.length(contentLength),
              body);
      return new BlobBody(stored.digest().toString(), stored.sizeBytes());
    } catch (IOException _) {
      throw DraftBytesResource.cut();
    }
  }

  @POST
  @Path("blobs")
  @Consumes(BlobFrames.TYPE)
  @ReadAhead
  @RolesAllowed("admin")
  @Operation(
      summary = "Send many small blobs of an import",
      description = "Framed and bounded as a batch of a draft is; all are taken or none.")
  public BatchBody blobs(@PathParam("digest") String digest, InputStream body) {
    try {
      return new BatchBody(
          receiveImport.blobs(caller.principal(), Digest.parse(digest), new BlobFrames(body)));
    } catch (IOException _) {
      throw DraftBytesResource.cut();
    }
  }

  @POST
  @Path("commit")
  @RolesAllowed("admin")
  @Operation(
      summary = "Commit an import",
      description =
          "All facts become visible at once, or none: 400 names file and line of what breaks a rule,"
              + " 409 `import.missing-blobs` the digests that were not sent. Answers after some"
              + " seconds how far it is; ask again until it is done.")
  public Progress commit(@PathParam("digest") String digest) {
    var progress = commitImport.run(caller.principal(), Digest.parse(digest));
    return new Progress(progress.isDone(), progress.rows());
  }
}
