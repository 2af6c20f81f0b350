// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.failure.Failure;
import java.util.Locale;

/// A person may log in; a service account has keys only.
public enum UserKind {
  PERSON,
  SERVICE;

  /// The form in requests, answers and rows.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws Failure.Invalid if the text is no such kind; names `field`
  public static UserKind of(String field, String text) {
    return switch (text) {
      case "person" -> PERSON;
      case "service" -> SERVICE;
      default ->
          throw new Failure.Invalid(field, "kind.unknown", field + " must be person or service");
    };
  }
}
