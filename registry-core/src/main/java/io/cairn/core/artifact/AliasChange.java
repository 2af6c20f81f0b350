// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.NamespaceId;
import io.cairn.core.name.Label;
import java.util.Set;

/// What is about to happen to aliases of one collection. Never holds `latest`, which the system
/// keeps.
///
/// @param namespace the team or registry of the collection that bears the aliases
/// @param aliases those that would be added, moved, removed, or whose bearer would go away or be
///   renamed; perhaps none
public record AliasChange(
    NamespaceId namespace, CollectionId collection, Set<Label> aliases, Verb verb) {
  public AliasChange {
    aliases = Set.copyOf(aliases);
  }

  /// By which way.
  public enum Verb {
    /// An alias is set, or moved to another version.
    MOVE,
    /// An alias is removed.
    REMOVE,
    /// A link that bears the aliases is taken out of the collection.
    UNLINK,
    /// A version that bears the aliases at its home is deleted.
    DELETE_VERSION,
    /// The home of a version, which bears the aliases at a link, is deleted.
    DELETE_SOURCE,
    /// The collection is renamed.
    RENAME_COLLECTION,
    /// The collection is deleted.
    DELETE_COLLECTION,
    /// A deleted collection comes back, and the aliases with it.
    UNDELETE_COLLECTION,
    /// A version that bears the aliases is recalled, or its recall is lifted.
    RECALL,
    /// The same is done at its home, and a link bears the aliases.
    RECALL_SOURCE
  }
}
