// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.offline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;

/// Keys and values as the SDK writes them down: a value is JSON in a text, a key may be a way into
/// an object.
final class Items {
  private static final int KEY = 1;
  private static final int WAY = 2;
  private static final int JSON_VALUE = 16;

  /// Further forms that a value of the history may have.
  private static final int NONE = 3;

  private static final int TRUTH = 4;
  private static final int WHOLE = 5;
  private static final int DECIMAL = 6;
  private static final int TEXT = 7;
  private static final int JSON_TEXT = 8;

  static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private Items() {}

  static ObjectNode object(List<Message> items) {
    var object = JSON.createObjectNode();
    set(object, items);
    return object;
  }

  static void set(ObjectNode object, List<Message> items) {
    for (var item : items) {
      var way = way(item);
      if (!way.isEmpty()) {
        inner(object, way).set(way.getLast(), value(item));
      }
    }
  }

  static void remove(ObjectNode object, List<Message> items) {
    for (var item : items) {
      var way = way(item);
      if (!way.isEmpty()) {
        inner(object, way).remove(way.getLast());
      }
    }
  }

  private static List<String> way(Message item) {
    return item.has(WAY) ? item.texts(WAY) : item.text(KEY).map(List::of).orElse(List.of());
  }

  private static ObjectNode inner(ObjectNode object, List<String> way) {
    var inner = object;
    for (var key : way.subList(0, way.size() - 1)) {
      inner = inner.get(key) instanceof ObjectNode there ? there : inner.putObject(key);
    }
    return inner;
  }

  private static JsonNode value(Message item) {
    if (item.has(JSON_VALUE) || item.has(JSON_TEXT)) {
      return parse(item.text(JSON_VALUE).or(() -> item.text(JSON_TEXT)).orElse("null"));
    }
    var nodes = JSON.getNodeFactory();
    if (item.has(DECIMAL)) {
      return nodes.numberNode(item.decimal(DECIMAL).orElse(0.0));
    }
    if (item.has(WHOLE)) {
      // The lowest bit is the sign.
      var number = item.number(WHOLE);
      return nodes.numberNode(number >>> 1 ^ -(number & 1));
    }
    if (item.has(TRUTH)) {
      return nodes.booleanNode(item.isTrue(TRUTH));
    }
    return item.has(TEXT) && !item.has(NONE)
        ? nodes.textNode(item.text(TEXT).orElse(""))
        : nodes.nullNode();
  }

  /// What is no JSON is a text.
  static JsonNode parse(String json) {
    try {
      return finite(JSON.readTree(json));
    } catch (JsonProcessingException _) {
      return TextNode.valueOf(json);
    }
  }

  /// Numbers that are not finite, by the names that the server knows them by.
  private static JsonNode finite(JsonNode node) {
    if (node.isDouble() && !Double.isFinite(node.doubleValue())) {
      return TextNode.valueOf(Double.toString(node.doubleValue()));
    }
    if (node instanceof ObjectNode object) {
      object.properties().forEach(member -> member.setValue(finite(member.getValue())));
    } else if (node instanceof com.fasterxml.jackson.databind.node.ArrayNode array) {
      for (var i = 0; i < array.size(); i++) {
        array.set(i, finite(array.get(i)));
      }
    }
    return node;
  }
}
