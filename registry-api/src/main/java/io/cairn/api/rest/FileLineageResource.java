// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.PageQuery;
import io.cairn.api.security.Caller;
import io.cairn.core.content.Digest;
import io.cairn.core.failure.Failure;
import io.cairn.core.lineage.Direction;
import io.cairn.core.lineage.LineageQuestion;
import io.cairn.core.name.FilePath;
import io.cairn.core.name.Reference;
import io.cairn.core.run.RunPath;
import io.cairn.core.trace.TraceFile;
import io.cairn.core.trace.TraceQuestion;
import io.cairn.core.trace.TraceQuestion.Origin;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What a file, a version or a run has touched.
@Path("/api/v1/lineage/file")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Lineage")
public class FileLineageResource {
  private final Caller caller;
  private final TraceFile traceFile;

  FileLineageResource(Caller caller, TraceFile traceFile) {
    this.caller = caller;
    this.traceFile = traceFile;
  }

  @GET
  @RolesAllowed("read")
  @Operation(
      summary = "Trace a file, a version or a run",
      description =
          "From the versions that hold the file of `digest`, or the file at `path` in the version"
              + " `ref`; or from the whole version `ref`, or the run of `run`: what was made of it,"
              + " and which aliases point at any of that or ever did. Versions that the caller may"
              + " not read neither show nor count. Pages go over the versions that hold the file.")
  public FileLineageBody trace(
      @Parameter(
              description = "SHA-256 of a file, or of a version.",
              example = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
          @QueryParam("digest")
          @Nullable String digest,
      @Parameter(example = "vision/digits/training-data:v3") @QueryParam("ref")
          @Nullable String ref,
      @Parameter(description = "Of a file in `ref`.", example = "data/a.parquet")
          @QueryParam("path")
          @Nullable String path,
      @Parameter(example = "vision/digits/runs/baseline-1") @QueryParam("run") @Nullable String run,
      @Parameter(description = "down (to what came of it, default), up, or both.")
          @QueryParam("direction")
          @Nullable String direction,
      @Parameter(description = "How many edges away, 1 to 50; 10 if missing.") @QueryParam("depth")
          @Nullable String depth,
      @Parameter(
              description =
                  "true leaves out what leads to nothing that bears or bore an alias, and the"
                      + " alias `latest`; false if missing.")
          @QueryParam("onlyAliased")
          @Nullable String onlyAliased,
      @BeanParam PageQuery page) {
    var question =
        new TraceQuestion(
            origin(digest, ref, path, run),
            direction == null ? Direction.DOWN : Direction.of(direction),
            number("depth", depth, LineageQuestion.DEFAULT_DEPTH),
            truth("onlyAliased", onlyAliased),
            page.toRequest());
    return FileLineageBody.of(traceFile.run(caller.principal(), question));
  }

  private static Origin origin(
      @Nullable String digest, @Nullable String ref, @Nullable String path, @Nullable String run) {
    if (Stream.of(digest, ref, run).filter(Objects::nonNull).count() != 1) {
      throw new Failure.Invalid(
          "digest", "lineage.root", "one of digest, ref and run is required, and only one");
    }
    if (path != null && ref == null) {
      throw new Failure.Invalid("path", "lineage.path", "path needs the ref of a version");
    }
    if (digest != null) {
      return new Origin.Content(Digest.parse(digest));
    }
    if (ref == null) {
      return new Origin.Execution(RunPath.parse("run", Given.required("run", run)));
    }
    var version = Reference.parse(ref);
    return path == null ? new Origin.Whole(version) : new Origin.File(version, new FilePath(path));
  }

  static int number(String field, @Nullable String given, int whenMissing) {
    try {
      return given == null ? whenMissing : Integer.parseInt(given);
    } catch (NumberFormatException _) {
      throw new Failure.Invalid(field, field + ".range", field + " must be a whole number");
    }
  }

  private static boolean truth(String field, @Nullable String given) {
    return switch (given) {
      case null -> false;
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new Failure.Invalid(field, field + ".grammar", field + " must be true or false");
    };
  }
}
