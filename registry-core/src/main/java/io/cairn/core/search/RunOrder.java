// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.search;

import io.cairn.core.failure.Failure;
import java.util.Optional;

/// By what runs are sorted.
///
/// @param field the name of a value; empty for the order in which runs began
public record RunOrder(Optional<String> field, boolean isDescending) {
  /// The newest first.
  public static final RunOrder NEWEST = new RunOrder(Optional.empty(), true);

  /// `summary.accuracy` from the lowest on, `-summary.accuracy` from the highest on.
  ///
  /// @throws Failure.Invalid naming `sort`
  public static RunOrder parse(String text) {
    var isDescending = text.startsWith("-");
    var key = isDescending ? text.substring(1) : text;
    var field =
        RunKeys.name(key)
            .filter(_ -> !key.equals("tag"))
            .orElseThrow(() ->
                new Failure.Invalid(
                    "sort",
                    "sort.key",
                    "sort must be one of " + RunKeys.SORTABLE + ", or '-' and one"));
    return new RunOrder(
        RunKeys.isBegin(field) ? Optional.empty() : Optional.of(field), isDescending);
  }

  /// The form in which a cursor remembers it.
  String mark() {
    return (isDescending ? "-" : "") + field.orElse("");
  }
}
