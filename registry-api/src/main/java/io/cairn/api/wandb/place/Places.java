// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.place;

import io.cairn.api.security.Caller;
import io.cairn.core.access.DescribeSelf;
import io.cairn.core.access.InstallationRole;
import io.cairn.core.access.ListNamespaces;
import io.cairn.core.access.Namespace;
import io.cairn.core.access.NamespaceKind;
import io.cairn.core.access.Self;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;
import io.cairn.core.page.PageRequest;
import io.cairn.core.run.RunPath;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Optional;

/// Finds what the SDK means by entity, project and run.
@ApplicationScoped
public class Places {
  private static final String UNCATEGORIZED = "uncategorized";

  private final Caller caller;
  private final DescribeSelf describeSelf;
  private final ListNamespaces listNamespaces;

  Places(Caller caller, DescribeSelf describeSelf, ListNamespaces listNamespaces) {
    this.caller = caller;
    this.describeSelf = describeSelf;
    this.listNamespaces = listNamespaces;
  }

  /// @throws Failure.Invalid naming `entity` or `project`
  public Place of(Optional<String> entity, Optional<String> project) {
    var given = project.filter(text -> !text.isEmpty()).orElse(UNCATEGORIZED);
    if (given.toLowerCase(Locale.ROOT).startsWith(Place.REGISTRY_PREFIX)) {
      return new Place.OfRegistry(
          Slug.of("project", given.substring(Place.REGISTRY_PREFIX.length())));
    }
    return new Place.InTeam(team(entity), Slug.of("project", given));
  }

  /// @throws Failure.Invalid if it is a registry, which holds no runs
  public Place.InTeam inTeam(Optional<String> entity, Optional<String> project) {
    return switch (of(entity, project)) {
      case Place.InTeam place -> place;
      case Place.OfRegistry _ ->
          throw new Failure.Invalid(
              "project", "project.registry", "project is a registry, which holds no runs");
    };
  }

  public RunPath run(Optional<String> entity, Optional<String> project, String run) {
    var place = inTeam(entity, project);
    return new RunPath(place.team(), place.project(), Name.of("run", run));
  }

  /// The team of an entity; without one the caller's own.
  public Name team(Optional<String> entity) {
    return entity
        .filter(text -> !text.isEmpty())
        .map(text -> Name.of("entity", text))
        .orElseGet(this::defaultTeam);
  }

  /// The team that all goes to which names none: the first in which the caller may write; for an
  /// admin of the installation without any, the oldest there is; else the caller's own name, which
  /// is no team.
  public Name defaultTeam() {
    var actor = caller.principal();
    var self = describeSelf.run(actor);
    return self.teams().stream()
        .min(java.util.Comparator.comparing(in -> rank(in)))
        .map(Self.Belonging::namespace)
        .or(() ->
            actor.role() == InstallationRole.ADMIN
                ? listNamespaces
                    .run(actor, NamespaceKind.TEAM, new PageRequest(1, Optional.empty()))
                    .items()
                    .stream()
                    .findFirst()
                    .map(Namespace::name)
                : Optional.empty())
        .orElse(actor.name());
  }

  private static int rank(Self.Belonging in) {
    return switch (in.role()) {
      case ADMIN, MEMBER -> 0;
      case VIEWER -> 1;
    };
  }
}
