// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.trace;

import io.cairn.core.access.NamespaceKind;
import io.cairn.core.lineage.Node;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Label;
import io.cairn.core.name.Name;
import java.time.Instant;
import java.util.Optional;

/// One time in which an alias pointed at a version.
///
/// @param version the node
/// @param path of the collection or registered model, by its present name
/// @param place whether that is a team's collection or a registry's model
/// @param index of the version there
/// @param until when it was moved on or removed, or its place was deleted; empty if it is there now
/// @param movedBy who pointed it there; empty if the system did
public record Bearer(
    Node version,
    CollectionPath path,
    NamespaceKind place,
    Name type,
    long index,
    Label alias,
    Instant from,
    Optional<Instant> until,
    Optional<Name> movedBy,
    String reason) {
  public boolean isCurrent() {
    return until.isEmpty();
  }
}
