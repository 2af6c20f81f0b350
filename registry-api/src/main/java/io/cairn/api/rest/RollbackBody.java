// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cairn.core.artifact.RollBackAlias;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Selector;
import java.util.List;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What a rollback did, or would do.
@Schema(name = "Rollback")
record RollbackBody(
    @Schema(examples = "models/digits") String path,
    @Schema(examples = "production") String alias,
    @Schema(description = "Null if it had been removed", examples = "v3") @Nullable String from,
    @Schema(examples = "v2") String to,
    @Schema(description = "Former holders that were passed over, newest first; at most 20")
        List<SkippedBody> skipped,
    String reason,
    boolean dryRun,
    @Schema(description = "The alias after the move; not there after a dry run")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable AliasBody now) {
  /// The rollback to do.
  @Schema(
      name = "RollbackAsked",
      examples = "{\"expected\":\"v3\",\"reason\":\"errors in the evening\"}")
  record Asked(
      @Schema(description = "A version that held the alias before", examples = "v2")
          @Nullable String to,
      @Schema(description = "Where it must be now: `v3`, or `none`", examples = "v3")
          @Nullable String expected,
      @Schema(description = "For the history; required for a protected alias")
          @Nullable String reason,
      @Schema(description = "Only tell what would be done") @Nullable Boolean dryRun) {
    OptionalLong target() {
      if (to == null) {
        return OptionalLong.empty();
      }
      if (Selector.INDEX.matcher(to).matches()
          && Selector.parse(to) instanceof Selector.ByIndex(var index)) {
        return OptionalLong.of(index);
      }
      throw new Failure.Invalid("to", "to.grammar", "to must be a version such as v2");
    }
  }

  /// A former holder that was passed over.
  @Schema(name = "RollbackSkipped")
  record SkippedBody(
      @Schema(examples = "v4") String version,
      @Schema(
              description = "`deleted` if it is both",
              enumeration = {"deleted", "recalled"})
          String state) {
    static SkippedBody of(RollBackAlias.Skipped skipped) {
      return new SkippedBody("v" + skipped.index(), skipped.isDeleted() ? "deleted" : "recalled");
    }
  }

  static RollbackBody of(RollBackAlias.Command command, RollBackAlias.RolledBack done) {
    return new RollbackBody(
        command.path().toString(),
        command.alias().text(),
        done.from().isPresent() ? "v" + done.from().getAsLong() : null,
        "v" + done.to(),
        done.skipped().stream().map(SkippedBody::of).toList(),
        command.reason(),
        command.isDryRun(),
        command.isDryRun() ? null : done.now().map(AliasBody::of).orElse(null));
  }
}
