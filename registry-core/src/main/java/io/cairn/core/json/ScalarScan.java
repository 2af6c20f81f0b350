// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.function.Predicate;

/// Reads the members of a JSON object that was checked before, without making a tree of it.
public final class ScalarScan {
  private static final JsonFactory FACTORY = new JsonFactory();

  private ScalarScan() {}

  /// Told of each member that is wanted, in the order of the text.
  public interface Receiver {
    void number(String key, double value);

    void text(String key, String value);

    /// True, false, null, an array or an object.
    void other(String key);
  }

  /// @throws UncheckedIOException if the text is no JSON object
  public static void scan(String json, Predicate<String> wanted, Receiver receiver) {
    try (var parser = FACTORY.createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        var key = parser.currentName();
        var token = parser.nextToken();
        if (wanted.test(key)) {
          tell(key, token, parser, receiver);
        }
        parser.skipChildren();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a stored JSON object cannot be read", e);
    }
  }

  /// How many of the keys are members of the object.
  ///
  /// @throws UncheckedIOException if the text is no JSON object
  public static int keys(String json, Set<String> keys) {
    var found = 0;
    try (var parser = FACTORY.createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        found += keys.contains(parser.currentName()) ? 1 : 0;
        parser.nextToken();
        parser.skipChildren();
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException("a stored JSON object cannot be read", e);
    }
  }

  private static void tell(String key, JsonToken token, JsonParser parser, Receiver receiver)
      throws IOException {
    if (token.isNumeric()) {
      receiver.number(key, parser.getDoubleValue());
    } else if (token == JsonToken.VALUE_STRING) {
      receiver.text(key, parser.getText());
    } else {
      receiver.other(key);
    }
  }
}
