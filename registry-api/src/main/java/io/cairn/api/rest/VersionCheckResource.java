// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.PageBody;
import io.cairn.api.http.PageQuery;
import io.cairn.api.security.Caller;
import io.cairn.core.check.Finding;
import io.cairn.core.check.ReadVersionChecks;
import io.cairn.core.check.StartVersionCheck;
import io.cairn.core.check.StopVersionCheck;
import io.cairn.core.check.VersionCheck;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/// Whether the references of a version still lead to what was recorded, and its bytes are whole.
@Path("/api/v1/versions/{id}/checks/{what}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Checks", description = "Versions checked by the server, in the background")
public class VersionCheckResource {
  private final Caller caller;
  private final StartVersionCheck start;
  private final ReadVersionChecks read;
  private final StopVersionCheck stop;

  VersionCheckResource(
      Caller caller, StartVersionCheck start, ReadVersionChecks read, StopVersionCheck stop) {
    this.caller = caller;
    this.start = start;
    this.read = read;
    this.stop = stop;
  }

  /// An entry that is not as it should be.
  @Schema(
      name = "Finding",
      examples = "{\"path\":\"raw/a.tif\",\"kind\":\"changed\",\"text\":\"was changed: …\"}")
  record FindingBody(
      @Schema(description = "Of the entry; empty for the manifest") String path,
      @Schema(
              description =
                  "Of references changed, vanished, unreachable or refused (the server may not look"
                      + " there); of bytes damaged or unreadable")
          String kind,
      @Schema(description = "The second half of a sentence") String text) {
    static FindingBody of(Finding finding) {
      return new FindingBody(finding.path(), finding.kind().text(), finding.text());
    }
  }

  @POST
  @ResponseStatus(202)
  @RolesAllowed("write")
  @Operation(
      summary = "Check a version in the background",
      description =
          "`what` is `references` (does each still lead to what was recorded?) or `bytes` (does each"
              + " blob still hash to its digest?). Whoever may read the version. What the check"
              + " before it found is forgotten. 409 `job.open` if the same check is under way.")
  public JobBody start(@PathParam("id") String id, @PathParam("what") String what) {
    var version = VersionResource.versionId(id);
    return JobBody.of(start.run(caller.principal(), version, VersionCheck.of(what)));
  }

  @GET
  @RolesAllowed("read")
  @Operation(
      summary = "Show how far the check of a version is",
      description =
          "The one under way, or the last one. `blobs` counts entries; `report` how many were found"
              + " in which state. Whoever may read the version.")
  public JobBody find(@PathParam("id") String id, @PathParam("what") String what) {
    var version = VersionResource.versionId(id);
    return JobBody.of(read.latest(caller.principal(), version, VersionCheck.of(what)));
  }

  @DELETE
  @RolesAllowed("write")
  @Operation(
      summary = "Stop the check of a version",
      description =
          "What it found stays found. Who asked for it, and installation admins. Nothing to stop is"
              + " no error.")
  public void stop(@PathParam("id") String id, @PathParam("what") String what) {
    stop.run(caller.principal(), VersionResource.versionId(id), VersionCheck.of(what));
  }

  @GET
  @Path("findings")
  @RolesAllowed("read")
  @Operation(
      summary = "List what the check of a version found",
      description = "In the order of paths, at most 10,000; the counts of the report go on.")
  public PageBody<FindingBody> findings(
      @PathParam("id") String id, @PathParam("what") String what, @BeanParam PageQuery page) {
    return PageBody.of(
        read.findings(
            caller.principal(),
            VersionResource.versionId(id),
            VersionCheck.of(what),
            page.toRequest()),
        FindingBody::of);
  }
}
