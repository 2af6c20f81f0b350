// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Name;
import java.time.Instant;
import java.util.Optional;

/// Somebody has a version: pulled it, by its own word.
///
/// @param place where it was pulled from, its home or a link, if the caller may read that
/// @param selector by which name: an alias, `v3`, `latest`
/// @param times how often
public record Pull(
    Name user,
    Optional<CollectionPath> place,
    String selector,
    Instant firstAt,
    Instant lastAt,
    long times) {}
