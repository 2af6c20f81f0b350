// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.core.name.Name;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Which of the deleted ones to bring back, and under which name.
@Schema(name = "Undelete", examples = "{\"name\":\"classifier-2\"}")
record UndeleteBody(
    @Schema(description = "Its name from now on, if another one has the old by now")
        @Nullable String name,
    @Schema(description = "Which, if several of the name were deleted; the last if left out")
        @Nullable String id) {
  Optional<Name> newName() {
    return Optional.ofNullable(name).map(text -> Name.of("name", text));
  }

  Optional<UUID> which() {
    return Optional.ofNullable(id).map(text -> Parsed.id("the deleted one asked for", text));
  }

  static UndeleteBody orNothing(@Nullable UndeleteBody body) {
    return body == null ? new UndeleteBody(null, null) : body;
  }
}
