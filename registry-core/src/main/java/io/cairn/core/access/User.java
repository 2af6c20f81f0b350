// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.name.Name;
import io.cairn.core.name.Title;
import java.time.Instant;
import java.util.Optional;

/// A person or a service account. A disabled one keeps its rows and its name, and none of its keys
/// works.
public record User(
    UserId id,
    Name name,
    Optional<Title> title,
    UserKind kind,
    InstallationRole role,
    boolean isDisabled,
    Instant createdAt) {}
