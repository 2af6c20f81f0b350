// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.api.wandb.place.GlobalId;

/// An alias in a collection.
public record AliasNode(String id, String alias, CollectionNode artifactCollection) {
  static AliasNode of(String alias, CollectionNode collection) {
    return new AliasNode(
        GlobalId.of("ArtifactAlias", collection.path() + ":" + alias), alias, collection);
  }
}
