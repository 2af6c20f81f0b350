// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// How the values of two JSON objects differ, member by member at any depth: `{"optimizer.lr":
/// {"before": 0.1, "after": 0.2}}`. Lists count as values.
final class ValueChanges {
  private ValueChanges() {}

  static ObjectNode between(JsonNode from, JsonNode to) {
    var left = new TreeMap<String, JsonNode>();
    var right = new TreeMap<String, JsonNode>();
    flatten("", from, left);
    flatten("", to, right);
    var names = new TreeSet<>(left.keySet());
    names.addAll(right.keySet());
    var changes = Output.object();
    for (var name : names) {
      var before = Optional.ofNullable(left.get(name));
      var after = Optional.ofNullable(right.get(name));
      if (!isSame(before, after)) {
        var change = changes.putObject(name);
        before.ifPresent(value -> change.set("before", value));
        after.ifPresent(value -> change.set("after", value));
      }
    }
    return changes;
  }

  private static boolean isSame(Optional<JsonNode> before, Optional<JsonNode> after) {
    if (before.isPresent() && after.isPresent()) {
      var left = before.get();
      var right = after.get();
      return left.equals(right)
          || left.isNumber()
              && right.isNumber()
              && left.decimalValue().compareTo(right.decimalValue()) == 0;
    }
    return before.isEmpty() && after.isEmpty();
  }

  private static void flatten(String prefix, JsonNode node, Map<String, JsonNode> values) {
    if (node.isObject() && !node.isEmpty()) {
      node.properties()
          .forEach(member ->
              flatten(
                  prefix.isEmpty() ? member.getKey() : prefix + "." + member.getKey(),
                  member.getValue(),
                  values));
    } else if (!prefix.isEmpty()) {
      values.put(prefix, node);
    }
  }

  /// `~ optimizer.lr 0.1 → 0.2`; of two numbers also by how much.
  static String line(Map.Entry<String, JsonNode> change) {
    var before = change.getValue().get("before");
    var after = change.getValue().get("after");
    if (before == null) {
      return "+ " + change.getKey() + "  " + after;
    }
    if (after == null) {
      return "- " + change.getKey() + "  " + before;
    }
    var line = "~ " + change.getKey() + "  " + before + " → " + after;
    if (before.isNumber() && after.isNumber()) {
      var by = after.decimalValue().subtract(before.decimalValue());
      return line
          + "  ("
          + (by.signum() > 0 ? "+" : "")
          + by.stripTrailingZeros().toPlainString()
          + ")";
    }
    return line;
  }
}
