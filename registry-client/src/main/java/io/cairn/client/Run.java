// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;

/// One execution of a program.
///
/// @param path `team/project/runs/id`
/// @param state `running`, `finished`, `failed` or `crashed`
/// @param json the server's whole answer: config, summary, environment, group, job type, …
public record Run(String path, String id, String title, String state, JsonNode json) {
  static Run of(JsonNode node) {
    return new Run(
        Json.text(node, "path"),
        Json.text(node, "id"),
        Json.text(node, "title"),
        Json.text(node, "state"),
        node);
  }

  /// Its configuration, as JSON.
  public JsonNode config() {
    return json.path("config");
  }

  /// The last value of each metric, and what was set by hand, as JSON.
  public JsonNode summary() {
    return json.path("summary");
  }
}
