// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.cairn.core.failure.Failure;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One line of a file of JSON objects (NDJSON): the row of a table with its JSON columns in it.
/// Values are as in [JsonObject]; there is room for several of those in one line.
public final class JsonRow {
  /// Longest line.
  public static final int MAX_CHARACTERS = 64 << 20;

  /// A document of the deepest kind, within a row.
  private static final int MAX_DEPTH = 80;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(MAX_CHARACTERS)
                  .build())
          .build();

  private JsonRow() {}

  /// Compact text without a line end; members in the order of the map.
  public static String write(Map<String, ? extends @Nullable Object> members) {
    var text = new StringWriter();
    try (var generator = FACTORY.createGenerator(text)) {
      JsonObject.writeValue(generator, members);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /// @throws Failure.Invalid if the text is no JSON object; names `field`
  public static Map<String, @Nullable Object> parse(String field, String text) {
    try (var parser = FACTORY.createParser(text)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        var members = JsonObject.readObject(parser);
        if (parser.nextToken() == null) {
          return members;
        }
      }
    } catch (IOException _) {
      // Refused below.
    }
    throw new Failure.Invalid(
        field, "json.syntax", field + " must be one JSON object without duplicate keys");
  }
}
