// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

/// What a use case needs in a team or registry. In a registry, `WRITE` is the right to link to its
/// models and to push straight to them; protected aliases need `ADMIN`.
public enum Permission {
  READ,
  WRITE,
  ADMIN;

  /// The scope that a key must have, whatever rights its owner has.
  Scope scope() {
    return switch (this) {
      case READ -> Scope.READ;
      case WRITE -> Scope.WRITE;
      case ADMIN -> Scope.ADMIN;
    };
  }
}
