// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.BlobAnswer;
import io.cairn.api.security.Caller;
import io.cairn.core.artifact.AllowRedirect;
import io.cairn.core.artifact.ReadVersionFiles;
import io.cairn.core.artifact.RecordPull;
import io.cairn.core.artifact.VersionFile;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.Digest;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.FilePath;
import io.cairn.core.name.Reference;
import io.cairn.core.name.Selector;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The bytes of versions: files by path, blobs by digest, the manifest. With `Range`, `If-Range`,
/// `If-None-Match`, and the digest in `ETag` and `Repr-Digest`, by which a client verifies them.
@Path("/api/v1/versions/{id}")
@Produces(MediaType.WILDCARD)
@Tag(name = "Bytes")
public class VersionBytesResource {
  private static final String IMMUTABLE = "private, max-age=31536000, immutable";
  private static final String REVALIDATED = "private, no-cache";

  private final Caller caller;
  private final ReadVersionFiles files;
  private final RecordPull recordPull;
  private final AllowRedirect allowRedirect;
  private final BlobStore store;

  VersionBytesResource(
      Caller caller,
      ReadVersionFiles files,
      RecordPull recordPull,
      AllowRedirect allowRedirect,
      BlobStore store) {
    this.recordPull = recordPull;
    this.caller = caller;
    this.files = files;
    this.allowRedirect = allowRedirect;
    this.store = store;
  }

  @GET
  @Path("manifest")
  @RolesAllowed("read")
  @Operation(
      summary = "Download the manifest",
      description =
          "Format 1; its SHA-256 is the digest. With `pulled` it is written down who has the version"
              + " from now on, so that a recall can tell.")
  public Response manifest(
      @PathParam("id") String id,
      @Parameter(
              description = "Where the version is pulled from, by its index",
              example = "models/digits:v3")
          @QueryParam("pulled")
          @Nullable String pulled,
      @Parameter(description = "By which name it was asked for", example = "production")
          @QueryParam("as")
          @Nullable String as,
      @Context HttpHeaders headers,
      @Context Request request) {
    var file = files.manifest(caller.principal(), VersionResource.versionId(id));
    if (pulled != null) {
      record(Parsed.reference("pulled", pulled), Parsed.selector("as", as == null ? "latest" : as));
    }
    return answer(id, file, REVALIDATED, headers, request);
  }

  private void record(Reference pulled, Selector as) {
    try {
      recordPull.run(caller.principal(), pulled, as);
    } catch (Failure.NotFound _) {
      // Deleted there meanwhile: it may be read elsewhere, and is.
    }
  }

  @GET
  @Path("files/{path:.+}")
  @RolesAllowed("read")
  @Operation(
      summary = "Download a file by its path",
      description = "One or several ranges; 416 if they lie outside. 409 for a reference.")
  public Response file(
      @PathParam("id") String id,
      @PathParam("path") String path,
      @Context HttpHeaders headers,
      @Context Request request) {
    var file = files.file(caller.principal(), VersionResource.versionId(id), new FilePath(path));
    return answer(id, file, REVALIDATED, headers, request);
  }

  @GET
  @Path("blobs/{digest}")
  @RolesAllowed("read")
  @Operation(
      summary = "Download a blob of the version by its digest",
      description = "The URL names the bytes, so an answer may be cached for ever.")
  public Response blob(
      @PathParam("id") String id,
      @PathParam("digest") String digest,
      @Context HttpHeaders headers,
      @Context Request request) {
    var file = files.blob(caller.principal(), VersionResource.versionId(id), Digest.parse(digest));
    return answer(id, file, IMMUTABLE, headers, request);
  }

  private Response answer(
      String id, VersionFile file, String cacheControl, HttpHeaders headers, Request request) {
    return new BlobAnswer(store, file.digest(), file.sizeBytes(), file.name(), cacheControl)
        .to(
            headers,
            request,
            () -> allowRedirect.run(caller.principal(), VersionResource.versionId(id)));
  }
}
