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
import io.cairn.core.run.AppendHistory;
import io.cairn.core.run.HistoryRecord;
import io.cairn.core.run.ReadHistory;
import io.cairn.core.run.RunPath;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What a run measured, line by line.
@Path("/api/v1/teams/{team}/projects/{project}/runs/{run}/history")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Runs")
public class RunHistoryResource {
  private final Caller caller;
  private final AppendHistory appendHistory;
  private final ReadHistory readHistory;
  private final ObjectReader bodies;

  RunHistoryResource(
      Caller caller, AppendHistory appendHistory, ReadHistory readHistory, ObjectMapper mapper) {
    this.caller = caller;
    this.appendHistory = appendHistory;
    this.readHistory = readHistory;
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
      InputStream body)
      throws IOException {
    HistoryBody history = bodies.readValue(JsonBodyLimit.limited(body));
    var given = Given.body(history);
    var appended =
        appendHistory.run(
            caller.principal(),
            RunPath.of(team, project, run),
            stream(given.stream()),
            given.toRecords());
    return new AppendedBody(appended.lines(), appended.nextLine());
  }

  @GET
  @RolesAllowed("read")
  @Operation(
      summary = "Read records",
      description =
          "By line. A page may hold fewer records than its limit and still have a next one.")
  public PageBody<RecordBody> read(
      @PathParam("team") String team,
      @PathParam("project") String project,
      @PathParam("run") String run,
      @Parameter(description = "`metrics` if missing.") @QueryParam("stream")
          @Nullable String stream,
      @Parameter(
              description =
                  "Names with commas between: only these values, of records that have one of them.",
              example = "loss,accuracy")
          @QueryParam("keys")
          List<String> keys,
      @BeanParam PageQuery page) {
    var records =
        readHistory.run(
            caller.principal(),
            RunPath.of(team, project, run),
            stream(stream),
            split(keys),
            page.toRequest());
    return PageBody.of(records, RecordBody::of);
  }

  /// How many lines were written, and the line that the next record without one gets.
  @Schema(name = "HistoryAppended")
  record AppendedBody(int lines, long next) {}

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

  private static Set<String> split(List<String> keys) {
    return keys.stream()
        .flatMap(joined -> Arrays.stream(joined.split(",")))
        .filter(key -> !key.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}
