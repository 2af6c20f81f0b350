// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.api.wandb.place.GlobalId;
import io.cairn.api.wandb.place.Place;
import io.cairn.core.name.Name;
import java.time.Instant;
import java.util.Optional;

/// A type of collections, perhaps of one place.
record TypeNode(Name type, Optional<Place> place) {
  public String id() {
    return GlobalId.of("ArtifactType", type);
  }

  public String name() {
    return type.text();
  }

  public String description() {
    return "";
  }

  /// Types are not made: they are there with the first collection. The SDK wants a time.
  public Instant createdAt() {
    return Instant.EPOCH;
  }
}
