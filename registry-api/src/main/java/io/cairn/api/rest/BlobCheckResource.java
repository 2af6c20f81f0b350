// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.security.Caller;
import io.cairn.core.content.CheckBlob.Verdict;
import io.cairn.core.content.Digest;
import io.cairn.core.retention.CheckVersionBlob;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.Cache;

/// A reader's word that it got wrong bytes.
@Path("/api/v1/versions/{id}/blobs/{digest}/check")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Bytes")
public class BlobCheckResource {
  private final Caller caller;
  private final CheckVersionBlob checkVersionBlob;

  BlobCheckResource(Caller caller, CheckVersionBlob checkVersionBlob) {
    this.caller = caller;
    this.checkVersionBlob = checkVersionBlob;
  }

  /// What was found.
  @Schema(name = "BlobCheck", examples = "{\"state\":\"damaged\"}")
  record Check(
      @Schema(
              description =
                  "whole; damaged: nobody gets it from now on; unreadable: the store did not give"
                      + " it; checking: it is still being read")
          String state) {}

  @GET
  @RolesAllowed("read")
  @Operation(
      summary = "Check a blob of the version, since it came damaged",
      description =
          "The server reads it again at once, and says after at most ten seconds what it found. Our"
              + " clients ask this by themselves. Whoever may read the version."
              + " Not to be cached.")
  @Cache(noStore = true)
  public Check check(@PathParam("id") String id, @PathParam("digest") String digest) {
    var verdict =
        checkVersionBlob.run(
            caller.principal(), VersionResource.versionId(id), Digest.parse(digest));
    return new Check(verdict.map(BlobCheckResource::text).orElse("checking"));
  }

  private static String text(Verdict verdict) {
    return switch (verdict) {
      case WHOLE -> "whole";
      case DAMAGED, GONE -> "damaged";
      case UNREADABLE, BROKEN_OFF -> "unreadable";
    };
  }
}
