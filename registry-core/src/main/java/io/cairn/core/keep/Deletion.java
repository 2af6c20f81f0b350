// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.keep;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Many versions deleted in one act.
///
/// @param kind `query`, `rule` or `ttl`
/// @param cause the query, or the rule and where it holds
/// @param begunBy name of the user; empty for the server's own work
/// @param undoneAt when they were brought back
public record Deletion(
    UUID id,
    UUID namespaceId,
    String namespace,
    String kind,
    String cause,
    long versions,
    Instant begunAt,
    Optional<String> begunBy,
    Optional<Instant> undoneAt) {}
