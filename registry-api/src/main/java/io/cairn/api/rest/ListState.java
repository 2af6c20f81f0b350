// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.core.failure.Failure;
import org.jspecify.annotations.Nullable;

/// What a list shows: `?state=live`, which is the default, or `?state=deleted`.
final class ListState {
  private ListState() {}

  /// @throws Failure.Invalid naming `state` if it is neither
  static boolean isDeleted(@Nullable String state) {
    if (state == null || state.equals("live")) {
      return false;
    }
    if (state.equals("deleted")) {
      return true;
    }
    throw new Failure.Invalid("state", "state.word", "state must be live or deleted");
  }
}
