// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.page;

import io.cairn.core.failure.Failure;
import io.cairn.core.page.Condition.Operator;
import io.cairn.core.page.Condition.Value;
import java.util.regex.Pattern;

/// Reads one [Condition] from its text, from left to right.
final class ConditionParser {
  private static final int MAX_KEY_LENGTH = 512;
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?");

  private final String text;
  private int at;

  ConditionParser(String text) {
    this.text = text;
  }

  Condition parse() {
    if (text.length() > Condition.MAX_LENGTH) {
      throw new Failure.Invalid(
          "where", "where.length", "where must be at most " + Condition.MAX_LENGTH + " characters");
    }
    if (text.codePoints().anyMatch(ConditionParser::isControlOrBroken)) {
      throw refuse("where.control", "must not contain control characters");
    }
    skipBlanks();
    var key = key();
    skipBlanks();
    var operator = operator();
    skipBlanks();
    return new Condition(key, operator, value(operator));
  }

  private String key() {
    var key = new StringBuilder();
    while (true) {
      key.append(peek() == '"' ? quoted() : bareName());
      if (peek() != '.') {
        break;
      }
      key.append('.');
      at++;
    }
    if (key.length() > MAX_KEY_LENGTH) {
      throw refuse("where.key", "a key has at most " + MAX_KEY_LENGTH + " characters");
    }
    return key.toString();
  }

  private String bareName() {
    var start = at;
    while (at < text.length() && isOfName(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    if (at == start) {
      throw refuse(
          "where.key",
          "must begin with a key, as in metadata.accuracy>=0.9; a name with other characters than"
              + " letters, digits, _ - and / stands in quotes: metadata.\"top 5\">=0.9");
    }
    return text.substring(start, at);
  }

  private Operator operator() {
    for (var sign :
        new String[] {text.substring(at, Math.min(text.length(), at + 2)), peek() + ""}) {
      for (var operator : Operator.values()) {
        if (operator.sign().equals(sign)) {
          at += sign.length();
          return operator;
        }
      }
    }
    throw refuse("where.operator", "the key must be followed by one of = != > >= < <= ~");
  }

  private Value value(Operator operator) {
    if (peek() == '"') {
      var quoted = quoted();
      if (!text.substring(at).isBlank()) {
        throw refuse("where.value", "has text after the closing quote");
      }
      return new Value.OfText(quoted);
    }
    var bare = text.substring(at).strip();
    if (bare.isEmpty()) {
      throw refuse("where.value", "has no value; the empty text is \"\"");
    }
    if (operator == Operator.CONTAINS) {
      return new Value.OfText(bare);
    }
    return typed(bare, operator);
  }

  private Value typed(String bare, Operator operator) {
    if (bare.equals("true") || bare.equals("false")) {
      if (operator.isOrder()) {
        throw refuse("where.value", "true and false have no order; use = or !=");
      }
      return new Value.OfTruth(bare.equals("true"));
    }
    if (!NUMBER.matcher(bare).matches()) {
      return new Value.OfText(bare);
    }
    var number = Double.parseDouble(bare);
    if (!Double.isFinite(number)) {
      throw refuse("where.value", "the number is out of range; in quotes it is a text");
    }
    return new Value.OfNumber(number, bare);
  }

  private String quoted() {
    var content = new StringBuilder();
    for (at++; at < text.length(); at++) {
      var c = text.charAt(at);
      if (c == '"') {
        at++;
        return content.toString();
      }
      if (c == '\\') {
        at++;
        c = peek();
        if (c != '"' && c != '\\') {
          throw refuse("where.quote", "in quotes \\ stands only before \" and \\");
        }
      }
      content.append(c);
    }
    throw refuse("where.quote", "has no closing quote");
  }

  /// The next character; 0, which is in no legal text, at the end.
  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void skipBlanks() {
    while (peek() == ' ') {
      at++;
    }
  }

  private Failure.Invalid refuse(String rule, String what) {
    return new Failure.Invalid("where", rule, "where '" + shown() + "': " + what);
  }

  private String shown() {
    var clean = text.codePoints().filter(c -> !isControlOrBroken(c)).limit(200);
    return clean
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isOfName(int codePoint) {
    return Character.isLetterOrDigit(codePoint)
        || Character.getType(codePoint) == Character.NON_SPACING_MARK
        || Character.getType(codePoint) == Character.COMBINING_SPACING_MARK
        || codePoint == '_'
        || codePoint == '-'
        || codePoint == '/';
  }

  private static boolean isControlOrBroken(int codePoint) {
    var type = Character.getType(codePoint);
    return type == Character.CONTROL || type == Character.SURROGATE;
  }
}
