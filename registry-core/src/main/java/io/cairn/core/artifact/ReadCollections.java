// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Name;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.util.Optional;

/// One collection, or those of a project or registry.
public final class ReadCollections {
  private final Facts facts;
  private final Collections collections;

  public ReadCollections(Facts facts, Collections collections) {
    this.facts = facts;
    this.collections = collections;
  }

  /// @throws Failure.NotFound if there is none that the actor may read
  public Collection one(Principal actor, CollectionPath path) {
    return facts.read(reading -> collections.require(reading, actor, path, Permission.READ));
  }

  /// The collections of a project, newest first.
  public Page<Collection> inProject(
      Principal actor, Name team, Name project, Optional<Name> type, PageRequest page) {
    // Any leaf will do: only the parent is looked for.
    return beside(actor, new CollectionPath.InProject(team, project, project), type, page);
  }

  /// The registered models of a registry, newest first.
  public Page<Collection> inRegistry(
      Principal actor, Name registry, Optional<Name> type, PageRequest page) {
    return beside(actor, new CollectionPath.InRegistry(registry, registry), type, page);
  }

  private Page<Collection> beside(
      Principal actor, CollectionPath path, Optional<Name> type, PageRequest page) {
    return facts.read(reading -> {
      var space = collections.namespace(reading, actor, path, Permission.READ);
      var parent =
          collections
              .parent(reading, space, path)
              .orElseThrow(() -> new Failure.NotFound("the project asked for"));
      return CollectionRows.page(reading, parent, type, page);
    });
  }
}
