// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.core.content.Digest;
import io.cairn.core.name.Name;
import io.cairn.core.page.Cursor;
import io.cairn.core.trace.Bearer;
import io.cairn.core.trace.Trace;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What a file, a version or a run has touched, on the wire.
@Schema(
    name = "FileLineage",
    description =
        "Who holds a file, what was made of that, and which aliases bear or bore any of it")
record FileLineageBody(
    @Schema(description = "Of the file; null where a whole version or a run was asked for")
        @Nullable String digest,
    @Schema(
            description =
                "Ids of the nodes where the walk began: versions that hold the file, or the one"
                    + " version or run")
        List<String> roots,
    List<LineageBody.NodeBody> nodes,
    List<LineageBody.EdgeBody> edges,
    @Schema(description = "Aliases that are at a version of the graph, then those that were")
        List<BearerBody> bearers,
    @Schema(description = "Whether edges were left out; nodes with `more` say where") boolean more,
    @Schema(description = "Whether there are more than 5,000 bearers") boolean moreBearers,
    @Schema(description = "The `cursor` of the next versions that hold the file, or null")
        @Nullable String next) {

  /// One time in which an alias pointed at a version.
  @Schema(name = "Bearer", description = "One time in which an alias pointed at a version")
  record BearerBody(
      @Schema(description = "Of the collection or registered model", examples = "models/digits")
          String path,
      @Schema(enumeration = {"team", "registry"}) String place,
      @Schema(examples = "model") String type,
      @Schema(examples = "v3") String version,
      @Schema(examples = "production") String alias,
      @Schema(description = "The id of the version's node") String node,
      Instant from,
      @Schema(description = "When it was moved, removed or its place deleted; null if it holds")
          @Nullable Instant until,
      boolean current,
      @Schema(description = "Null if the system moved it") @Nullable String movedBy,
      String reason) {
    static BearerBody of(Bearer bearer) {
      return new BearerBody(
          bearer.path().toString(),
          bearer.place().text(),
          bearer.type().text(),
          "v" + bearer.index(),
          bearer.alias().text(),
          bearer.version().id().toString(),
          bearer.from(),
          bearer.until().orElse(null),
          bearer.isCurrent(),
          bearer.movedBy().map(Name::text).orElse(null),
          bearer.reason());
    }
  }

  static FileLineageBody of(Trace trace) {
    return new FileLineageBody(
        trace.digest().map(Digest::toString).orElse(null),
        trace.roots().stream().map(root -> root.id().toString()).toList(),
        LineageBody.nodes(trace.graph()),
        LineageBody.edges(trace.graph()),
        trace.bearers().stream().map(BearerBody::of).toList(),
        trace.graph().hasMore(),
        trace.hasMoreBearers(),
        trace.next().map(Cursor::wire).orElse(null));
  }
}
