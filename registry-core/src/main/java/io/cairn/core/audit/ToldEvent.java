// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.audit;

import io.cairn.core.json.JsonObject;
import io.cairn.core.name.Name;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// An event as it is told to a reader.
///
/// @param seq its place in the stream
/// @param actor who did it, by present name; empty when the system did it by itself
/// @param place where it happened, by present name: team, registry, project, collection, model or
///   run; empty for what concerns the installation
public record ToldEvent(
    long seq,
    UUID id,
    String kind,
    Instant at,
    Optional<Name> actor,
    Optional<String> place,
    String subjectKind,
    UUID subjectId,
    JsonObject data) {}
