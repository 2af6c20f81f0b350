// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Access;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.util.List;

/// The live versions and links of a collection, newest first, in two questions a page.
public final class ListVersions {
  private final Facts facts;
  private final Access access;
  private final Collections collections;

  public ListVersions(Facts facts, Access access, Collections collections) {
    this.facts = facts;
    this.access = access;
    this.collections = collections;
  }

  public Page<VersionView> run(Principal actor, CollectionPath path, PageRequest page) {
    return facts.read(reading -> {
      var collection = collections.require(reading, actor, path, Permission.READ);
      return new Versions(access.readable(actor)).page(reading, collection.id(), page);
    });
  }

  /// Those of them that are live and in that collection, in the order given; at most a page.
  public List<VersionView> these(Principal actor, CollectionPath path, List<MembershipId> ids) {
    return facts.read(reading -> {
      var collection = collections.require(reading, actor, path, Permission.READ);
      return new Versions(access.readable(actor))
          .byIds(reading, ids).stream()
              .filter(view -> view.collection().equals(collection.id()))
              .toList();
    });
  }
}
