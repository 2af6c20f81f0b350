// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.export;

import io.cairn.core.failure.Failure;
import io.cairn.core.name.FilePath;
import io.cairn.core.name.Label;
import io.cairn.core.name.Name;
import io.cairn.core.name.Title;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

/// A column of a table that travels.
///
/// @param grammar whether a text may stand in it
/// @param refersTo the files whose `id` it must be, if there is one
/// @param keyOf empty, or the column of which it is the lower-case form: it is in no file
record Column(
    String name,
    ColumnType type,
    boolean isOptional,
    BiPredicate<String, String> grammar,
    String refersTo,
    String keyOf) {
  private static final BiPredicate<String, String> ANY = (_, _) -> true;
  private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9._-]{0,63}");

  static Column of(String name, ColumnType type) {
    return new Column(name, type, false, ANY, "", "");
  }

  static Column id(String name) {
    return of(name, ColumnType.ID);
  }

  /// The `id` of a line in the file of that noun.
  static Column ref(String name, String noun) {
    return new Column(name, ColumnType.ID, false, ANY, noun, "");
  }

  static Column number(String name) {
    return of(name, ColumnType.NUMBER);
  }

  static Column flag(String name) {
    return of(name, ColumnType.FLAG);
  }

  static Column time(String name) {
    return of(name, ColumnType.TIME);
  }

  static Column json(String name) {
    return of(name, ColumnType.JSON);
  }

  static Column text(String name) {
    return of(name, ColumnType.TEXT);
  }

  /// A slug, see [Name].
  static Column name(String name) {
    return text(name, (field, text) -> Name.of(field, text).text().equals(text));
  }

  /// A slug in lower case.
  static Column nameKey(String name) {
    return text(name, (field, text) -> Name.of(field, text).key().equals(text));
  }

  /// The name of a team or registry.
  static Column namespaceName(String name) {
    return text(name, (field, text) -> Name.ofNamespace(field, text).text().equals(text));
  }

  /// An alias or tag, see [Label].
  static Column label(String name) {
    return text(name, (field, text) -> Label.of(field, text).text().equals(text));
  }

  /// A path of a file, see [FilePath], kept as bytes.
  static Column path(String name) {
    return new Column(
        name, ColumnType.UTF8, false, (_, text) -> new FilePath(text).text().equals(text), "", "");
  }

  /// What people see, see [Title].
  static Column title(String name) {
    return text(name, (field, text) -> Title.of(field, text).text().equals(text));
  }

  /// One of these words.
  static Column word(String name, String... words) {
    var allowed = Set.of(words);
    return text(name, (_, text) -> allowed.contains(text));
  }

  /// A word of our own, as in `alias.moved`.
  static Column slug(String name) {
    return text(name, (_, text) -> SLUG.matcher(text).matches());
  }

  /// The lower-case form of another column, by which it is unique.
  static Column key(String name, String source) {
    return new Column(name, ColumnType.TEXT, false, ANY, "", source);
  }

  /// May be null.
  Column optional() {
    return new Column(name, type, true, grammar, refersTo, keyOf);
  }

  boolean travels() {
    return keyOf.isEmpty();
  }

  /// The value for the data base.
  ///
  /// @throws IllegalArgumentException or Failure.Invalid if it may not stand here
  Object value(Object json) {
    var value = type.value(json);
    if (json instanceof String text && !grammar.test(name, text)) {
      throw new Failure.Invalid(name, "facts.grammar", name + " cannot be '" + text + "'");
    }
    return value;
  }

  private static Column text(String name, BiPredicate<String, String> grammar) {
    return new Column(name, ColumnType.TEXT, false, grammar, "", "");
  }
}
