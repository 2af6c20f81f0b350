// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.failure.Failure;
import java.util.Locale;

/// What a user is in the installation as a whole.
public enum InstallationRole {
  /// May do everything everywhere.
  ADMIN,
  /// Reads everything, changes nothing, whatever teams it is in.
  AUDITOR,
  /// Has the rights that its teams and registries give.
  MEMBER;

  /// The form in requests, answers and rows.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws Failure.Invalid if the text is no such role; names `field`
  public static InstallationRole of(String field, String text) {
    return switch (text) {
      case "admin" -> ADMIN;
      case "auditor" -> AUDITOR;
      case "member" -> MEMBER;
      default ->
          throw new Failure.Invalid(
              field, "role.unknown", field + " must be admin, auditor or member");
    };
  }
}
