// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.core.audit.ToldEvent;
import io.cairn.core.name.Name;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An event on the wire.
@Schema(name = "Event", description = "One fact that happened")
record EventBody(
    @Schema(description = "Its place in the stream") long seq,
    String id,
    @Schema(examples = "alias.moved") String kind,
    Instant at,
    @Schema(description = "Who did it; null if the system did it by itself") @Nullable String actor,
    @Schema(
            description =
                "Where it happened, by present name: team, registry, project, collection, model or"
                    + " run; null for what concerns the installation",
            examples = "models/digits")
        @Nullable String path,
    @Schema(examples = "run") String subjectKind,
    String subjectId,
    Map<String, @Nullable Object> data) {
  static EventBody of(ToldEvent event) {
    return new EventBody(
        event.seq(),
        event.id().toString(),
        event.kind(),
        event.at(),
        event.actor().map(Name::text).orElse(null),
        event.place().orElse(null),
        event.subjectKind(),
        event.subjectId().toString(),
        event.data().members());
  }
}
