// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.regex.Pattern;

/// Reads a program's long flags as settings: `--lr 0.1`, `--lr=0.1`, `--augment`.
///
/// The name is the flag's own without its dashes. A flag that stands alone is `true`; one that
/// comes several times is a list. What follows a `--` is no flag.
public final class FlagReader {
  private static final Pattern NAME = Pattern.compile("--[A-Za-z][A-Za-z0-9_.-]*");
  private static final Pattern NUMBER = Pattern.compile("-[0-9.].*");
  private static final long MAX_WHOLE = (1L << 53) - 1;
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private FlagReader() {}

  public static ObjectNode read(List<String> arguments) {
    var flags = JsonNodeFactory.instance.objectNode();
    for (var i = 0; i < arguments.size(); i++) {
      var argument = arguments.get(i);
      if (argument.equals("--")) {
        break;
      }
      var equals = argument.indexOf('=');
      var name = equals < 0 ? argument : argument.substring(0, equals);
      if (!NAME.matcher(name).matches()) {
        continue;
      }
      if (equals >= 0) {
        add(flags, name, value(argument.substring(equals + 1)));
      } else if (i + 1 < arguments.size() && isValue(arguments.get(i + 1))) {
        i++;
        add(flags, name, value(arguments.get(i)));
      } else {
        add(flags, name, BooleanNode.TRUE);
      }
    }
    return flags;
  }

  private static boolean isValue(String argument) {
    return !argument.startsWith("-") || argument.equals("-") || NUMBER.matcher(argument).matches();
  }

  private static void add(ObjectNode flags, String flag, JsonNode value) {
    var name = flag.substring(2);
    var former = flags.get(name);
    if (former instanceof ArrayNode list) {
      list.add(value);
    } else if (former != null) {
      flags.set(name, JsonNodeFactory.instance.arrayNode().add(former).add(value));
    } else {
      flags.set(name, value);
    }
  }

  /// `0.1`, `true`, `[1,2]` are JSON; everything else is text, and so is a number that not every
  /// reader of JSON keeps exactly.
  public static JsonNode value(String text) {
    try {
      var node = JSON.readTree(text);
      var isTooLarge =
          node.isIntegralNumber()
              && (!node.canConvertToLong() || Math.abs(node.asLong()) > MAX_WHOLE);
      return node.isMissingNode() || node.isNull() || isTooLarge ? new TextNode(text) : node;
    } catch (JsonProcessingException e) {
      return new TextNode(text);
    }
  }
}
