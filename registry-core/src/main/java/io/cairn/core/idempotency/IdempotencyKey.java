// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.idempotency;

import io.cairn.core.failure.Failure;

/// The caller's own name for one request: 1 to 255 characters of visible ASCII. A client makes a
/// new one (as a rule a random UUID) for each thing that it wants done.
public record IdempotencyKey(String text) {
  /// The header that carries it (IETF draft-ietf-httpapi-idempotency-key-header).
  public static final String HEADER = "Idempotency-Key";

  private static final int MAX_LENGTH = 255;

  /// @throws Failure.Invalid naming the header
  public IdempotencyKey {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      throw new Failure.Invalid(
          HEADER, "idempotency-key.length", HEADER + " must have 1 to 255 characters");
    }
    if (!text.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
      throw new Failure.Invalid(
          HEADER, "idempotency-key.grammar", HEADER + " must be visible ASCII without spaces");
    }
  }
}
