// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.security.Caller;
import io.cairn.core.artifact.FindAliasMove;
import io.cairn.core.artifact.ResolveReference;
import io.cairn.core.name.Reference;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// Which version a reference means.
@Path("/api/v1/resolve")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Versions")
public class ResolveResource {
  private final Caller caller;
  private final ResolveReference resolve;
  private final FindAliasMove findAliasMove;

  ResolveResource(Caller caller, ResolveReference resolve, FindAliasMove findAliasMove) {
    this.caller = caller;
    this.resolve = resolve;
    this.findAliasMove = findAliasMove;
  }

  @GET
  @RolesAllowed("read")
  @Operation(
      summary = "Resolve a reference",
      description =
          "Always what holds now. `:alias~2026-10-01T12:00Z` asks what the alias pointed at then,"
              + " `:alias~1` what held it before; these also answer with a version that was deleted"
              + " since (`state`, `deleted`), and with who had moved the alias there (`moved`). An"
              + " alias at a recalled version answers 409 `version.recalled` with the reason; by index"
              + " or digest it is answered, with `recalled`. `If-None-Match` with the ETag answers"
              + " 304.")
  public RestResponse<VersionBody> resolve(
      @Parameter(
              description =
                  "team/project/collection or registry/model, then :alias, :v3 or @sha256:…",
              example = "models/digits:production")
          @QueryParam("ref")
          @Nullable String ref,
      @HeaderParam("If-None-Match") @Nullable String ifNoneMatch) {
    var reference = Reference.parse(Given.required("ref", ref));
    var resolved = resolve.withFate(caller.principal(), reference);
    var moved = findAliasMove.run(resolved.version(), reference.selector());
    return VersionAnswer.unlessKnown(resolved, moved, ifNoneMatch);
  }
}
