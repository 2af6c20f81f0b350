// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.PageBody;
import io.cairn.api.http.PageQuery;
import io.cairn.api.security.Caller;
import io.cairn.core.job.JobKind;
import io.cairn.core.retention.ListDamagedBlobs;
import io.cairn.core.retention.ReadJobs;
import io.cairn.core.retention.StartScrub;
import io.cairn.core.retention.StopJob;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// Reading all blobs, and which are damaged.
@Path("/api/v1/scrub")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Upkeep", description = "Damaged bytes found, and bytes that nothing needs removed")
public class ScrubResource {
  private final Caller caller;
  private final StartScrub startScrub;
  private final ReadJobs readJobs;
  private final StopJob stopJob;
  private final ListDamagedBlobs listDamagedBlobs;

  ScrubResource(
      Caller caller,
      StartScrub startScrub,
      ReadJobs readJobs,
      StopJob stopJob,
      ListDamagedBlobs listDamagedBlobs) {
    this.caller = caller;
    this.startScrub = startScrub;
    this.readJobs = readJobs;
    this.stopJob = stopJob;
    this.listDamagedBlobs = listDamagedBlobs;
  }

  /// How to scrub.
  @Schema(name = "NewScrub", examples = "{\"bytesPerSecond\":100000000}")
  record NewScrub(
      @Schema(description = "In the place of the setting; 0 for as fast as it goes")
          @Nullable Long bytesPerSecond) {}

  /// A blob that nobody gets.
  @Schema(
      name = "DamagedBlob",
      examples =
          "{\"digest\":"
              + "\"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\","
              + "\"size\":4711,\"kind\":\"damaged\",\"foundAt\":\"2026-10-01T12:00:00Z\","
              + "\"versions\":[\"vision/digits/data:v0\"]}")
  record DamagedBody(
      String digest,
      long size,
      @Schema(description = "damaged (other bytes were found) or missing (none were)") String kind,
      Instant foundAt,
      @Schema(description = "That need it; at most 100") List<String> versions) {
    static DamagedBody of(ListDamagedBlobs.Damaged damaged) {
      var damage = damaged.damage();
      return new DamagedBody(
          damage.digest().toString(),
          damage.sizeBytes(),
          damage.kind().text(),
          damage.foundAt(),
          damaged.versions());
    }
  }

  @POST
  @ResponseStatus(202)
  @RolesAllowed("admin")
  @Operation(
      summary = "Scrub: read every blob and compare it with its digest",
      description =
          "In the background, at a bounded rate; goes on after a restart. A bad blob leaves service"
              + " at once. Installation admins only. 409 `job.open` if a scrub is under way.")
  public JobBody start(@Nullable NewScrub body) {
    var rate =
        body == null || body.bytesPerSecond() == null
            ? OptionalLong.empty()
            : OptionalLong.of(body.bytesPerSecond());
    return JobBody.of(startScrub.run(caller.principal(), rate));
  }

  @GET
  @RolesAllowed("admin")
  @Operation(
      summary = "Show how far the scrub is",
      description =
          "The one under way, or the last one. For admins and auditors of the installation.")
  public JobBody find() {
    return JobBody.of(readJobs.latest(caller.principal(), JobKind.SCRUB));
  }

  @DELETE
  @RolesAllowed("admin")
  @Operation(
      summary = "Stop the scrub",
      description = "What it found stays found. Nothing to stop is no error.")
  public void stop() {
    stopJob.run(caller.principal(), JobKind.SCRUB);
  }

  @GET
  @Path("jobs")
  @RolesAllowed("admin")
  @Operation(summary = "List scrubs", description = "Newest first.")
  public PageBody<JobBody> jobs(@BeanParam PageQuery page) {
    return PageBody.of(
        readJobs.page(caller.principal(), JobKind.SCRUB, page.toRequest()), JobBody::of);
  }

  @GET
  @Path("damaged-blobs")
  @RolesAllowed("admin")
  @Operation(
      summary = "List damaged blobs",
      description =
          "Those that nobody gets until the same bytes are sent again, with the versions that need"
              + " them. For admins and auditors of the installation.")
  public PageBody<DamagedBody> damaged(@BeanParam PageQuery page) {
    return PageBody.of(listDamagedBlobs.run(caller.principal(), page.toRequest()), DamagedBody::of);
  }
}
