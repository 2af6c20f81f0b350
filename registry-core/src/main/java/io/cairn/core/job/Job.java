// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.job;

import io.cairn.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A piece of long work, as it stands.
///
/// @param subject what it is about, where several of a kind may be open; `""` for the installation
/// @param options what was asked for
/// @param place where to go on, in the words of the work; `""` at the beginning
/// @param report what was found so far
/// @param requestedBy empty if it was its time
public record Job(
    UUID id,
    JobKind kind,
    String subject,
    JobState state,
    JsonObject options,
    String place,
    JsonObject report,
    Tally tally,
    Optional<UUID> requestedBy,
    Instant createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    boolean isStopAsked) {}
