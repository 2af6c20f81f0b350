// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cairn.core.artifact.AliasMove;
import io.cairn.core.artifact.Recall;
import io.cairn.core.artifact.ResolveReference;
import io.cairn.core.artifact.VersionView;
import io.cairn.core.name.Label;
import io.cairn.core.name.Name;
import io.cairn.core.project.Deleted;
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
    @Schema(
            description =
                "A time to live of its own, from its making; 0: without end. Null: as keep rules say")
        @Nullable Long ttlSeconds,
    @Schema(description = "When that time is over, unless something keeps the version")
        @Nullable Instant expiresAt,
    Instant createdAt,
    String createdBy,
    @Schema(description = "Of this place: the home, or the link") String id,
    @Schema(description = "Of the version, the same wherever it is linked") String versionId,
    @Schema(description = "Where a link comes from, if the caller may read that")
        @Nullable Source source,
    @Schema(description = "The run that made it, if the caller may read that") @Nullable Maker run,
    @Schema(
            description =
                "Deleted only in an answer from the history of an alias, and in the list of what is"
                    + " deleted",
            enumeration = {"live", "deleted"})
        String state,
    @Schema(description = "Only there if it is recalled: it must not be used any more")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Recalled recalled,
    @Schema(description = "Only there if it is deleted") @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Instant deletedAt,
    @Schema(description = "Only in the list of what is deleted: till when it can be brought back")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Instant restorableUntil,
    @Schema(
            description =
                "Only in an answer from the history of an alias, and true, if the version was"
                    + " deleted or the alias removed since")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Boolean deleted,
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

  /// Why, since when and by whom a version is recalled.
  @Schema(name = "VersionRecall")
  record Recalled(String reason, Instant at, String by) {
    static Recalled of(Recall recall) {
      return new Recalled(recall.reason(), recall.at(), recall.by().text());
    }
  }

  /// Where to go on.
  @Schema(name = "VersionLinks")
  record Links(String manifest, String files, String blobs) {}

  static VersionBody of(VersionView view) {
    return of(view, null);
  }

  static VersionBody of(VersionView view, @Nullable Boolean created) {
    return of(view, created, null, null, null);
  }

  static VersionBody deleted(Deleted<VersionView> deleted) {
    return of(deleted.what(), null, null, null, deleted.restorableUntil());
  }

  /// @param moved how an alias had come there
  static VersionBody inHistory(ResolveReference.Resolved resolved, @Nullable AliasMove moved) {
    return of(resolved.version(), null, moved, resolved.isGone() ? Boolean.TRUE : null, null);
  }

  private static VersionBody of(
      VersionView view,
      @Nullable Boolean created,
      @Nullable AliasMove moved,
      @Nullable Boolean isGone,
      @Nullable Instant restorableUntil) {
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
        view.ttl().isOwn() ? view.ttl().seconds() : null,
        view.isLink() ? null : view.ttl().end(view.createdAt()).orElse(null),
        view.createdAt(),
        view.createdBy().text(),
        view.id().value().toString(),
        view.version().value().toString(),
        view.source().map(s -> new Source(s.path().toString(), "v" + s.index())).orElse(null),
        view.run().map(r -> new Maker(r.path(), r.title().orElse(null))).orElse(null),
        view.isDeleted() ? "deleted" : "live",
        view.recall().map(Recalled::of).orElse(null),
        view.deletedAt().orElse(null),
        restorableUntil,
        isGone,
        new Links(root + "/manifest", root + "/files", root + "/blobs/"),
        created,
        moved == null ? null : Moved.of(moved));
  }
}
