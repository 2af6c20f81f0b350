// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.account;

import io.cairn.api.wandb.graphql.Connection;
import io.cairn.api.wandb.place.GlobalId;
import io.cairn.core.access.InstallationRole;
import io.cairn.core.access.User;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;
import io.cairn.core.name.Title;
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
  private static final String KIND = "User";

  public static String idOf(Name name) {
    return GlobalId.ofNumber(KIND, name);
  }

  /// @throws Failure.NotFound if the id is none of a user
  public static Name nameOf(String id) {
    return GlobalId.name(KIND, id);
  }

  public static UserNode of(Name name) {
    return new UserNode(
        idOf(name), name.text(), name.text(), null, false, Connection.whole(List.of()));
  }

  static UserNode of(User user) {
    var name = user.name().text();
    return new UserNode(
        idOf(user.name()),
        name,
        user.title().map(Title::text).orElse(name),
        null,
        user.role() == InstallationRole.ADMIN,
        Connection.whole(List.of()));
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
