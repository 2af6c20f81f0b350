// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.ReadAhead;
import io.cairn.api.security.Caller;
import io.cairn.core.backup.RestoreBytes;
import io.cairn.core.content.Digest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Bytes on their way back to facts that count on them.
@Path("/api/v1/restore")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Backups")
public class RestoreResource {
  private final Caller caller;
  private final RestoreBytes restoreBytes;

  RestoreResource(Caller caller, RestoreBytes restoreBytes) {
    this.caller = caller;
    this.restoreBytes = restoreBytes;
  }

  /// A blob as it was received.
  @Schema(
      name = "RestoredBlob",
      examples =
          "{\"digest\":"
              + "\"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\","
              + "\"size\":4711}")
  record BlobBody(String digest, long size) {}

  /// How many blobs were received.
  @Schema(name = "RestoredBlobs", examples = "{\"stored\":500}")
  record BatchBody(int stored) {}

  @POST
  @Path("missing")
  @RolesAllowed("admin")
  @Operation(
      summary = "Ask which bytes the store lacks",
      description =
          "Of at most 10,000 blobs those that the facts count on and that do not lie in the store in"
              + " their length. The store is asked for each. For installation admins.")
  public DraftResource.Missing missing(DraftResource.Asked body) {
    var asked =
        Given.required("blobs", Given.body(body).blobs()).stream()
            .map(blob -> Given.required("blobs", blob).toAsked().digest())
            .toList();
    return new DraftResource.Missing(
        restoreBytes.missing(caller.principal(), asked).stream().map(Digest::toString).toList());
  }

  @PUT
  @Path("blobs/{digest}")
  @Consumes(MediaType.WILDCARD)
  @ReadAhead
  @RolesAllowed("admin")
  @Operation(
      summary = "Bring back a blob",
      description =
          "404 if no fact counts on it. 422 `digest.mismatch` if the bytes are others; nothing is kept"
              + " then. A damaged blob is healed by it.")
  public BlobBody blob(@PathParam("digest") String digest, InputStream body) {
    try {
      var stored = restoreBytes.blob(caller.principal(), Digest.parse(digest), body);
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
      summary = "Bring back many small blobs",
      description = "Framed and bounded as a batch of a draft is; all are taken or none.")
  public BatchBody blobs(InputStream body) {
    try {
      return new BatchBody(restoreBytes.blobs(caller.principal(), new BlobFrames(body)));
    } catch (IOException _) {
      throw DraftBytesResource.cut();
    }
  }
}
