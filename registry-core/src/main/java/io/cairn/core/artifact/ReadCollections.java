// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Reading;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Name;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

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

  /// How many there are beside that path, of that type or of any.
  ///
  /// @param beside any path in the project or registry asked for
  public long count(Principal actor, CollectionPath beside, Optional<Name> type) {
    return facts.read(
        reading -> CollectionRows.count(reading, parent(reading, actor, beside), type));
  }

  /// The types of those beside that path, in alphabetical order.
  ///
  /// @param beside any path in the project or registry asked for
  public List<Name> types(Principal actor, CollectionPath beside) {
    return facts.read(reading -> CollectionRows.types(reading, parent(reading, actor, beside)));
  }

  private Page<Collection> beside(
      Principal actor, CollectionPath path, Optional<Name> type, PageRequest page) {
    return facts.read(
        reading -> CollectionRows.page(reading, parent(reading, actor, path), type, page));
  }

  private UUID parent(Reading reading, Principal actor, CollectionPath path) {
    var space = collections.namespace(reading, actor, path, Permission.READ);
    return collections
        .parent(reading, space, path)
        .orElseThrow(() -> new Failure.NotFound("the project asked for"));
  }
}
