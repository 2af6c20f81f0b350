// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.attribute;

import io.cairn.core.fact.Engine;
import io.cairn.core.page.Condition;
import io.cairn.core.page.Condition.Operator;
import io.cairn.core.page.Condition.Value;
import java.util.Map;
import org.jdbi.v3.core.statement.SqlStatement;

/// A [Condition] on the rows of attributes, as SQL. The condition's key is the attribute's.
///
/// @param holdsIfAbsent whether `!=` also holds where there is no such key
public record AttributeCondition(Condition condition, boolean holdsIfAbsent) {
  private static final Map<Operator, String> SIGNS =
      Map.of(
          Operator.GREATER, ">",
          Operator.AT_LEAST, ">=",
          Operator.LESS, "<",
          Operator.AT_MOST, "<=");

  public static AttributeCondition of(Condition condition) {
    return new AttributeCondition(condition, false);
  }

  /// Whether an index leads to the rows that it holds for.
  boolean isIndexed() {
    return switch (condition.operator()) {
      case EQUAL -> true;
      case GREATER, AT_LEAST, LESS, AT_MOST -> condition.value() instanceof Value.OfNumber;
      case NOT_EQUAL, CONTAINS -> false;
    };
  }

  /// Whether the index gives them in the order of their subjects.
  boolean isOrdered() {
    return condition.operator() == Operator.EQUAL;
  }

  /// That the row `row` is one of its. Only if [#isIndexed()].
  String onRow(String row, int number, Engine engine) {
    return "(%1$s.attribute_key = :key%2$d and %3$s)"
        .formatted(row, number, value(row, condition.operator(), number, engine));
  }

  /// That the subject of the row `row` has such a row.
  String onSubject(String row, int number, Engine engine) {
    if (condition.operator() == Operator.NOT_EQUAL) {
      var equal = exists(row, number, value("b", Operator.EQUAL, number, engine));
      return holdsIfAbsent ? "not " + equal : exists(row, number, "1 = 1") + " and not " + equal;
    }
    return exists(row, number, value("b", condition.operator(), number, engine));
  }

  <S extends SqlStatement<S>> void bind(S statement, int number) {
    statement.bind("key" + number, condition.key());
    switch (condition.value()) {
      case Value.OfNumber(var given, _) -> statement.bind("value" + number, given + 0.0);
      case Value.OfTruth truth -> statement.bind("value" + number, truth.text());
      case Value.OfText(var text) -> bindText(statement, number, text);
    }
  }

  private <S extends SqlStatement<S>> void bindText(S statement, int number, String text) {
    switch (condition.operator()) {
      case CONTAINS ->
          statement.bind(
              "value" + number,
              "%"
                  + Texts.small(text).replace("!", "!!").replace("%", "!%").replace("_", "!_")
                  + "%");
      case EQUAL, NOT_EQUAL ->
          statement
              .bind("value" + number, Texts.kept(text))
              .bind("fold" + number, Texts.fold(text));
      case GREATER, AT_LEAST, LESS, AT_MOST -> statement.bind("value" + number, text);
    }
  }

  private String value(String row, Operator operator, int number, Engine engine) {
    return switch (condition.value()) {
      case Value.OfNumber _ ->
          row
              + ".number "
              + (operator == Operator.EQUAL ? "=" : SIGNS.get(operator))
              + " :value"
              + number;
      case Value.OfTruth _ ->
          "%s.fold = :value%d and %s.kind = 'truth'".formatted(row, number, row);
      case Value.OfText _ -> text(row, operator, number, engine);
    };
  }

  private static String text(String row, Operator operator, int number, Engine engine) {
    return switch (operator) {
      case EQUAL, NOT_EQUAL ->
          "%1$s.fold = :fold%2$d and %1$s.value = :value%2$d and %1$s.kind = 'text'"
              .formatted(row, number);
      case CONTAINS ->
          "%1$s.kind = 'text' and coalesce(%1$s.folded, %1$s.value) like :value%2$d escape '!'"
              .formatted(row, number);
      case GREATER, AT_LEAST, LESS, AT_MOST ->
          "%s.kind = 'text' and %s.value%s %s :value%d"
              .formatted(row, row, byBytes(engine), SIGNS.get(operator), number);
    };
  }

  /// Texts are compared by code point, whatever language the data base is set to.
  private static String byBytes(Engine engine) {
    return switch (engine) {
      case SQLITE -> "";
      case POSTGRESQL -> " collate \"C\"";
    };
  }

  private static String exists(String row, int number, String value) {
    return """
    exists (select 1 from attribute b
      where b.subject_id = %s.subject_id and b.attribute_key = :key%d and %s)\
    """
        .formatted(row, number, value);
  }
}
