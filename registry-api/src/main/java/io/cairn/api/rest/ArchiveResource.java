// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.ArchiveAnswer;
import io.cairn.api.security.Caller;
import io.cairn.core.artifact.ReadVersionFiles;
import io.cairn.core.artifact.VersionTree;
import io.cairn.core.name.FilePath;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// All files of a version, or of one of its folders, in one download.
@Path("/api/v1/versions/{id}")
@Produces(MediaType.WILDCARD)
@Tag(name = "Bytes")
public class ArchiveResource {
  private static final String DESCRIPTION =
      " Names are the paths in the version, times that of its making. References, whose bytes are"
          + " elsewhere, stand in the file `.cairn-references.jsonl` at the end, as lines of the"
          + " manifest. Every file is hashed on its way: if one is damaged, the transfer breaks off"
          + " before its end.";

  private final Caller caller;
  private final ReadVersionFiles files;
  private final ArchiveAnswer archives = new ArchiveAnswer();

  ArchiveResource(Caller caller, ReadVersionFiles files) {
    this.caller = caller;
    this.files = files;
  }

  @GET
  @Path("archive.tar")
  @RolesAllowed("read")
  @Operation(
      summary = "Download a version as tar",
      description =
          "The same bytes each time, so with `ETag`, `Content-Length` and `Range: bytes=N-`."
              + DESCRIPTION)
  public Response tar(
      @PathParam("id") String id,
      @Parameter(description = "Only this folder, at any depth", example = "data/raw")
          @QueryParam("prefix")
          @Nullable String prefix,
      @Context HttpHeaders headers) {
    return archives.tar(tree(id, prefix), headers, true);
  }

  @HEAD
  @Path("archive.tar")
  @RolesAllowed("read")
  @Operation(summary = "Headers of a version as tar", description = "As GET, without the body.")
  public Response tarHead(
      @PathParam("id") String id,
      @QueryParam("prefix") @Nullable String prefix,
      @Context HttpHeaders headers) {
    return archives.tar(tree(id, prefix), headers, false);
  }

  @GET
  @Path("archive.zip")
  @RolesAllowed("read")
  @Operation(
      summary = "Download a version as zip",
      description = "Not compressed, so with `Content-Length`." + DESCRIPTION)
  public Response zip(
      @PathParam("id") String id,
      @Parameter(description = "Only this folder, at any depth", example = "data/raw")
          @QueryParam("prefix")
          @Nullable String prefix,
      @Context HttpHeaders headers) {
    return archives.zip(tree(id, prefix), headers, true);
  }

  @HEAD
  @Path("archive.zip")
  @RolesAllowed("read")
  @Operation(summary = "Headers of a version as zip", description = "As GET, without the body.")
  public Response zipHead(
      @PathParam("id") String id,
      @QueryParam("prefix") @Nullable String prefix,
      @Context HttpHeaders headers) {
    return archives.zip(tree(id, prefix), headers, false);
  }

  private VersionTree tree(String id, @Nullable String prefix) {
    return files.tree(caller.principal(), VersionResource.versionId(id), folder(prefix));
  }

  private static String folder(@Nullable String prefix) {
    if (prefix == null || prefix.isEmpty()) {
      return "";
    }
    var plain = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
    return new FilePath(plain).text();
  }
}
