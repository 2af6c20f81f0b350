// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.Collections.Opening;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Label;
import java.util.List;

/// Makes an empty collection in a project, or a registered model. The first log or link of a name
/// makes it too.
public final class CreateCollection {
  private static final int MAX_TAGS = 100;

  private final Facts facts;
  private final Collections collections;

  public CreateCollection(Facts facts, Collections collections) {
    this.facts = facts;
    this.collections = collections;
  }

  /// @throws Failure.Conflict `collection.taken` if the name or title is taken there
  public Collection run(Principal actor, CollectionPath path, Opening opening, List<Label> tags) {
    var distinct = AliasMoves.distinct(tags, "tags", MAX_TAGS);
    return facts.write(tx -> {
      var space = collections.namespace(tx, actor, path, Permission.WRITE);
      var made =
          collections
              .create(tx, actor, space, path, opening)
              .orElseThrow(() -> Collections.taken(path));
      Tags.add(tx, made.id().value(), distinct);
      return made.withTags(distinct);
    });
  }
}
