// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.api.security.Caller;
import io.cairn.api.wandb.file.VerifiedAnswer;
import io.cairn.core.artifact.ReadVersionFiles;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.Md5;
import io.cairn.core.draft.FindSums;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Bytes of an artifact by their MD5, with a key: the SDK falls back on it where a signed URL has
/// expired, and takes single files so. The MD5 is looked for in that artifact alone.
@Path("/artifactsV2/{path:.+}")
@Tag(name = "wandb")
public class ArtifactBytesResource {
  /// Region, entity, project, collection, artifact, birth artifact, sum, name.
  private static final int PARTS = 8;

  private final Caller caller;
  private final ArtifactIds ids;
  private final FindSums sums;
  private final ReadVersionFiles files;
  private final BlobStore store;

  ArtifactBytesResource(
      Caller caller, ArtifactIds ids, FindSums sums, ReadVersionFiles files, BlobStore store) {
    this.caller = caller;
    this.ids = ids;
    this.sums = sums;
    this.files = files;
    this.store = store;
  }

  @GET
  @Produces(MediaType.WILDCARD)
  @RolesAllowed("read")
  @Operation(
      summary = "Read bytes of an artifact by their MD5",
      description =
          "Of the wandb SDK: `region/entity/project/collection/artifact/birth artifact/md5/name`.")
  public Response get(@PathParam("path") String path, @Context HttpHeaders headers) {
    var parts = path.split("/", PARTS);
    if (parts.length < PARTS) {
      throw new Failure.NotFound("the file asked for");
    }
    var version = ids.version(parts[4]).version();
    var digest =
        sums.in(caller.principal(), version, new Md5(parts[6]))
            .orElseThrow(() -> new Failure.NotFound("the file asked for"));
    var file = files.blob(caller.principal(), version, digest);
    return new VerifiedAnswer(store, file.digest(), file.sizeBytes(), parts[7]).to(headers);
  }
}
