// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.client.CairnException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/// Settings in a file: JSON, or YAML 1.2 (core schema; no tags of its own, at most 50 aliases).
public final class ParameterFile {
  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_ALIASES = 50;
  private static final int MAX_DEPTH = 32;
  private static final int MAX_NODES = 100_000;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Path file;
  private int nodes;

  private ParameterFile(Path file) {
    this.file = file;
  }

  /// @throws CairnException of kind USAGE if it is no map of settings within the limits
  public static ObjectNode read(Path file) {
    return new ParameterFile(file).read();
  }

  private ObjectNode read() {
    var name = file.toString().toLowerCase(Locale.ROOT);
    var text = text();
    var tree = name.endsWith(".json") ? json(text) : yaml(text);
    if (tree instanceof ObjectNode settings) {
      return settings;
    }
    throw refused("must be a map of settings", null);
  }

  private String text() {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw refused("is larger than 1 MiB", null);
      }
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw refused("cannot be read", e);
    }
  }

  private JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw refused("is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private JsonNode yaml(String text) {
    var settings =
        LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setMaxAliasesForCollections(MAX_ALIASES)
            .setAllowDuplicateKeys(false)
            .setAllowRecursiveKeys(false)
            .setCodePointLimit(MAX_BYTES)
            .build();
    try {
      return tree(new Load(settings).loadFromString(text), 0);
    } catch (YamlEngineException e) {
      throw refused("is no YAML: " + firstLine(e), e);
    }
  }

  private JsonNode tree(@Nullable Object value, int depth) {
    nodes++;
    if (depth > MAX_DEPTH || nodes > MAX_NODES) {
      throw refused("has more than 32 levels or 100,000 values", null);
    }
    var nodeFactory = JsonNodeFactory.instance;
    return switch (value) {
      case null -> nodeFactory.nullNode();
      case Map<?, ?> map -> {
        var object = nodeFactory.objectNode();
        map.forEach((key, inner) -> object.set(String.valueOf(key), tree(inner, depth + 1)));
        yield object;
      }
      case List<?> list -> {
        var array = nodeFactory.arrayNode();
        list.forEach(inner -> array.add(tree(inner, depth + 1)));
        yield array;
      }
      case Boolean truth -> nodeFactory.booleanNode(truth);
      case Integer number -> nodeFactory.numberNode(number);
      case Long number -> FlagReader.value(number.toString());
      case BigInteger number -> nodeFactory.textNode(number.toString());
      case Double number when Double.isFinite(number) -> nodeFactory.numberNode(number);
      default -> nodeFactory.textNode(value.toString());
    };
  }

  private CairnException refused(String what, @Nullable Exception cause) {
    var message = "--config-file " + file + " " + what;
    return cause == null
        ? CairnException.usage(message)
        : CairnException.of(CairnException.Kind.USAGE, "config", message, cause);
  }

  private static String firstLine(Exception e) {
    var message = String.valueOf(e.getMessage());
    var end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
