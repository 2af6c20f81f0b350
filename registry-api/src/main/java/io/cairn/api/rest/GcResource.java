// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.PageBody;
import io.cairn.api.http.PageQuery;
import io.cairn.api.security.Caller;
import io.cairn.core.job.JobKind;
import io.cairn.core.retention.ListGarbage;
import io.cairn.core.retention.ReadJobs;
import io.cairn.core.retention.StartGc;
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
import java.util.List;
import java.util.OptionalDouble;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// Removing bytes that nothing needs.
@Path("/api/v1/gc")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Upkeep")
public class GcResource {
  private final Caller caller;
  private final StartGc startGc;
  private final ReadJobs readJobs;
  private final StopJob stopJob;
  private final ListGarbage listGarbage;

  GcResource(
      Caller caller, StartGc startGc, ReadJobs readJobs, StopJob stopJob, ListGarbage listGarbage) {
    this.listGarbage = listGarbage;
    this.caller = caller;
    this.startGc = startGc;
    this.readJobs = readJobs;
    this.stopJob = stopJob;
  }

  /// How to collect.
  @Schema(name = "NewGc", examples = "{\"dryRun\":true}")
  record NewGc(
      @Schema(description = "Only say what would go, and why the rest stays")
          @Nullable Boolean dryRun,
      @Schema(description = "Most that may go, 0 to 1, in the place of the setting")
          @Nullable Double allowFraction) {}

  /// A blob that nothing needs.
  @Schema(
      name = "Garbage",
      examples =
          "{\"digest\":"
              + "\"sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\","
              + "\"size\":4711,\"next\":\"remove\",\"versions\":[\"vision/digits/data:v0\"]}")
  record GarbageBody(
      String digest,
      long size,
      @Schema(description = "doom (to the trash), trash (waits there) or remove") String next,
      @Schema(description = "Deleted ones that held it; at most 100") List<String> versions) {
    static GarbageBody of(ListGarbage.Garbage garbage) {
      return new GarbageBody(
          garbage.digest().toString(),
          garbage.sizeBytes(),
          garbage.need().text(),
          garbage.versions());
    }
  }

  @POST
  @ResponseStatus(202)
  @RolesAllowed("admin")
  @Operation(
      summary = "Collect garbage: remove the bytes that nothing needs",
      description =
          "In the background; goes on after a restart. `report.plan` says how much is kept for what"
              + " reason, what goes to the trash and what goes for good. Ends as failed with the"
              + " code `gc.fraction` if more would go than may. Installation admins only. 409"
              + " `job.open` if a collection is under way.")
  public JobBody start(@Nullable NewGc body) {
    var dryRun = body != null && Boolean.TRUE.equals(body.dryRun());
    var fraction =
        body == null || body.allowFraction() == null
            ? OptionalDouble.empty()
            : OptionalDouble.of(body.allowFraction());
    return JobBody.of(startGc.run(caller.principal(), dryRun, fraction));
  }

  @GET
  @RolesAllowed("admin")
  @Operation(
      summary = "Show how far the collection is",
      description =
          "The one under way, or the last one. For admins and auditors of the installation.")
  public JobBody find() {
    return JobBody.of(readJobs.latest(caller.principal(), JobKind.GC));
  }

  @DELETE
  @RolesAllowed("admin")
  @Operation(
      summary = "Stop the collection",
      description = "What is removed stays removed. Nothing to stop is no error.")
  public void stop() {
    stopJob.run(caller.principal(), JobKind.GC);
  }

  @GET
  @Path("blobs")
  @RolesAllowed("admin")
  @Operation(
      summary = "List the blobs that nothing needs",
      description =
          "As they stand now, with what the next collection does to each, and the deleted versions"
              + " that held them. For admins and auditors of the installation.")
  public PageBody<GarbageBody> blobs(@BeanParam PageQuery page) {
    return PageBody.of(listGarbage.run(caller.principal(), page.toRequest()), GarbageBody::of);
  }

  @GET
  @Path("jobs")
  @RolesAllowed("admin")
  @Operation(summary = "List collections", description = "Newest first.")
  public PageBody<JobBody> jobs(@BeanParam PageQuery page) {
    return PageBody.of(
        readJobs.page(caller.principal(), JobKind.GC, page.toRequest()), JobBody::of);
  }
}
