// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.Access;
import io.cairn.core.access.Namespace;
import io.cairn.core.access.NamespaceId;
import io.cairn.core.access.Permission;
import io.cairn.core.access.Principal;
import io.cairn.core.access.UserId;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Reading;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.util.Optional;

/// The open drafts, newest first: one's own, or, for the admins of a team or registry, all there.
public final class ListDrafts {
  private final Facts facts;
  private final Access access;
  private final Drafts drafts;
  private final UnfinishedUploads uploads;

  public ListDrafts(Facts facts, Access access, Drafts drafts, UnfinishedUploads uploads) {
    this.facts = facts;
    this.access = access;
    this.drafts = drafts;
    this.uploads = uploads;
  }

  /// Where to look.
  ///
  /// @param namespace a team or registry; empty for one's own drafts everywhere
  /// @param project of the team
  /// @param collection of the project, or a model of the registry
  public record Filter(
      Optional<Name> namespace, Optional<Name> project, Optional<Name> collection) {
    public Filter {
      if (namespace.isEmpty() && (project.isPresent() || collection.isPresent())) {
        var field = project.isPresent() ? "project" : "collection";
        throw new Failure.Invalid(
            field, "draft.filter", field + " needs the team or registry that it is in");
      }
    }
  }

  /// @param maker whose they are; empty for anybody's
  record Scope(
      Optional<NamespaceId> namespace,
      Optional<Name> project,
      Optional<Name> collection,
      Optional<UserId> maker) {}

  /// @throws Failure.NotFound if there is no such team or registry for the actor
  public Page<DraftView> run(Principal actor, Filter filter, PageRequest page) {
    var found =
        facts.read(reading -> {
          var scope = scope(reading, actor, filter);
          var now = drafts.timeline().now();
          return OpenDraftRows.page(reading, access.readable(actor), scope, now, page);
        });
    return new Page<>(uploads.countedIn(found.items()), found.next());
  }

  private Scope scope(Reading reading, Principal actor, Filter filter) {
    var space =
        filter.namespace().map(name -> access.require(reading, actor, name, Permission.READ));
    var isAdmin =
        space
            .map(Namespace::id)
            .filter(id -> access.allows(reading, actor, id, Permission.ADMIN))
            .isPresent();
    return new Scope(
        space.map(Namespace::id),
        filter.project(),
        filter.collection(),
        isAdmin ? Optional.empty() : Optional.of(actor.userId()));
  }
}
