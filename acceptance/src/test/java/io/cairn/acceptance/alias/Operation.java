// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.alias;

import org.jspecify.annotations.Nullable;

/// What one client did to an alias, from the call to the answer, by one clock for all clients.
///
/// @param returnedAt [#NEVER] if the outcome is unknown: it may take effect at any time after the
///   call, or never
record Operation(Action action, long calledAt, long returnedAt) {
  static final long NEVER = Long.MAX_VALUE;

  Operation {
    if (returnedAt < calledAt) {
      throw new IllegalArgumentException("an answer comes after its call");
    }
  }

  boolean isKnown() {
    return returnedAt != NEVER;
  }

  /// What it did. A value is where the alias stands.
  sealed interface Action {
    /// The value after it, if it was `value` before.
    ///
    /// @return null if it cannot have been done at that value
    default @Nullable String after(String value) {
      return switch (this) {
        case Read(var seen) -> value.equals(seen) ? value : null;
        case Write(var written) -> written;
        case Swap(var expected, var written) -> value.equals(expected) ? written : null;
        case Refused(var expected, var actual) ->
            value.equals(actual) && !value.equals(expected) ? value : null;
      };
    }

    /// The value before it without which it cannot have been done; null if any will do.
    default @Nullable String needed() {
      return switch (this) {
        case Read(var seen) -> seen;
        case Write _ -> null;
        case Swap(var expected, _) -> expected;
        case Refused(_, var actual) -> actual;
      };
    }

    /// Whether it leaves every value as it is.
    default boolean isLooking() {
      return switch (this) {
        case Read _, Refused _ -> true;
        case Write _, Swap _ -> false;
      };
    }
  }

  record Read(String seen) implements Action {}

  record Write(String value) implements Action {}

  /// A compare-and-set that took place.
  record Swap(String expected, String value) implements Action {}

  /// A compare-and-set that found another value.
  record Refused(String expected, String actual) implements Action {}
}
