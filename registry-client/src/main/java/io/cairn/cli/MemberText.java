// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// Teams, registries and their members as people read them.
final class MemberText {
  private MemberText() {}

  static void namespaces(Output output, List<JsonNode> items) {
    output.table(
        items,
        List.of("NAME", "TITLE", "CREATED"),
        items.stream()
            .map(item ->
                List.of(
                    Text.of(item, "name"),
                    Text.of(item, "title"),
                    Text.minute(Text.of(item, "createdAt"))))
            .toList());
  }

  static void members(Output output, List<JsonNode> items) {
    output.table(
        items,
        List.of("USER", "ROLE"),
        items.stream().map(item -> List.of(Text.of(item, "user"), Text.of(item, "role"))).toList());
  }

  /// The server's answer, or the facts themselves if it answers without a body.
  static JsonNode object(JsonNode answer, String namespace, String user, String role) {
    return answer.isEmpty()
        ? Output.object().put("namespace", namespace).put("user", user).put("role", role)
        : answer;
  }
}
