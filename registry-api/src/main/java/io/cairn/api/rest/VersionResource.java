// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cairn.api.http.PageBody;
import io.cairn.api.http.PageQuery;
import io.cairn.api.security.Caller;
import io.cairn.core.artifact.FindVersion;
import io.cairn.core.artifact.ReadVersionFiles;
import io.cairn.core.artifact.VersionId;
import io.cairn.core.content.Digest;
import io.cairn.core.content.FolderItem;
import io.cairn.core.content.ManifestEntry;
import io.cairn.core.content.ManifestEntry.FileEntry;
import io.cairn.core.content.ManifestEntry.ReferenceEntry;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// Versions by their identity, and what they hold. Who may read any place of a version may ask.
@Path("/api/v1/versions/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Versions")
public class VersionResource {
  private final Caller caller;
  private final FindVersion findVersion;
  private final ReadVersionFiles files;

  VersionResource(Caller caller, FindVersion findVersion, ReadVersionFiles files) {
    this.caller = caller;
    this.findVersion = findVersion;
    this.files = files;
  }

  /// An entry of a version: a file, a reference, or (only when a folder is browsed) a folder.
  @Schema(name = "VersionFile")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record FileBody(
      String path,
      @Nullable Long size,
      @Nullable String digest,
      @Nullable String ref,
      @Nullable String checksum,
      @Nullable Boolean folder) {
    static FileBody of(ManifestEntry entry) {
      return switch (entry) {
        case FileEntry(var path, var size, Digest digest) ->
            new FileBody(path.text(), size, digest.toString(), null, null, null);
        case ReferenceEntry(var path, var size, var uri, var checksum) ->
            new FileBody(
                path.text(),
                size.isPresent() ? (Long) size.getAsLong() : null,
                null,
                uri,
                checksum.orElse(null),
                null);
      };
    }

    static FileBody of(FolderItem item) {
      return switch (item) {
        case FolderItem.File(var entry) -> of(entry);
        case FolderItem.Folder(var path) -> new FileBody(path.text(), null, null, null, null, true);
      };
    }
  }

  @GET
  @RolesAllowed("read")
  @Operation(
      summary = "Show a version by its identity",
      description = "The version object that resolve answers.")
  public RestResponse<VersionBody> show(
      @PathParam("id") String id, @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
    return VersionAnswer.unlessKnown(
        findVersion.run(caller.principal(), versionId(id)), ifNoneMatch);
  }

  @GET
  @Path("files")
  @RolesAllowed("read")
  @Operation(
      summary = "List the files of a version",
      description = "In the order of their paths' UTF-8 bytes, as in the manifest.")
  public PageBody<FileBody> list(
      @PathParam("id") String id,
      @Parameter(description = "Only what lies below this folder, at any depth")
          @QueryParam("prefix")
          @Nullable String prefix,
      @Parameter(description = "Only what lies directly in this folder; empty for the top")
          @QueryParam("folder")
          @Nullable String folder,
      @Context UriInfo uri,
      @BeanParam PageQuery page) {
    // An empty parameter, which asks for the top, is not the same as none.
    if (uri.getQueryParameters().containsKey("folder")) {
      var in = plain(Optional.ofNullable(folder).orElse(""));
      return PageBody.of(
          files.browse(caller.principal(), versionId(id), in, page.toRequest()), FileBody::of);
    }
    var below = plain(Optional.ofNullable(prefix).orElse(""));
    return PageBody.of(
        files.list(caller.principal(), versionId(id), below, page.toRequest()), FileBody::of);
  }

  static VersionId versionId(String id) {
    return new VersionId(Parsed.id("the version asked for", id));
  }

  private static String plain(String folder) {
    return folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
  }
}
