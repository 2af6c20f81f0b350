// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.page;

import io.cairn.core.failure.Failure;
import java.util.List;
import java.util.Optional;

/// One condition of a search: `key op value`, such as `metadata.accuracy >= 0.9`, `tag = reviewed`,
/// `config."learning rate" < 1e-3` or `title ~ "digits, "`. A list of them means all at once.
///
/// Of values beneath a key only those of the value's type are compared: a number is never less than
/// a text. `!=` holds where the key is there with another value. `~` asks whether a text contains
/// the value, without regard to case. What keys there are is for the noun that is searched to say.
///
/// @param key names from the outermost in, joined by dots, quotes taken off: one spelling for
///   `config."a b".c` and for a JSON member that is called `a b.c`
public record Condition(String key, Operator operator, Value value) {
  /// Most characters of one condition.
  public static final int MAX_LENGTH = 2_048;

  /// Most conditions of one search.
  public static final int MAX_CONDITIONS = 20;

  /// How key and value are compared.
  public enum Operator {
    EQUAL("="),
    NOT_EQUAL("!="),
    GREATER(">"),
    AT_LEAST(">="),
    LESS("<"),
    AT_MOST("<="),
    CONTAINS("~");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }

    /// Whether it asks which of two values comes first.
    public boolean isOrder() {
      return switch (this) {
        case GREATER, AT_LEAST, LESS, AT_MOST -> true;
        case EQUAL, NOT_EQUAL, CONTAINS -> false;
      };
    }
  }

  /// What is compared with; [#text()] is its spelling, for keys whose values are always texts.
  public sealed interface Value {
    String text();

    /// Finite.
    record OfNumber(double number, String text) implements Value {}

    record OfText(String text) implements Value {}

    record OfTruth(boolean truth) implements Value {
      @Override
      public String text() {
        return Boolean.toString(truth);
      }
    }
  }

  /// A value without quotes is a number or `true` or `false` if it is spelled like one, and a text
  /// otherwise; in quotes, and after `~`, it is always a text. In quotes `\"` and `\\` stand for
  /// `"` and `\`. Blanks around key, operator and value mean nothing.
  ///
  /// @throws Failure.Invalid field `where`, if the text is no condition
  public static Condition parse(String text) {
    return new ConditionParser(text).parse();
  }

  /// @throws Failure.Invalid field `where`, if one is no condition or there are more than
  ///   [#MAX_CONDITIONS]
  public static List<Condition> parseAll(List<String> texts) {
    if (texts.size() > MAX_CONDITIONS) {
      throw new Failure.Invalid(
          "where", "where.count", "where may be given at most " + MAX_CONDITIONS + " times");
    }
    return texts.stream().map(Condition::parse).toList();
  }

  /// The rest of the key behind `outer` and a dot; empty if the key does not begin so.
  public Optional<String> below(String outer) {
    return key.startsWith(outer + ".")
        ? Optional.of(key.substring(outer.length() + 1))
        : Optional.empty();
  }

  /// A refusal of this condition by the noun that is searched.
  public Failure.Invalid refuse(String rule, String why) {
    return new Failure.Invalid("where", rule, "where '" + this + "': " + why);
  }

  @Override
  public String toString() {
    return key + " " + operator.sign() + " " + value.text();
  }
}
