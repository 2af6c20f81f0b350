// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.NamespaceId;
import io.cairn.core.artifact.CollectionId;
import io.cairn.core.artifact.MembershipId;
import io.cairn.core.content.ManifestSummary;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.RunId;
import java.time.Instant;
import java.util.Optional;

/// A version under construction. It leases the bytes that it uses until it is committed, abandoned
/// or expired.
///
/// @param path of its collection, by the names of now
/// @param base a version whose bytes it may use, besides those of its own team or registry
/// @param manifest the one that was sent last
/// @param expiresAt grows with each use
public record Draft(
    DraftId id,
    CollectionId collection,
    CollectionPath path,
    NamespaceId namespace,
    Optional<RunId> run,
    Optional<MembershipId> base,
    DraftState state,
    String description,
    JsonObject metadata,
    Optional<ManifestSummary> manifest,
    Instant createdAt,
    Instant expiresAt) {}
