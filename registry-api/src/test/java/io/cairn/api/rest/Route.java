// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.testing.Answer;
import io.cairn.api.testing.Api;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// One route that the running server has, as its OpenAPI document tells: `DELETE /keys/{id}`, with
/// the path relative to `/api/v1`.
record Route(String method, String path, String contentType) {
  private static final String ROOT = "/api/v1";
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "patch", "head", "options");

  /// All routes under `/api/v1`.
  static List<Route> all(Api api) {
    var document = api.send("GET", "/q/openapi?format=json", BodyPublishers.noBody()).expect(200);
    var routes = new ArrayList<Route>();
    for (var path : document.json().get("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        if (METHODS.contains(operation.getKey()) && path.getKey().startsWith(ROOT)) {
          var content = operation.getValue().at("/requestBody/content").fieldNames();
          routes.add(
              new Route(
                  operation.getKey().toUpperCase(Locale.ROOT),
                  path.getKey().substring(ROOT.length()),
                  content.hasNext() ? content.next() : ""));
        }
      }
    }
    return routes;
  }

  boolean writes() {
    return !method.equals("GET") && !method.equals("HEAD") && !method.equals("OPTIONS");
  }

  /// The form in data files.
  String text() {
    return method + " " + path;
  }

  /// Calls it with made-up names, and an empty object where it takes a body.
  Answer call(Api api) {
    var filled =
        path.replaceAll("\\{(draft|id|versionId)}", "01a1fdf3-d08b-7c04-9e3a-5dde2d8a5b4f")
            .replaceAll("\\{[^}]*}", "nothing");
    return contentType.isEmpty()
        ? api.send(method, ROOT + filled, BodyPublishers.noBody())
        : api.send(
            method, ROOT + filled, BodyPublishers.ofString("{}"), "Content-Type", contentType);
  }
}
