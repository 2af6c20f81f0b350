// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.api.wandb.graphql.Typed;
import io.cairn.api.wandb.place.GlobalId;
import io.cairn.api.wandb.place.Place;
import io.cairn.api.wandb.place.ProjectNode;
import io.cairn.core.artifact.Collection;
import io.cairn.core.name.CollectionPath;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A collection. Where it is named beside a version, only its name and type are known.
///
/// @param name as the SDK is told it
/// @param details where it was read itself
record CollectionNode(
    CollectionPath path, String name, TypeNode defaultArtifactType, Optional<Collection> details)
    implements Typed {
  static final String KIND = "ArtifactCollection";

  /// The project of a team that holds links, as the SDK had it before there were registries.
  static final String OLD_REGISTRY = "model-registry";

  @Override
  public String typeName() {
    return switch (path) {
      case CollectionPath.InRegistry _ -> "ArtifactPortfolio";
      case CollectionPath.InProject p ->
          p.project().key().equals(OLD_REGISTRY) ? "ArtifactPortfolio" : "ArtifactSequence";
    };
  }

  public String id() {
    return GlobalId.of(KIND, path);
  }

  public String state() {
    return "READY";
  }

  public ProjectNode project() {
    return ProjectNode.of(Place.of(path));
  }

  public String description() {
    return details.map(Collection::description).orElse("");
  }

  public @Nullable Instant createdAt() {
    return details.map(Collection::createdAt).orElse(null);
  }

  public @Nullable Instant updatedAt() {
    return null;
  }

  public String digestAlgorithm() {
    return "MANIFEST_MD5";
  }

  public Map<String, Object> tags() {
    var tags = details.map(Collection::tags).orElse(List.of());
    return Map.of(
        "edges", tags.stream().map(tag -> Map.of("node", TagNode.of(tag.text()))).toList());
  }
}
