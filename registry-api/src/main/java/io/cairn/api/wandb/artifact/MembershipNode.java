// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.api.wandb.place.GlobalId;
import io.cairn.core.artifact.VersionView;
import java.time.Instant;
import java.util.List;

/// A version's place in a collection.
public record MembershipNode(
    VersionView view, CollectionNode artifactCollection, ArtifactNode artifact) {
  public String id() {
    return GlobalId.of("ArtifactCollectionMembership", view.id().value());
  }

  public long versionIndex() {
    return view.index();
  }

  public Instant createdAt() {
    return view.createdAt();
  }

  public List<AliasNode> aliases() {
    return view.aliases().stream()
        .map(alias -> AliasNode.of(alias.text(), artifactCollection))
        .toList();
  }
}
