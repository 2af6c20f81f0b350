// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.place;

import io.cairn.core.name.Title;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A project or registry by its names; what else there is of it only where it was asked for.
public record ProjectNode(Place place, Optional<Title> title, Optional<Details> details) {
  /// What must be read.
  ///
  /// @param access `PRIVATE` or `RESTRICTED`
  public record Details(String description, String access, Instant createdAt) {}

  public static ProjectNode of(Place place) {
    return new ProjectNode(place, Optional.empty(), Optional.empty());
  }

  public String id() {
    return GlobalId.of("Project", entityName() + "/" + name());
  }

  /// The client takes the number out of it, and filters by that.
  public String internalId() {
    return GlobalId.of("ProjectInternalId", place.number());
  }

  public String name() {
    return switch (place) {
      case Place.InTeam(_, var project) -> Slug.shown(project, title);
      case Place.OfRegistry(var registry) -> Place.REGISTRY_PREFIX + Slug.shown(registry, title);
    };
  }

  public String entityName() {
    return place.entity();
  }

  public String description() {
    return details.map(Details::description).orElse("");
  }

  public String access() {
    return details.map(Details::access).orElse("PRIVATE");
  }

  public @Nullable Instant createdAt() {
    return details.map(Details::createdAt).orElse(null);
  }

  public @Nullable Instant updatedAt() {
    return createdAt();
  }

  public Map<String, Object> views() {
    return Map.of();
  }

  public boolean isBenchmark() {
    return false;
  }
}
