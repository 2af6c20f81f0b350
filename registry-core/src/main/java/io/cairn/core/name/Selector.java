// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.name;

import io.cairn.core.failure.Failure;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/// Which version of a collection is meant: `production`, `v3`, or `sha256:<64 hex>`; or, by the
/// history of an alias, `production~2026-10-01T12:00Z` and `production~1`.
public sealed interface Selector {
  /// The version that the alias points at now.
  record ByAlias(Label alias) implements Selector {}

  /// The version of that index, from 0.
  record ByIndex(long index) implements Selector {}

  /// The version whose manifest has that SHA-256: 64 lower-case hex digits.
  record ByDigest(String sha256) implements Selector {}

  /// The version that the alias pointed at then; cut to microseconds.
  record ByAliasAt(Label alias, Instant at) implements Selector {}

  /// The `steps`-th former holder of the alias, newest first, from 1: each move away from a version
  /// makes it a former holder once more; moves away from nothing don't count.
  record ByFormerHolder(Label alias, int steps) implements Selector {}

  /// The alias that every collection has.
  Label LATEST = new Label("latest");

  Pattern INDEX = Pattern.compile("v(0|[1-9][0-9]{0,17})");
  Pattern STEPS = Pattern.compile("[1-9][0-9]{0,5}");
  Pattern TIME =
      Pattern.compile(
          "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?"
              + "(?<zone>Z|[+-][0-9]{2}:[0-9]{2})?");
  Pattern DIGEST = Pattern.compile("sha256:([0-9a-f]{64})");

  /// @throws Failure.Invalid if the text is no alias, with or without `~`, no `v<index>` and no
  ///   `sha256:<64 hex>`
  static Selector parse(String text) {
    var index = INDEX.matcher(text);
    if (index.matches()) {
      return new ByIndex(Long.parseLong(index.group(1)));
    }
    if (text.startsWith("sha256:")) {
      var digest = DIGEST.matcher(text);
      if (!digest.matches()) {
        throw new Failure.Invalid(
            "ref", "digest.grammar", "a digest is 'sha256:' and 64 lower-case hex digits");
      }
      return new ByDigest(digest.group(1));
    }
    var tilde = text.indexOf('~');
    return tilde < 0
        ? new ByAlias(Label.of("ref", text))
        : inHistory(Label.of("ref", text.substring(0, tilde)), text.substring(tilde + 1));
  }

  private static Selector inHistory(Label alias, String when) {
    if (STEPS.matcher(when).matches()) {
      return new ByFormerHolder(alias, Integer.parseInt(when));
    }
    var time = TIME.matcher(when);
    if (!time.matches()) {
      throw new Failure.Invalid(
          "ref",
          "history.grammar",
          "after '~' comes a number from 1 to 999999 or a time such as 2026-10-01T12:00Z");
    }
    if (time.group("zone") == null) {
      throw new Failure.Invalid(
          "ref", "time.zone", "a time needs its zone: Z for UTC, or an offset such as +02:00");
    }
    try {
      return new ByAliasAt(
          alias, OffsetDateTime.parse(when).toInstant().truncatedTo(ChronoUnit.MICROS));
    } catch (DateTimeParseException _) {
      throw new Failure.Invalid("ref", "time.date", "'" + when + "' is no date and time");
    }
  }

  /// The text that [#parse] would read back.
  default String text() {
    return switch (this) {
      case ByAlias(var alias) -> alias.text();
      case ByAliasAt(var alias, var at) -> alias.text() + "~" + at;
      case ByFormerHolder(var alias, var steps) -> alias.text() + "~" + steps;
      case ByIndex(var index) -> "v" + index;
      case ByDigest(var sha256) -> "sha256:" + sha256;
    };
  }
}
