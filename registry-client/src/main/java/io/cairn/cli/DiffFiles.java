// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.client.Comparison;
import java.util.List;

/// Prints a difference while it comes: text line by line, JSON item by item, so that its size does
/// not matter. With `--json` it all is one object.
final class DiffFiles {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Output output;
  private boolean isBegun;

  DiffFiles(Output output) {
    this.output = output;
  }

  boolean hasAny() {
    return isBegun;
  }

  void add(JsonNode item) {
    if (output.isJson()) {
      output.out().print((isBegun ? ",\n    " : "{\n  \"items\": [\n    ") + item);
    } else {
      output.line(mark(item) + " " + Text.of(item, "path") + about(item));
    }
    isBegun = true;
  }

  /// @param parts differences that are not of files, by their names
  void end(Comparison comparison, ObjectNode parts) {
    if (output.isJson()) {
      json(comparison, parts);
      return;
    }
    parts.path("tensors").properties().forEach(file -> TensorChanges.print(output, file));
    parts
        .properties()
        .forEach(part -> {
          if (!part.getKey().equals("tensors") && !part.getValue().isEmpty()) {
            output.line(part.getKey() + ":");
            part.getValue()
                .properties()
                .forEach(change -> output.line("  " + ValueChanges.line(change)));
          }
        });
    var totals = comparison.totals();
    output.remark(
        "%s → %s: %s added, %s removed%s, %s changed, %s same"
            .formatted(
                comparison.from().ref(),
                comparison.to().ref(),
                count(totals, "added"),
                count(totals, "removed"),
                totals.path("moved").asLong() > 0 ? " (" + count(totals, "moved") + " moved)" : "",
                count(totals, "changed"),
                count(totals, "unchanged")));
  }

  private void json(Comparison comparison, ObjectNode parts) {
    var rest = JSON.createObjectNode();
    rest.set("from", comparison.from().json());
    rest.set("to", comparison.to().json());
    rest.set("totals", comparison.totals());
    rest.setAll(parts);
    output.out().print(isBegun ? "\n  ],\n  " : "{\n  \"items\": [],\n  ");
    // The object is open already.
    output.out().println(rest.toString().substring(1));
  }

  private static String mark(JsonNode item) {
    return switch (Text.of(item, "change")) {
      case "added" -> "+";
      case "removed" -> "-";
      default -> "~";
    };
  }

  private static String about(JsonNode item) {
    if (item.hasNonNull("movedFrom")) {
      return "  (was " + Text.of(item, "movedFrom") + ")";
    }
    if (item.hasNonNull("movedTo")) {
      return "  (now " + Text.of(item, "movedTo") + ")";
    }
    if (item.path("before").has("ref") && item.path("after").has("ref")) {
      return "  (" + reference(item.path("before"), item.path("after")) + ")";
    }
    var before = item.path("before").path("size");
    var after = item.path("after").path("size");
    if (before.isNumber() && after.isNumber()) {
      return "  (" + Units.bytes(before.asLong()) + " → " + Units.bytes(after.asLong()) + ")";
    }
    var only = before.isNumber() ? before : after;
    return only.isNumber() ? "  (" + Units.bytes(only.asLong()) + ")" : "";
  }

  /// What of a reference has changed: its URI, else its checksum, else its size.
  private static String reference(JsonNode before, JsonNode after) {
    return List.of("ref", "checksum", "size").stream()
        .filter(member -> !before.path(member).equals(after.path(member)))
        .findFirst()
        .map(member ->
            Text.of(before, member).isEmpty() || Text.of(after, member).isEmpty()
                ? member + " " + Text.of(before, member) + " → " + Text.of(after, member)
                : Text.of(before, member) + " → " + Text.of(after, member))
        .orElse("the same");
  }

  private static String count(JsonNode totals, String member) {
    return Units.count(totals.path(member).asLong());
  }
}
