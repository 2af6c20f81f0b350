// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.NamespaceId;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Label;
import io.cairn.core.name.Name;
import io.cairn.core.name.Title;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// A named, typed series of versions: a project's, or a registered model.
///
/// @param parentId the project, or for a registered model the registry
/// @param card the model card, in markdown; foreign text, never trusted
/// @param versions how many live versions and links it has
/// @param latest the index that `latest` points at, if any version lives
/// @param revision grows with each edit of the collection itself, not with its versions
public record Collection(
    CollectionId id,
    NamespaceId namespace,
    UUID parentId,
    CollectionPath path,
    Name type,
    Optional<Title> title,
    String description,
    String card,
    List<Label> tags,
    long versions,
    OptionalLong latest,
    long revision,
    Instant createdAt,
    Name createdBy) {
  public Collection {
    tags = List.copyOf(tags);
  }

  public boolean isModel() {
    return switch (path) {
      case CollectionPath.InRegistry _ -> true;
      case CollectionPath.InProject _ -> false;
    };
  }

  Collection withTags(List<Label> tags) {
    return new Collection(
        id,
        namespace,
        parentId,
        path,
        type,
        title,
        description,
        card,
        tags,
        versions,
        latest,
        revision,
        createdAt,
        createdBy);
  }
}
