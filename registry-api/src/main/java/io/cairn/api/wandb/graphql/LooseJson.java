// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.graphql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cairn.core.failure.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// JSON as the SDK writes it: with bare `NaN` and `Infinity`, which become texts, since JSON has no
/// such numbers.
public final class LooseJson {
  private static final TypeReference<LinkedHashMap<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  static {
    MAPPER
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder().maxNestingDepth(64).maxStringLength(16 << 20).build());
  }

  private LooseJson() {}

  /// For readers that go through JSON themselves.
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /// @throws Failure.Invalid naming `field` if it is no JSON object
  public static Map<String, @Nullable Object> object(String field, String text) {
    return tried(text)
        .orElseThrow(
            () -> new Failure.Invalid(field, "json.object", field + " must be a JSON object"));
  }

  /// Empty if it is no JSON object.
  public static Optional<Map<String, @Nullable Object>> tried(String text) {
    try {
      Map<String, @Nullable Object> read = MAPPER.readValue(text, OBJECT);
      if (read == null) {
        return Optional.empty();
      }
      var finite = new LinkedHashMap<String, @Nullable Object>();
      read.forEach((key, value) -> finite.put(key, finite(value)));
      return Optional.of(finite);
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }

  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of JSON can always be written", e);
    }
  }

  private static @Nullable Object finite(@Nullable Object value) {
    return switch (value) {
      case Double number when !Double.isFinite(number) -> number.toString();
      case Map<?, ?> map -> {
        var copy = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((key, inner) -> copy.put(String.valueOf(key), finite(inner)));
        yield copy;
      }
      case List<?> list -> {
        var copy = new ArrayList<@Nullable Object>();
        list.forEach(inner -> copy.add(finite(inner)));
        yield copy;
      }
      case null, default -> value;
    };
  }
}
