// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.core.artifact.Pull;
import io.cairn.core.name.CollectionPath;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Who has a version, on the wire.
@Schema(name = "Pull", description = "Somebody who pulled a version")
record PullBody(
    @Schema(examples = "ada") String user,
    @Schema(
            description = "Where it was pulled from; null if the caller may not read that",
            examples = "models/digits")
        @Nullable String path,
    @Schema(description = "By which name it was asked for", examples = "production")
        String selector,
    Instant firstAt,
    Instant lastAt,
    @Schema(description = "How often") long times) {
  static PullBody of(Pull pull) {
    return new PullBody(
        pull.user().text(),
        pull.place().map(CollectionPath::toString).orElse(null),
        pull.selector(),
        pull.firstAt(),
        pull.lastAt(),
        pull.times());
  }
}
