// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.name.Name;
import io.cairn.core.name.Title;
import java.time.Instant;
import java.util.Optional;

/// A user's role in one team or registry.
public record Member(Name user, Optional<Title> title, Role role, Instant addedAt) {}
