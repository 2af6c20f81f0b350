// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.place;

import io.cairn.core.content.Digest;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Name;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// What the SDK calls a project of an entity: a project of a team, or a registry.
public sealed interface Place {
  /// Begins the project name of every registry.
  String REGISTRY_PREFIX = "wandb-registry-";

  /// The entity that all registries are of: the organisation, which is the installation.
  String ORGANIZATION = "organization";

  /// The project of that name in a team.
  record InTeam(Name team, Name project) implements Place {
    @Override
    public CollectionPath path(Name leaf) {
      return new CollectionPath.InProject(team, project, leaf);
    }

    @Override
    public String entity() {
      return team.text();
    }
  }

  /// A registry.
  record OfRegistry(Name registry) implements Place {
    @Override
    public CollectionPath path(Name leaf) {
      return new CollectionPath.InRegistry(registry, leaf);
    }

    @Override
    public String entity() {
      return ORGANIZATION;
    }
  }

  /// Where a collection is.
  static Place of(CollectionPath path) {
    return switch (path) {
      case CollectionPath.InProject p -> new InTeam(p.team(), p.project());
      case CollectionPath.InRegistry r -> new OfRegistry(r.registry());
    };
  }

  /// The collection of that name there.
  CollectionPath path(Name leaf);

  /// The entity that the SDK is told.
  String entity();

  /// A number that the SDK may filter by: the same for the same names.
  default int number() {
    var text =
        switch (this) {
          case InTeam(var team, var project) -> team.key() + "/" + project.key();
          case OfRegistry(var registry) -> registry.key();
        };
    var hash = Digest.hash(text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)).hex();
    return Integer.parseInt(hash.substring(0, 7), 16);
  }
}
