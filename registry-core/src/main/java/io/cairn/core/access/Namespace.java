// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.name.Name;
import io.cairn.core.name.Title;
import java.time.Instant;
import java.util.Optional;

/// A team or a registry: the unit of isolation, with members of its own.
///
/// @param isOpen whether every user of the installation may read it; only a registry can be open
public record Namespace(
    NamespaceId id,
    NamespaceKind kind,
    Name name,
    Optional<Title> title,
    boolean isOpen,
    Instant createdAt) {}
