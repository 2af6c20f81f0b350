// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

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

  private List<JsonNode> list(Route route, int max) {
    return Pages.list(transport, route, max, node -> node);
  }
}
