// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/// Versions under construction, this client's and others': who opened them, what they hold, and
/// giving them up. Answers are the server's objects as JSON.
public final class OpenDrafts {
  private final Transport transport;

  OpenDrafts(Transport transport) {
    this.transport = transport;
  }

  /// One's own, newest first; where one is an admin, everybody's.
  ///
  /// @param where `team`, `project`, `collection`, `registry`: names that narrow the list
  public List<JsonNode> list(Map<String, String> where, int max) {
    var route = Route.of("drafts");
    for (var entry : where.entrySet()) {
      route = route.with(entry.getKey(), entry.getValue());
    }
    return Pages.list(transport, route, max, node -> node);
  }

  public JsonNode get(String id) {
    return transport.json(Call.get(Route.of("drafts", id)));
  }

  /// The draft lets go of its bytes at once; nothing of it can be committed any more.
  public void abandon(String id) {
    transport.json(Call.delete(Route.of("drafts", id)));
  }
}
