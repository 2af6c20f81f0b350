// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cairn.core.artifact.AliasMove;
import io.cairn.core.artifact.VersionView;
import io.cairn.core.name.Label;
import io.cairn.core.name.Name;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A version on the wire, as it stands in one collection.
@Schema(name = "Version", description = "A version at its home, or as a link in a registered model")
record VersionBody(
    @Schema(examples = "models/digits:v3") String ref,
    @Schema(examples = "models/digits") String path,
    @Schema(examples = "v3") String version,
    long index,
    @Schema(examples = "model") String type,
    @Schema(description = "SHA-256 of the manifest") String digest,
    @Schema(description = "Sum of the files, in bytes") long size,
    long files,
    long references,
    List<String> aliases,
    List<String> tags,
    String description,
    Map<String, @Nullable Object> metadata,
    Instant createdAt,
    String createdBy,
    @Schema(description = "Of this place: the home, or the link") String id,
    @Schema(description = "Of the version, the same wherever it is linked") String versionId,
    @Schema(description = "Where a link comes from, if the caller may read that")
        @Nullable Source source,
    @Schema(description = "The run that made it, if the caller may read that") @Nullable Maker run,
    @Schema(
            description = "Deleted only in an answer from the history of an alias",
            enumeration = {"live", "deleted"})
        String state,
    Links links,
    @Schema(description = "Only in the answer to a commit or link: whether it is new")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Boolean created,
    @Schema(
            description =
                "Only where the history of an alias was asked: the move that had brought it there")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Moved moved) {
  /// How an alias had come to a version.
  @Schema(name = "VersionMoved")
  record Moved(
      @Schema(examples = "production") String alias,
      Instant at,
      @Schema(description = "Null if the system moved it") @Nullable String by,
      String reason,
      @Schema(description = "Where it was before; null if nowhere", examples = "v2")
          @Nullable String from) {
    static Moved of(AliasMove move) {
      var from = move.from();
      return new Moved(
          move.alias().text(),
          move.movedAt(),
          move.movedBy().map(Name::text).orElse(null),
          move.reason(),
          from.isPresent() ? "v" + from.getAsLong() : null);
    }
  }

  /// The home of a linked version.
  @Schema(name = "VersionSource")
  record Source(String path, String version) {}

  /// The run that made a version.
  @Schema(name = "VersionRun")
  record Maker(String path, @Nullable String title) {}

  /// Where to go on.
  @Schema(name = "VersionLinks")
  record Links(String manifest, String files, String blobs) {}

  static VersionBody of(VersionView view) {
    return of(view, null);
  }

  static VersionBody of(VersionView view, @Nullable Boolean created) {
    return of(view, created, null);
  }

  static VersionBody of(VersionView view, @Nullable Boolean created, @Nullable AliasMove moved) {
    var root = "/api/v1/versions/" + view.version().value();
    return new VersionBody(
        view.ref(),
        view.path().toString(),
        "v" + view.index(),
        view.index(),
        view.type().text(),
        view.digest().toString(),
        view.sizeBytes(),
        view.files(),
        view.references(),
        view.aliases().stream().map(Label::text).toList(),
        view.tags().stream().map(Label::text).toList(),
        view.description(),
        view.metadata().members(),
        view.createdAt(),
        view.createdBy().text(),
        view.id().value().toString(),
        view.version().value().toString(),
        view.source().map(s -> new Source(s.path().toString(), "v" + s.index())).orElse(null),
        view.run().map(r -> new Maker(r.path(), r.title().orElse(null))).orElse(null),
        view.isDeleted() ? "deleted" : "live",
        new Links(root + "/manifest", root + "/files", root + "/blobs/"),
        created,
        moved == null ? null : Moved.of(moved));
  }
}
