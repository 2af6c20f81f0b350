// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.run;

import io.cairn.api.http.JsonBodyLimit;
import io.cairn.api.security.Caller;
import io.cairn.api.wandb.place.Places;
import io.cairn.core.failure.Failure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The stream of a run of the SDK: history, system metrics, console, summary, and its end.
@Path("/files/{entity}/{project}/{run}/file_stream")
@Tag(name = "wandb")
public class FileStreamResource {
  private final Caller caller;
  private final Places places;
  private final FileStream stream;

  FileStreamResource(Caller caller, Places places, FileStream stream) {
    this.caller = caller;
    this.places = places;
    this.stream = stream;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed("write")
  @Operation(
      summary = "Take what a run of the wandb SDK writes",
      description =
          "Lines by their numbers: the same line again takes the place of the old one, so a request"
              + " may be sent again. A body may be packed with gzip; unpacked it has 16 MiB at most.")
  @RequestBody(
      content =
          @Content(
              mediaType = MediaType.APPLICATION_JSON,
              example =
                  "{\"files\":{\"wandb-history.jsonl\":{\"offset\":0,\"content\":"
                      + "[\"{\\\"loss\\\":0.5,\\\"_step\\\":0}\"]}}}"))
  public Map<String, Object> take(
      @PathParam("entity") String entity,
      @PathParam("project") String project,
      @PathParam("run") String run,
      @HeaderParam(HttpHeaders.CONTENT_ENCODING) @Nullable String coding,
      InputStream body) {
    var path = places.run(Optional.of(entity), Optional.of(project), run);
    try (var json = JsonBodyLimit.limited(unpacked(coding, body))) {
      stream.take(caller.principal(), path, FileStreamBody.read(json));
    } catch (IOException _) {
      throw new Failure.Invalid("body", "body.cut", "the body is cut off, or no gzip");
    }
    return Map.of();
  }

  private static InputStream unpacked(@Nullable String coding, InputStream body)
      throws IOException {
    return switch (coding == null
        ? "identity"
        : coding.strip().toLowerCase(java.util.Locale.ROOT)) {
      case "identity" -> body;
      case "gzip" -> new GZIPInputStream(body);
      default ->
          throw new Failure.Invalid(
              HttpHeaders.CONTENT_ENCODING,
              "content-encoding.gzip",
              "packed by gzip or not at all");
    };
  }
}
