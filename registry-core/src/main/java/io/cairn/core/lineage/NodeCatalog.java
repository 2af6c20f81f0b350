// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.lineage;

import io.cairn.core.access.Principal;
import io.cairn.core.fact.Reading;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/// Says what nodes of one kind are, to those who may know. Implemented by the noun that keeps them.
public interface NodeCatalog {
  /// The kind of the nodes that it knows.
  NodeKind kind();

  /// What the nodes of these ids are, as the caller may see them; what there is not, or the caller
  /// may not read, is missing. One statement, however many ids (at most 5,000).
  Map<UUID, NodeDescription> describe(Reading reading, Principal who, Collection<UUID> ids);
}
