// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.cairn.core.failure.Failure;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// A JSON object as an immutable tree of `Map`, `List`, `String`, `Long`, `BigInteger`, `Double`,
/// `Boolean` and null. Key order is kept.
///
/// At most 1 MiB of text, 64 levels; duplicate keys, numbers that are not finite and halves of
/// surrogate pairs are refused.
public final class JsonObject {
  private static final int MAX_CHARACTERS = 1 << 20;
  private static final int MAX_DEPTH = 64;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_CHARACTERS)
                  .build())
          .build();
  private static final JsonObject EMPTY = new JsonObject(Map.of());

  private final Map<String, @Nullable Object> members;

  private JsonObject(Map<String, @Nullable Object> members) {
    this.members = members;
  }

  public static JsonObject empty() {
    return EMPTY;
  }

  /// From a tree that a face has read. `field` is the name a refusal gives.
  ///
  /// @throws Failure.Invalid if the tree is no JSON object within the limits
  public static JsonObject of(String field, Map<String, ? extends @Nullable Object> members) {
    var text = new StringWriter();
    try (var generator = FACTORY.createGenerator(text)) {
      writeValue(generator, members);
    } catch (StreamConstraintsException _) {
      throw beyondLimits(field);
    } catch (IOException _) {
      throw new Failure.Invalid(field, "json.number", field + " must have finite numbers only");
    }
    return parse(field, text.toString());
  }

  /// @throws Failure.Invalid if the text is no JSON object within the limits; names `field`
  public static JsonObject parse(String field, String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw new Failure.TooLarge(
          field, MAX_CHARACTERS, field + " must be at most 1,048,576 characters of JSON");
    }
    try (var parser = FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new Failure.Invalid(field, "json.object", field + " must be a JSON object");
      }
      var object = new JsonObject(readObject(parser));
      if (parser.nextToken() != null) {
        throw new Failure.Invalid(field, "json.syntax", field + " has text after its JSON object");
      }
      return object;
    } catch (StreamConstraintsException _) {
      throw beyondLimits(field);
    } catch (IOException _) {
      throw new Failure.Invalid(
          field, "json.syntax", field + " must be valid JSON without duplicate keys");
    }
  }

  private static Failure.Invalid beyondLimits(String field) {
    return new Failure.Invalid(
        field,
        "json.limits",
        field + " must be JSON of at most 64 levels and 1,000 digits a number");
  }

  public Map<String, @Nullable Object> members() {
    return members;
  }

  public boolean isEmpty() {
    return members.isEmpty();
  }

  /// This object with the members of `other` set over it: top level only.
  public JsonObject with(JsonObject other) {
    return with(other, (_, theirs) -> theirs);
  }

  /// As [#with(JsonObject)], but a key that both have gets what `merge` makes of the two values.
  public JsonObject with(
      JsonObject other, BiFunction<@Nullable Object, @Nullable Object, @Nullable Object> merge) {
    var merged = new LinkedHashMap<String, @Nullable Object>(members);
    other.members.forEach((key, theirs) ->
        merged.put(key, merged.containsKey(key) ? merge.apply(merged.get(key), theirs) : theirs));
    return new JsonObject(Collections.unmodifiableMap(merged));
  }

  /// Compact JSON text.
  @Override
  public String toString() {
    return write(members);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonObject that && members.equals(that.members);
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }

  static Map<String, @Nullable Object> readObject(JsonParser parser) throws IOException {
    var members = new LinkedHashMap<String, @Nullable Object>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var key = whole(parser.currentName());
      parser.nextToken();
      members.put(key, readValue(parser));
    }
    return Collections.unmodifiableMap(members);
  }

  private static @Nullable Object readValue(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> readObject(parser);
      case START_ARRAY -> readArray(parser);
      case VALUE_STRING -> whole(parser.getText());
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NULL -> null;
      case VALUE_NUMBER_INT ->
          parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
              ? parser.getBigIntegerValue()
              : (Object) parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> finite(parser);
      default -> throw new IOException("unexpected end of JSON");
    };
  }

  /// Half a surrogate pair has no UTF-8, so no data base could keep it.
  private static String whole(String text) throws IOException {
    for (var i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSurrogatePair(
            text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : ' ')) {
          throw new IOException("half a surrogate pair");
        }
        i++;
      }
    }
    return text;
  }

  private static Double finite(JsonParser parser) throws IOException {
    var value = parser.getDoubleValue();
    if (!Double.isFinite(value)) {
      throw new IOException("number out of range");
    }
    return value;
  }

  private static List<@Nullable Object> readArray(JsonParser parser) throws IOException {
    var items = new ArrayList<@Nullable Object>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(readValue(parser));
    }
    return Collections.unmodifiableList(items);
  }

  private static String write(Map<?, ? extends @Nullable Object> members) {
    var text = new StringWriter();
    try (var generator = FACTORY.createGenerator(text)) {
      writeValue(generator, members);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  static void writeValue(JsonGenerator generator, @Nullable Object value) throws IOException {
    switch (value) {
      case null -> generator.writeNull();
      case Map<?, ?> map -> {
        generator.writeStartObject();
        for (var entry : map.entrySet()) {
          generator.writeFieldName(String.valueOf(entry.getKey()));
          writeValue(generator, entry.getValue());
        }
        generator.writeEndObject();
      }
      case Iterable<?> items -> {
        generator.writeStartArray();
        for (var item : items) {
          writeValue(generator, item);
        }
        generator.writeEndArray();
      }
      case Boolean b -> generator.writeBoolean(b);
      case BigInteger n -> generator.writeNumber(n);
      case BigDecimal n -> generator.writeNumber(n);
      case Double d -> writeFinite(generator, d);
      case Float f -> writeFinite(generator, f.doubleValue());
      case Number n -> generator.writeNumber(n.longValue());
      default -> generator.writeString(value.toString());
    }
  }

  private static void writeFinite(JsonGenerator generator, double number) throws IOException {
    if (!Double.isFinite(number)) {
      throw new IOException("number out of range");
    }
    generator.writeNumber(number);
  }
}
