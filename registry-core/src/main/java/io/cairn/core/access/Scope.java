// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.failure.Failure;
import java.util.Locale;

/// How much of its owner's rights a key carries. A full key has all three; none adds a right that
/// the owner lacks.
public enum Scope {
  READ,
  WRITE,
  ADMIN;

  /// The form in requests, answers and rows.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws Failure.Invalid if the text is no such scope; names `field`
  public static Scope of(String field, String text) {
    return switch (text) {
      case "read" -> READ;
      case "write" -> WRITE;
      case "admin" -> ADMIN;
      default ->
          throw new Failure.Invalid(
              field, "scope.unknown", field + " must hold read, write or admin");
    };
  }
}
