// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cairn.core.artifact.CompareVersions.Comparison;
import io.cairn.core.content.ComparisonTotals;
import io.cairn.core.content.ManifestChange;
import io.cairn.core.content.ManifestChange.Added;
import io.cairn.core.content.ManifestChange.Changed;
import io.cairn.core.content.ManifestChange.Removed;
import io.cairn.core.content.ManifestEntry;
import io.cairn.core.content.ManifestEntry.FileEntry;
import io.cairn.core.content.ManifestEntry.ReferenceEntry;
import io.cairn.core.name.FilePath;
import io.cairn.core.page.Cursor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The changes from one version to another on the wire.
@Schema(name = "Diff")
record DiffBody(
    VersionBody from, VersionBody to, Totals totals, List<Item> items, @Nullable String next) {
  /// What all changes amount to, on this page or not.
  @Schema(name = "DiffTotals")
  record Totals(
      long added,
      long removed,
      @Schema(description = "Same path, other content") long changed,
      long unchanged,
      @Schema(description = "Added paths with the bytes of a removed one; null: too many to tell")
          @Nullable Long moved,
      @Schema(description = "Of added files, and of changed ones as they are in `to`")
          long bytesAdded,
      @Schema(description = "Of removed files, and of changed ones as they were in `from`")
          long bytesRemoved) {
    static Totals of(ComparisonTotals totals) {
      return new Totals(
          totals.added(),
          totals.removed(),
          totals.changed(),
          totals.unchanged(),
          totals.moves().map(moves -> (long) moves.size()).orElse(null),
          totals.bytesAdded(),
          totals.bytesRemoved());
    }
  }

  /// One path.
  @Schema(name = "DiffItem")
  record Item(
      String path,
      @Schema(enumeration = {"added", "removed", "changed"}) String change,
      @Nullable Side before,
      @Nullable Side after,
      @Schema(description = "Where the bytes of an added path were")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable String movedFrom,
      @Schema(description = "Where the bytes of a removed path are")
          @JsonInclude(JsonInclude.Include.NON_NULL)
          @Nullable String movedTo) {}

  /// What a path has in one of the versions: a file, or a reference.
  @Schema(name = "DiffSide")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Side(
      @Nullable Long size,
      @Nullable String digest,
      @Nullable String ref,
      @Nullable String checksum) {
    static Side of(ManifestEntry entry) {
      return switch (entry) {
        case FileEntry(_, var size, var digest) -> new Side(size, digest.toString(), null, null);
        case ReferenceEntry(_, var size, var uri, var checksum) ->
            new Side(
                size.isPresent() ? (Long) size.getAsLong() : null,
                null,
                uri,
                checksum.orElse(null));
      };
    }
  }

  static DiffBody of(Comparison comparison) {
    var from = comparison.totals().moves().orElse(Map.of());
    var to = new HashMap<FilePath, FilePath>();
    from.forEach((path, former) -> to.put(former, path));
    return new DiffBody(
        VersionBody.of(comparison.from()),
        VersionBody.of(comparison.to()),
        Totals.of(comparison.totals()),
        comparison.changes().items().stream().map(change -> item(change, from, to)).toList(),
        comparison.changes().next().map(Cursor::wire).orElse(null));
  }

  private static Item item(
      ManifestChange change, Map<FilePath, FilePath> from, Map<FilePath, FilePath> to) {
    var path = change.path().text();
    return switch (change) {
      case Added(var is) ->
          new Item(path, "added", null, Side.of(is), text(from.get(is.path())), null);
      case Removed(var was) ->
          new Item(path, "removed", Side.of(was), null, null, text(to.get(was.path())));
      case Changed(var was, var is) ->
          new Item(path, "changed", Side.of(was), Side.of(is), null, null);
    };
  }

  private static @Nullable String text(@Nullable FilePath path) {
    return path == null ? null : path.text();
  }
}
