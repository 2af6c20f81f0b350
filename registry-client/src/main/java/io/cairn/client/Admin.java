// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/// Users, keys, teams, registries and their members. Answers are the server's objects as JSON.
public final class Admin {
  private final Transport transport;

  Admin(Transport transport) {
    this.transport = transport;
  }

  /// @param role `member`, `admin` or `auditor` of the installation
  public JsonNode createUser(String name, Optional<String> title, Optional<String> role) {
    var body = Json.object().put("name", name);
    title.ifPresent(text -> body.put("title", text));
    role.ifPresent(text -> body.put("role", text));
    return transport.json(Call.post(Route.of("users"), body));
  }

  public List<JsonNode> users() {
    return list(Route.of("users"));
  }

  /// Makes a key; its text is the member `key` of the answer and is never shown again.
  ///
  /// @param user whose key; absent: the caller's own
  /// @param scopes of `read`, `write`, `admin`; none: all three
  /// @param expiresAt ISO-8601 instant
  public JsonNode createKey(
      Optional<String> user,
      Optional<String> name,
      List<String> scopes,
      Optional<String> expiresAt) {
    var body = Json.object();
    user.ifPresent(text -> body.put("user", text));
    name.ifPresent(text -> body.put("name", text));
    if (!scopes.isEmpty()) {
      body.set("scopes", Json.texts(scopes));
    }
    expiresAt.ifPresent(text -> body.put("expiresAt", text));
    return transport.json(Call.postOnce(Route.of("keys"), body));
  }

  public List<JsonNode> keys(Optional<String> user) {
    var route = Route.of("keys");
    return list(user.map(name -> route.with("user", name)).orElse(route));
  }

  public void revokeKey(String id) {
    transport.json(Call.delete(Route.of("keys", id)));
  }

  public JsonNode createTeam(String name, Optional<String> title) {
    var body = Json.object().put("name", name);
    title.ifPresent(text -> body.put("title", text));
    return transport.json(Call.post(Route.of("teams"), body));
  }

  public List<JsonNode> teams() {
    return list(Route.of("teams"));
  }

  /// @param isOpen every user of the installation may read it; otherwise its members only
  public JsonNode createRegistry(String name, Optional<String> title, boolean isOpen) {
    var body = Json.object().put("name", name).put("open", isOpen);
    title.ifPresent(text -> body.put("title", text));
    return transport.json(Call.post(Route.of("registries"), body));
  }

  public List<JsonNode> registries() {
    return list(Route.of("registries"));
  }

  /// @param role `admin`, `member` or `viewer`
  public JsonNode addTeamMember(String team, String user, String role) {
    return addMember(Route.of("teams", team), user, role);
  }

  public void removeTeamMember(String team, String user) {
    transport.json(Call.delete(Route.of("teams", team, "members", user)));
  }

  public List<JsonNode> teamMembers(String team) {
    return list(Route.of("teams", team, "members"));
  }

  /// @param role `admin`, `member` or `viewer`
  public JsonNode addRegistryMember(String registry, String user, String role) {
    return addMember(Route.of("registries", registry), user, role);
  }

  public void removeRegistryMember(String registry, String user) {
    transport.json(Call.delete(Route.of("registries", registry, "members", user)));
  }

  public List<JsonNode> registryMembers(String registry) {
    return list(Route.of("registries", registry, "members"));
  }

  /// From now on only the registry's admins move this alias, in any of its models.
  public JsonNode protect(String registry, String alias) {
    return transport.json(
        Call.put(Route.of("registries", registry, "protected-aliases", alias), Json.object()));
  }

  public void unprotect(String registry, String alias) {
    transport.json(Call.delete(Route.of("registries", registry, "protected-aliases", alias)));
  }

  public List<JsonNode> protectedAliases(String registry) {
    return list(Route.of("registries", registry, "protected-aliases"));
  }

  private JsonNode addMember(Route namespace, String user, String role) {
    var body = Json.object().put("role", role);
    return transport.json(Call.put(namespace.plus("members", user), body));
  }

  private List<JsonNode> list(Route route) {
    return Pages.list(transport, route, Long.MAX_VALUE, node -> node);
  }
}
