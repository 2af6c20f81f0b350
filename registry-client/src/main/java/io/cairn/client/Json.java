// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.client.CairnException.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON as trees: no reflection, so the command line starts fast; unknown members are ignored.
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static JsonNode of(Map<String, ?> members) {
    return MAPPER.valueToTree(members);
  }

  static JsonNode texts(List<String> items) {
    var array = MAPPER.createArrayNode();
    items.forEach(array::add);
    return array;
  }

  static JsonNode parse(byte[] bytes) {
    if (bytes.length == 0) {
      return object();
    }
    try {
      return MAPPER.readTree(bytes);
    } catch (IOException e) {
      throw CairnException.of(
          Kind.TRY_AGAIN,
          "answer.json",
          "the server's answer is not JSON; is this the URL of a Cairn server?",
          e);
    }
  }

  static byte[] bytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  static String text(JsonNode node, String name, String otherwise) {
    var text = textOrNull(node, name);
    return text == null ? otherwise : text;
  }

  static String text(JsonNode node, String name) {
    return text(node, name, "");
  }

  static @Nullable String textOrNull(JsonNode node, String name) {
    var value = node.get(name);
    return value == null || value.isNull() ? null : value.asText();
  }

  static long number(JsonNode node, String name) {
    return node.path(name).asLong(0);
  }

  static boolean isTrue(JsonNode node, String name) {
    return node.path(name).asBoolean(false);
  }

  static List<String> texts(JsonNode node, String name) {
    var texts = new ArrayList<String>();
    for (var item : node.path(name)) {
      texts.add(item.asText());
    }
    return List.copyOf(texts);
  }
}
