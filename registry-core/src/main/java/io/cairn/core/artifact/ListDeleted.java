// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.Access;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Reading;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import io.cairn.core.project.Deleted;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// What was deleted, newest first, and till when it can be brought back; for whoever may read the
/// place that it was in.
public final class ListDeleted {
  private final Facts facts;
  private final Access access;
  private final Collections collections;
  private final Duration window;

  /// @param window for how long after its deletion something may come back
  public ListDeleted(Facts facts, Access access, Collections collections, Duration window) {
    this.facts = facts;
    this.access = access;
    this.collections = collections;
    this.window = window;
  }

  /// The deleted versions and links of a live collection.
  public Page<Deleted<VersionView>> versions(
      Principal actor, CollectionPath path, PageRequest page) {
    return facts.read(reading -> {
      var collection = collections.require(reading, actor, path, Permission.READ);
      return new Versions(access.readable(actor))
          .deletedPage(reading, collection.id(), page)
          .map(view -> deleted(view, view.deletedAt().orElseThrow()));
    });
  }

  /// The deleted collections beside `path`: of its project, or its registry.
  public Page<Deleted<Collection>> collections(
      Principal actor, CollectionPath path, PageRequest page) {
    return facts.read(reading ->
        DeletedCollections.page(reading, parent(reading, actor, path), page)
            .map(tomb -> deleted(tomb.collection(), tomb.deletedAt())));
  }

  private UUID parent(Reading reading, Principal actor, CollectionPath path) {
    var space = collections.namespace(reading, actor, path, Permission.READ);
    return collections
        .parent(reading, space, path)
        .orElseThrow(() -> new Failure.NotFound("the project asked for"));
  }

  private <T> Deleted<T> deleted(T what, Instant at) {
    return new Deleted<>(what, at, at.plus(window));
  }
}
