// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.attribute;

import io.cairn.core.page.Condition.Value;

/// One value of something under a key.
///
/// @param isItem whether it is one of a list: such are found, but nothing is sorted by them
public record Attribute(String key, Value value, boolean isItem) {
  /// A text of its own.
  public static Attribute text(String key, String text) {
    return new Attribute(key, new Value.OfText(text), false);
  }
}
