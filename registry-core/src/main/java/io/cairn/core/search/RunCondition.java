// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.search;

import io.cairn.core.failure.Failure;
import io.cairn.core.name.Label;
import io.cairn.core.page.Condition;
import io.cairn.core.page.Condition.Operator;
import io.cairn.core.page.Condition.Value;
import io.cairn.core.run.FieldValue;
import io.cairn.core.run.RunFields;
import io.cairn.core.time.Timeline;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;

/// A condition on the values of runs.
///
/// @param field the name of the value; of `tag = x`, that under which the tag is kept
record RunCondition(String field, Operator operator, FieldValue value) {
  private static final String TAGS = "tag";

  /// @throws Failure.Invalid naming `where`, if runs have no such key or it has no such values
  static RunCondition of(Condition condition) {
    var name =
        RunKeys.name(condition.key())
            .orElseThrow(() -> condition.refuse("where.key", "a key is tag, " + RunKeys.SORTABLE));
    if (name.equals(TAGS)) {
      return tag(condition);
    }
    return new RunCondition(
        name,
        condition.operator(),
        RunKeys.isTime(name) ? time(condition) : value(name, condition));
  }

  private static FieldValue value(String name, Condition condition) {
    var isText = !name.contains(".") && !isNumeric(name);
    return switch (condition.value()) {
      case Value.OfText(var text) -> FieldValue.of(text);
      case Value.OfNumber(var number, var spelling) ->
          isText ? FieldValue.of(spelling) : FieldValue.of(number);
      case Value.OfTruth(var truth) ->
          isText ? FieldValue.of(Boolean.toString(truth)) : FieldValue.of(truth);
    };
  }

  private static boolean isNumeric(String name) {
    return name.equals(RunFields.DURATION) || name.equals(RunFields.EXIT_CODE);
  }

  private static FieldValue time(Condition condition) {
    if (condition.operator() == Operator.CONTAINS) {
      throw condition.refuse("where.operator", "a time is compared by = != > >= < <=");
    }
    try {
      var instant = OffsetDateTime.parse(condition.value().text()).toInstant();
      return FieldValue.of((double) Timeline.toMicros(instant));
    } catch (DateTimeException | ArithmeticException _) {
      throw condition.refuse("where.time", "must be a time such as 2026-10-01T12:00Z");
    }
  }

  private static RunCondition tag(Condition condition) {
    var operator = condition.operator();
    if (operator.isOrder()) {
      throw condition.refuse("where.operator", "a tag is compared by = != ~");
    }
    var text = condition.value().text();
    return operator == Operator.CONTAINS
        ? new RunCondition(TAGS, operator, FieldValue.of(text))
        : new RunCondition(
            RunFields.tag(Label.of("where", text).key()), operator, FieldValue.of(1));
  }

  /// Whether it asks for a part of one of the run's tags.
  boolean isWithinTags() {
    return field.equals(TAGS);
  }

  boolean isOfState() {
    return field.equals(RunFields.STATE);
  }

  /// Whether runs for which it holds lie together in an index, all in the order of their numbers.
  boolean isEquality() {
    return operator == Operator.EQUAL;
  }

  /// Whether an index leads to the runs for which it holds.
  boolean isIndexed() {
    return isEquality() || operator.isOrder();
  }

  /// Whether it holds for a run that has this value, or none.
  boolean holds(Optional<FieldValue> found) {
    if (field.startsWith("tag:")) {
      return found.isPresent() == isEquality();
    }
    return found.filter(this::holds).isPresent();
  }

  private boolean holds(FieldValue found) {
    var isAlike =
        found.number().isPresent() == value.number().isPresent()
            && found.isProse() == value.isProse();
    return switch (operator) {
      case EQUAL -> found.equals(value);
      case NOT_EQUAL -> !found.equals(value);
      case CONTAINS ->
          found.isProse() && contains(found.text().orElseThrow(), value.text().orElseThrow());
      case GREATER -> isAlike && found.compareTo(value) > 0;
      case AT_LEAST -> isAlike && found.compareTo(value) >= 0;
      case LESS -> isAlike && found.compareTo(value) < 0;
      case AT_MOST -> isAlike && found.compareTo(value) <= 0;
    };
  }

  /// Without regard to case.
  static boolean contains(String text, String part) {
    return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }
}
