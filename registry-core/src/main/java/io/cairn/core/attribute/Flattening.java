// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.attribute;

import io.cairn.core.json.JsonObject;
import io.cairn.core.page.Condition.Value;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// Makes attributes of a JSON object: the names on the way to a value, joined by dots, are its key;
/// all values of a list have the key of the list. Null has no attribute, nor has what is beyond the
/// bounds: 1,000 values, keys of 256 bytes.
public final class Flattening {
  private static final int MAX_ATTRIBUTES = 1_000;
  private static final int MAX_KEY_BYTES = 256;

  private final SequencedSet<Attribute> attributes = new LinkedHashSet<>();

  private Flattening() {}

  /// The keys begin with `prefix` and a dot.
  public static List<Attribute> of(String prefix, JsonObject object) {
    var flattening = new Flattening();
    flattening.addMembers(prefix, object.members(), false);
    return List.copyOf(flattening.attributes);
  }

  private void addMembers(
      String prefix, Map<?, ? extends @Nullable Object> members, boolean isItem) {
    members.forEach((name, value) -> add(prefix + "." + Texts.clean("" + name), value, isItem));
  }

  private void add(String key, @Nullable Object value, boolean isItem) {
    if (attributes.size() == MAX_ATTRIBUTES
        || key.getBytes(StandardCharsets.UTF_8).length > MAX_KEY_BYTES) {
      return;
    }
    switch (value) {
      case Map<?, ?> members -> addMembers(key, members, isItem);
      case List<?> items -> items.forEach(item -> add(key, item, true));
      case String text ->
          attributes.add(new Attribute(key, new Value.OfText(Texts.kept(text)), isItem));
      case Boolean truth -> attributes.add(new Attribute(key, new Value.OfTruth(truth), isItem));
      case Number number -> addNumber(key, number.doubleValue(), isItem);
      case null, default -> {
        // Null says nothing, and other kinds there are not.
      }
    }
  }

  private void addNumber(String key, double number, boolean isItem) {
    if (Double.isFinite(number)) {
      // Minus zero and zero are one number.
      var value = new Value.OfNumber(number + 0.0, Double.toString(number + 0.0));
      attributes.add(new Attribute(key, value, isItem));
    }
  }
}
