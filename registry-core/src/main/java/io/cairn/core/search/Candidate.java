// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.search;

import io.cairn.core.run.FieldValue;
import io.cairn.core.run.RunState;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A run that may be one of those looked for.
///
/// @param values those that were asked for, as they are stored
/// @param state as it is now
/// @param tags if they were asked for
/// @param texts what a text is looked for in, if one is
record Candidate(
    long seq,
    Map<String, FieldValue> values,
    RunState state,
    List<String> tags,
    List<String> texts) {
  boolean matches(RunSearch.Terms terms) {
    return terms.conditions().stream().allMatch(this::holds)
        && terms.text().filter(part -> !mentions(part)).isEmpty();
  }

  private boolean holds(RunCondition condition) {
    if (condition.isWithinTags()) {
      var part = condition.value().text().orElseThrow();
      return tags.stream().anyMatch(tag -> RunCondition.contains(tag, part));
    }
    return condition.isOfState()
        ? condition.holds(Optional.of(FieldValue.of(state.text())))
        : condition.holds(value(condition.field()));
  }

  private boolean mentions(String part) {
    return texts.stream().anyMatch(text -> RunCondition.contains(text, part))
        || tags.stream().anyMatch(tag -> RunCondition.contains(tag, part));
  }

  Optional<FieldValue> value(String field) {
    return Optional.ofNullable(values.get(field));
  }

  Position position(RunOrder order) {
    return new Position(order.field().flatMap(this::value), seq);
  }
}
