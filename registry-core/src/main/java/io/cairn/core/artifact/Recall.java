// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;
import java.time.Instant;

/// A word that a version must not be used any more. Its bytes stay: who names it by its index or
/// digest gets it, and is told; names that may move (aliases, `latest`) no longer lead to it.
///
/// @param by who spoke it
public record Recall(String reason, Instant at, Name by) {
  /// @param ref the version, `models/digits:v6`
  /// @param version its index, `v6`
  Failure.Conflict refusal(String ref, String version) {
    return new Failure.Conflict(
        "version.recalled",
        "'%s' was recalled at %s by %s: %s".formatted(ref, at, by, reason),
        version);
  }
}
