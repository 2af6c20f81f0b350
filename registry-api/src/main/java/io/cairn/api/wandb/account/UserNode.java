// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.account;

import io.cairn.api.wandb.graphql.Connection;
import io.cairn.api.wandb.place.GlobalId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A user. Of others than the caller only the name is told.
public record UserNode(
    String id,
    String username,
    String name,
    @Nullable String entity,
    boolean admin,
    Connection<EntityNode> teams) {
  public static UserNode of(String name) {
    return new UserNode(
        GlobalId.of("User", name), name, name, null, false, Connection.whole(List.of()));
  }

  public String flags() {
    return "{}";
  }

  /// None is told.
  public String email() {
    return "";
  }

  public @Nullable String deletedAt() {
    return null;
  }

  /// Keys are not listed here.
  public Map<String, List<Object>> apiKeys() {
    return Map.of("edges", List.of());
  }

  public List<OrganizationNode> organizations() {
    return List.of(OrganizationNode.THE_ONE);
  }
}
