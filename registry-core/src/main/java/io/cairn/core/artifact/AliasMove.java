// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.name.Label;
import io.cairn.core.name.Name;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// One move in the history of an alias: from an index (or from nothing) to an index (or to nothing,
/// when it was removed).
///
/// @param movedBy empty if the system moved it
public record AliasMove(
    Label alias,
    OptionalLong from,
    OptionalLong to,
    Instant movedAt,
    Optional<Name> movedBy,
    String reason) {}
