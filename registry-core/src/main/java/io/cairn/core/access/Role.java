// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.failure.Failure;
import java.util.Locale;

/// What a user is in one team or registry.
public enum Role {
  ADMIN,
  MEMBER,
  VIEWER;

  /// Whether this role gives that permission in its team or registry.
  public boolean gives(Permission permission) {
    return switch (this) {
      case ADMIN -> true;
      case MEMBER ->
          switch (permission) {
            case READ, WRITE -> true;
            case ADMIN -> false;
          };
      case VIEWER ->
          switch (permission) {
            case READ -> true;
            case WRITE, ADMIN -> false;
          };
    };
  }

  /// The form in requests, answers and rows.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws Failure.Invalid if the text is no such role; names `field`
  public static Role of(String field, String text) {
    return switch (text) {
      case "admin" -> ADMIN;
      case "member" -> MEMBER;
      case "viewer" -> VIEWER;
      default ->
          throw new Failure.Invalid(
              field, "role.unknown", field + " must be admin, member or viewer");
    };
  }
}
