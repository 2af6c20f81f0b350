// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Projects, collections and registered models. Answers are the server's objects as JSON.
public final class Catalog {
  private final Transport transport;

  Catalog(Transport transport) {
    this.transport = transport;
  }

  public JsonNode team(String team) {
    return transport.json(Call.get(Route.of("teams", team)));
  }

  public JsonNode registry(String registry) {
    return transport.json(Call.get(Route.of("registries", registry)));
  }

  public JsonNode createProject(String team, String project) {
    var body = Json.object().put("name", project);
    return transport.json(Call.post(Route.of("teams", team, "projects"), body));
  }

  public JsonNode project(String team, String project) {
    return transport.json(Call.get(Route.of("teams", team, "projects", project)));
  }

  public void deleteProject(String team, String project) {
    transport.json(Call.delete(Route.of("teams", team, "projects", project)));
  }

  public List<JsonNode> projects(String team, int max) {
    return list(Route.of("teams", team, "projects"), max);
  }

  public List<JsonNode> collections(String team, String project, int max) {
    return list(Route.of("teams", team, "projects", project, "collections"), max);
  }

  public List<JsonNode> models(String registry, int max) {
    return list(Route.of("registries", registry, "models"), max);
  }

  /// A registered model, empty as yet.
  public JsonNode createModel(String registry, String model, String type) {
    var body = Json.object().put("name", model).put("type", type);
    return transport.json(Call.post(Route.of("registries", registry, "models"), body));
  }

  /// A collection or registered model.
  public JsonNode collection(String path) {
    return transport.json(Call.get(Reference.parse(path).collectionRoute()));
  }

  /// Sets `title`, `description`, `card`, `tags` or `name`; others stay.
  public JsonNode edit(String path, Map<String, ?> changes) {
    var route = Reference.parse(path).collectionRoute();
    return transport.json(Call.patch(route, Json.of(changes)));
  }

  /// Deletes the collection or registered model with all its versions.
  public void delete(String path) {
    transport.json(Call.delete(Reference.parse(path).collectionRoute()));
  }

  /// Deleted projects, newest first: with `deletedAt` and `restorableUntil`.
  public List<JsonNode> deletedProjects(String team, int max) {
    return list(Route.of("teams", team, "projects").with("state", "deleted"), max);
  }

  public List<JsonNode> deletedCollections(String team, String project, int max) {
    var route = Route.of("teams", team, "projects", project, "collections");
    return list(route.with("state", "deleted"), max);
  }

  public List<JsonNode> deletedModels(String registry, int max) {
    return list(Route.of("registries", registry, "models").with("state", "deleted"), max);
  }

  /// Brings a deleted collection or registered model back, with all that went with it.
  ///
  /// @param name its name from now on, if another has the old by now
  public JsonNode undelete(String path, Optional<String> name) {
    return undelete(Reference.parse(path).collectionRoute(), name);
  }

  public JsonNode undeleteProject(String team, String project, Optional<String> name) {
    return undelete(Route.of("teams", team, "projects", project), name);
  }

  /// Deleted teams that the caller was an admin of, newest first.
  public List<JsonNode> deletedTeams(int max) {
    return list(Route.of("teams").with("state", "deleted"), max);
  }

  public List<JsonNode> deletedRegistries(int max) {
    return list(Route.of("registries").with("state", "deleted"), max);
  }

  /// Deletes the team with all in it.
  public void deleteTeam(String team) {
    transport.json(Call.delete(Route.of("teams", team)));
  }

  public void deleteRegistry(String registry) {
    transport.json(Call.delete(Route.of("registries", registry)));
  }

  public JsonNode undeleteTeam(String team, Optional<String> name) {
    return undelete(Route.of("teams", team), name);
  }

  public JsonNode undeleteRegistry(String registry, Optional<String> name) {
    return undelete(Route.of("registries", registry), name);
  }

  private JsonNode undelete(Route route, Optional<String> name) {
    var body = Json.object();
    name.ifPresent(text -> body.put("name", text));
    return transport.json(Call.post(route.plus("undelete"), body));
  }

  public JsonNode renameTeam(String team, String name) {
    return rename(Route.of("teams", team), name);
  }

  public JsonNode renameRegistry(String registry, String name) {
    return rename(Route.of("registries", registry), name);
  }

  public JsonNode renameProject(String team, String project, String name) {
    return rename(Route.of("teams", team, "projects", project), name);
  }

  /// Renames a collection or registered model.
  public JsonNode rename(String path, String name) {
    return rename(Reference.parse(path).collectionRoute(), name);
  }

  private JsonNode rename(Route route, String name) {
    return transport.json(Call.patch(route, Json.object().put("name", name)));
  }

  private List<JsonNode> list(Route route, int max) {
    return Pages.list(transport, route, max, node -> node);
  }
}
