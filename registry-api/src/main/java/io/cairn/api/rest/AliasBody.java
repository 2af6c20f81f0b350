// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.core.artifact.AliasMove;
import io.cairn.core.artifact.AliasView;
import io.cairn.core.name.Name;
import java.time.Instant;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An alias on the wire.
@Schema(name = "Alias")
record AliasBody(
    @Schema(examples = "production") String alias,
    @Schema(examples = "v3") String version,
    String digest,
    Instant movedAt,
    @Schema(description = "Null if the system moved it") @Nullable String movedBy,
    @Schema(description = "Whether only the registry's admins may move it") boolean isProtected,
    @Schema(description = "Whether the system keeps it, as it does `latest`") boolean isSystem) {
  static AliasBody of(AliasView view) {
    return new AliasBody(
        view.alias().text(),
        "v" + view.index(),
        view.digest().toString(),
        view.movedAt(),
        view.movedBy().map(Name::text).orElse(null),
        view.isProtected(),
        view.isSystem());
  }

  /// One move in the history of an alias.
  @Schema(name = "AliasMove")
  record Move(
      String alias,
      @Schema(description = "Null if there was no such alias") @Nullable String from,
      @Schema(description = "Null if it was removed") @Nullable String to,
      Instant movedAt,
      @Nullable String movedBy,
      String reason) {
    static Move of(AliasMove move) {
      return new Move(
          move.alias().text(),
          version(move.from()),
          version(move.to()),
          move.movedAt(),
          move.movedBy().map(Name::text).orElse(null),
          move.reason());
    }

    private static @Nullable String version(OptionalLong index) {
      return index.isPresent() ? "v" + index.getAsLong() : null;
    }
  }
}
