// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.cairn.api.http.JsonBodyLimit;
import io.cairn.api.http.PageBody;
import io.cairn.api.http.PageQuery;
import io.cairn.api.security.Caller;
import io.cairn.core.name.Name;
import io.cairn.core.page.Cursor;
import io.cairn.core.run.AppendHistory;
import io.cairn.core.run.HistoryRecord;
import io.cairn.core.run.ReadHistory;
import io.cairn.core.run.RunPath;
import io.cairn.core.run.SampleHistory;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// What a run measured, line by line.
@Path("/api/v1/teams/{team}/projects/{project}/runs/{run}/history")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Runs")
public class RunHistoryResource {
  private final Caller caller;
  private final AppendHistory appendHistory;
  private final ReadHistory readHistory;
  private final SampleHistory sampleHistory;
  private final ObjectReader bodies;

  RunHistoryResource(
      Caller caller,
      AppendHistory appendHistory,
      ReadHistory readHistory,
      SampleHistory sampleHistory,
      ObjectMapper mapper) {
    this.caller = caller;
    this.appendHistory = appendHistory;
    this.readHistory = readHistory;
    this.sampleHistory = sampleHistory;
    // Clients in Python send bare NaN and Infinity for metrics; nothing else may (security rule
    // I6).
    this.bodies =
        mapper.readerFor(HistoryBody.class).with(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS);
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed("write")
  @Operation(
      summary = "Append records",
      description =
          "All records of a request are kept, or none. A line that is there gets the new record."
              + " Allowed after the end.")
  @RequestBody(
      required = true,
      content = @Content(schema = @Schema(implementation = HistoryBody.class)))
  public AppendedBody append(
      @PathParam("team") String team,
      @PathParam("project") String project,
      @PathParam("run") String run,
      @Parameter(description = RunWriters.DESCRIPTION) @HeaderParam(RunWriters.HEADER)
          @Nullable String writer,
      InputStream body)
      throws IOException {
    HistoryBody history = bodies.readValue(JsonBodyLimit.limited(body));
    var given = Given.body(history);
    var appended =
        appendHistory.run(
            caller.principal(),
            RunPath.of(team, project, run),
            stream(given.stream()),
            given.toRecords(),
            RunWriters.of(writer));
    return new AppendedBody(appended.lines(), appended.nextLine());
  }

  @GET
  @RolesAllowed("read")
  @Operation(
      summary = "Read records, or few points of each metric",
      description =
          "By line; a page may hold fewer records than its limit and still have a next one. With"
              + " `samples` the metrics are answered as few points, all in one answer: `minmax`"
              + " keeps the lowest and the highest of each stretch, so every spike; `lttb` what"
              + " looks most like the whole line.")
  @APIResponse(
      responseCode = "200",
      description = "A page of records; with `samples` points.",
      content = @Content(schema = @Schema(oneOf = {RecordPage.class, SampledBody.class})))
  public RestResponse<Object> read(
      @PathParam("team") String team,
      @PathParam("project") String project,
      @PathParam("run") String run,
      @BeanParam HistoryQuery query,
      @Parameter(description = "Most points of one metric, 2 to 10,000.", example = "500")
          @QueryParam("samples")
          @Nullable String samples,
      @Parameter(description = "`minmax` (if missing) or `lttb`.") @QueryParam("method")
          @Nullable String method,
      @BeanParam PageQuery page) {
    var actor = caller.principal();
    var path = RunPath.of(team, project, run);
    if (samples != null) {
      var sampled = sampleHistory.run(actor, path, query.sampled(samples, method));
      return RestResponse.ok(SampledBody.of(query.axis(), sampled));
    }
    var records = readHistory.run(actor, path, query.records(), page.toRequest());
    return RestResponse.ok(PageBody.of(records, RecordBody::of));
  }

  @GET
  @Produces(HistoryLines.TYPE + ";qs=0.5")
  @RolesAllowed("read")
  @Operation(
      summary = "Read all records as lines",
      description = "One JSON object a line, streamed; from `cursor` on if it is given.")
  public Response stream(
      @PathParam("team") String team,
      @PathParam("project") String project,
      @PathParam("run") String run,
      @BeanParam HistoryQuery query,
      @QueryParam("cursor") @Nullable String cursor) {
    var actor = caller.principal();
    var path = RunPath.of(team, project, run);
    var wanted = query.records();
    var lines =
        new HistoryLines(
            request -> readHistory.texts(actor, path, wanted, request),
            Optional.ofNullable(cursor).map(Cursor::parse));
    return Response.ok(lines, HistoryLines.TYPE).build();
  }

  /// How many lines were written, and the line that the next record without one gets.
  @Schema(name = "HistoryAppended")
  record AppendedBody(int lines, long next) {}

  /// For the OpenAPI document.
  @Schema(name = "HistoryPage")
  record RecordPage(List<RecordBody> items, @Nullable String next) {}

  /// One record of a stream.
  @Schema(name = "HistoryRecord")
  record RecordBody(long line, long step, Instant at, Map<String, @Nullable Object> values) {
    static RecordBody of(HistoryRecord entry) {
      return new RecordBody(entry.line(), entry.step(), entry.at(), entry.values().members());
    }
  }

  private static Name stream(@Nullable String given) {
    return given == null ? AppendHistory.METRICS : Name.of("stream", given);
  }
}
