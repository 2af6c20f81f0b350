// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.ContentDisposition;
import io.cairn.api.http.PageBody;
import io.cairn.api.http.PageQuery;
import io.cairn.api.security.Caller;
import io.cairn.core.failure.Failure;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import io.cairn.core.run.ConsoleLine;
import io.cairn.core.run.ReadConsole;
import io.cairn.core.run.RunPath;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What a run wrote to its console. It is written as records of the stream `console`.
@Path("/api/v1/teams/{team}/projects/{project}/runs/{run}/console")
@Tag(name = "Runs")
public class RunConsoleResource {
  private static final String TEXT = "text/plain;charset=UTF-8";

  private final Caller caller;
  private final ReadConsole readConsole;

  RunConsoleResource(Caller caller, ReadConsole readConsole) {
    this.caller = caller;
    this.readConsole = readConsole;
  }

  /// A line of the console.
  @Schema(
      name = "ConsoleLine",
      examples =
          "{\"line\":41,\"at\":\"2026-10-01T12:00:00Z\",\"stream\":\"stdout\",\"text\":\"epoch"
              + " 3\"}")
  record LineBody(
      long line,
      Instant at,
      @Schema(description = "stdout or stderr.") String stream,
      @Schema(description = "As it was written, with control sequences.") String text) {
    static LineBody of(ConsoleLine line) {
      return new LineBody(
          line.line(), line.at(), line.isError() ? "stderr" : "stdout", line.text());
    }
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed("read")
  @Operation(
      summary = "Read the console",
      description =
          "In the order of lines. A line that was written again, such as a progress bar, has its"
              + " last text.")
  public PageBody<LineBody> lines(
      @PathParam("team") String team,
      @PathParam("project") String project,
      @PathParam("run") String run,
      @Parameter(description = "Only lines behind this one", example = "41") @QueryParam("after")
          @Nullable String after,
      @Parameter(description = "The last so many lines, 1 to 10,000; on one page", example = "100")
          @QueryParam("tail")
          @Nullable String tail,
      @BeanParam PageQuery page) {
    var path = RunPath.of(team, project, run);
    if (tail != null) {
      var lines =
          readConsole.tail(caller.principal(), path, Math.clamp(number("tail", tail), 0, 1 << 20));
      return PageBody.of(new Page<>(lines, Optional.empty()), LineBody::of);
    }
    var request = page.toRequest();
    if (after != null && request.after().isEmpty()) {
      request = new PageRequest(request.limit(), Optional.of(Cursor.of(number("after", after))));
    }
    return PageBody.of(readConsole.run(caller.principal(), path, request), LineBody::of);
  }

  @GET
  @Produces(TEXT + ";qs=0.5")
  @RolesAllowed("read")
  @Operation(
      summary = "Read the console as text",
      description =
          "All of it, streamed, with control sequences; `download` makes browsers save it.")
  public Response text(
      @PathParam("team") String team,
      @PathParam("project") String project,
      @PathParam("run") String run,
      @Context UriInfo uri) {
    var actor = caller.principal();
    var path = RunPath.of(team, project, run);
    var first = readConsole.run(actor, path, request(Optional.empty()));
    StreamingOutput output =
        out -> {
          for (var page = first; ; page = readConsole.run(actor, path, request(page.next()))) {
            var text = new StringBuilder();
            page.items().forEach(line -> text.append(line.text()).append('\n'));
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            if (page.next().isEmpty()) {
              return;
            }
          }
        };
    var answer = Response.ok(output, TEXT).header("Content-Security-Policy", "sandbox");
    return uri.getQueryParameters().containsKey("download")
        ? answer
            .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment(run + ".log"))
            .build()
        : answer.build();
  }

  private static PageRequest request(Optional<Cursor> after) {
    return new PageRequest(PageRequest.MAX_LIMIT, after);
  }

  private static long number(String field, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException _) {
      throw new Failure.Invalid(field, field + ".range", field + " must be a whole number");
    }
  }
}
