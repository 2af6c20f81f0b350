// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.event;

import io.cairn.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One fact that happened. `kind` is `noun.verb-ed` (`alias.moved`); `seq` is its place in the
/// stream; `data` holds before and after. Actor and key are ids: names live elsewhere.
public record Event(
    long seq,
    UUID id,
    String kind,
    Instant at,
    @Nullable UUID actorId,
    @Nullable UUID keyId,
    @Nullable UUID namespaceId,
    String subjectKind,
    UUID subjectId,
    JsonObject data) {}
