// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;

/// Values given as `KEY=VALUE`: `0.1`, `true`, `[1,2]` are JSON, everything else is text.
final class Values {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Values() {}

  static Map<String, Object> parse(Map<String, String> texts) {
    var values = new LinkedHashMap<String, Object>();
    texts.forEach((key, text) -> values.put(key, value(text)));
    return values;
  }

  private static JsonNode value(String text) {
    try {
      var node = JSON.readTree(text);
      return node.isMissingNode() ? node(text) : node;
    } catch (JsonProcessingException e) {
      return node(text);
    }
  }

  private static JsonNode node(String text) {
    return JSON.getNodeFactory().textNode(text);
  }
}
