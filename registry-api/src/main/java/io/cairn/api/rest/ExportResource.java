// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.BlobAnswer;
import io.cairn.api.security.Caller;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.Digest;
import io.cairn.core.export.ExportFacts;
import io.cairn.core.export.FindExportBlob;
import io.cairn.core.failure.Failure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The whole installation, for taking it away: all facts as one stream, then blobs by digest.
@Path("/api/v1/export")
@Tag(name = "Export and import", description = "A whole installation as files, and back")
public class ExportResource {
  private static final String IMMUTABLE = "private, max-age=31536000, immutable";

  private final Caller caller;
  private final ExportFacts exportFacts;
  private final FindExportBlob findExportBlob;
  private final BlobStore store;

  ExportResource(
      Caller caller, ExportFacts exportFacts, FindExportBlob findExportBlob, BlobStore store) {
    this.caller = caller;
    this.exportFacts = exportFacts;
    this.findExportBlob = findExportBlob;
    this.store = store;
  }

  /// Which versions cannot be whole without a blob.
  @Schema(
      name = "BlobVersions",
      examples =
          "{\"digest\":"
              + "\"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\","
              + "\"size\":0,\"versions\":[\"vision/digits/data:v0\"]}")
  record BlobVersions(
      String digest, long size, @Schema(description = "At most 100") List<String> versions) {}

  @GET
  @Path("facts")
  @Produces("application/x-ndjson")
  @RolesAllowed("admin")
  @Operation(
      summary = "Export all facts",
      description =
          "One line an object, all of one instant. A line that is an array divides:"
              + " `[\"export\",{…}]` is the first, `[\"facts\",\"users\"]` stands before the lines of"
              + " `facts/users.ndjson`, `[\"end\",{…}]` is the last and has rows and SHA-256 of each"
              + " file; without it the answer was cut. For admins and auditors of the installation,"
              + " two at a time; 429 if there are more.")
  @APIResponse(responseCode = "200", description = "The stream.")
  public Response facts() {
    var export = exportFacts.run(caller.principal());
    return Response.ok((StreamingOutput) export::writeTo).build();
  }

  @GET
  @Path("blobs/{digest}")
  @Produces(MediaType.WILDCARD)
  @RolesAllowed("admin")
  @Operation(
      summary = "Download any blob by its digest",
      description = "With ranges. For admins and auditors of the installation.")
  public Response blob(@PathParam("digest") String digest, @Context HttpHeaders headers) {
    var found = findExportBlob.run(caller.principal(), Digest.parse(digest));
    requireReadable(found);
    return new BlobAnswer(store, found.digest(), found.sizeBytes(), found.digest().hex(), IMMUTABLE)
        .to(headers);
  }

  @GET
  @Path("blobs/{digest}/versions")
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed("admin")
  @Operation(
      summary = "Show which versions need a blob",
      description = "For admins and auditors of the installation.")
  public BlobVersions versions(@PathParam("digest") String digest) {
    var found = findExportBlob.withVersions(caller.principal(), Digest.parse(digest));
    return new BlobVersions(found.digest().toString(), found.sizeBytes(), found.versions());
  }

  /// Before the first header is sent, while a failure can still be told.
  private void requireReadable(FindExportBlob.Found blob) {
    var size = store.sizeBytes(blob.digest());
    if (size.isEmpty()) {
      try (var _ = store.open(blob.digest())) {
        throw new Failure.Corrupt(blob.digest().toString());
      } catch (IOException e) {
        throw new Failure.Unavailable("the blob store", e);
      }
    }
    if (size.getAsLong() != blob.sizeBytes()) {
      throw new Failure.Corrupt(blob.digest().toString());
    }
  }
}
