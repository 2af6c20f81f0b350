// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.attribute.AttributeCondition;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Label;
import io.cairn.core.page.Condition;
import io.cairn.core.page.Condition.Operator;
import io.cairn.core.page.Condition.Value;
import io.cairn.core.project.ProjectId;
import io.cairn.core.time.Timeline;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Which keys a search over versions knows, and what is asked for each.
final class VersionFilters {
  private static final Map<String, String> COLUMNS =
      Map.of("size", "v.size_bytes", "files", "v.file_count", "references", "v.reference_count");

  private final List<AttributeCondition> conditions = new ArrayList<>();
  private final StringBuilder filter = new StringBuilder();
  private final Map<String, Object> bindings = new HashMap<>();

  List<AttributeCondition> conditions() {
    return conditions;
  }

  String filter() {
    return filter.toString();
  }

  Map<String, Object> bindings() {
    return bindings;
  }

  void project(ProjectId project) {
    addText(VersionAttributes.PROJECT, Operator.EQUAL, project.value().toString());
  }

  /// @throws Failure.Invalid field `where`, if there is no such key, or not with that operator
  void add(Condition condition) {
    switch (condition.key()) {
      case VersionAttributes.TAG -> addLabel(condition);
      case VersionAttributes.TYPE -> addWord(condition);
      case "size", "files", "references" -> addNumber(condition);
      case "created" -> addTime(condition);
      default -> {
        if (condition.below(VersionAttributes.METADATA).isEmpty()) {
          throw condition.refuse(
              "where.unknown-key",
              "key must be metadata.KEY, tag, type, size, files, references or created");
        }
        conditions.add(AttributeCondition.of(condition));
      }
    }
  }

  private void addLabel(Condition condition) {
    if (condition.operator() != Operator.CONTAINS) {
      // A text that is no tag would find nothing; say so.
      Label.of("where", condition.value().text());
    }
    addWord(condition);
  }

  /// Words are kept in small letters.
  private void addWord(Condition condition) {
    if (condition.operator().isOrder()) {
      throw condition.refuse("where.no-order", condition.key() + " goes with = != and ~ only");
    }
    addText(
        condition.key(), condition.operator(), condition.value().text().toLowerCase(Locale.ROOT));
  }

  private void addText(String key, Operator operator, String text) {
    var condition = new Condition(key, operator, new Value.OfText(text));
    conditions.add(new AttributeCondition(condition, true));
  }

  private void addNumber(Condition condition) {
    if (condition.operator() == Operator.CONTAINS
        || !(condition.value() instanceof Value.OfNumber(var number, _))) {
      throw condition.refuse("where.number", condition.key() + " is compared with a number");
    }
    addColumn(COLUMNS.getOrDefault(condition.key(), ""), condition.operator(), number);
  }

  private void addTime(Condition condition) {
    if (!condition.operator().isOrder()) {
      throw condition.refuse("where.time", "created goes with > >= < <= only");
    }
    addColumn("m.created_at", condition.operator(), Timeline.toMicros(time(condition)));
  }

  private static Instant time(Condition condition) {
    var text = condition.value().text();
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeParseException _) {
      throw condition.refuse("where.time", "a time is written 2026-10-01 or 2026-10-01T12:00:00Z");
    }
  }

  private void addColumn(String column, Operator operator, Object value) {
    var name = "filter" + bindings.size();
    var sign = operator == Operator.NOT_EQUAL ? "<>" : operator.sign();
    filter.append(" and %s %s :%s".formatted(column, sign, name));
    bindings.put(name, value);
  }
}
