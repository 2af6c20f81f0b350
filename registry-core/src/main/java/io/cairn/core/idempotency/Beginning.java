// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.idempotency;

/// What a request with a key meets.
public sealed interface Beginning {
  /// Nothing of that key: carry it out, and hand in the answer.
  record First(Ticket ticket) implements Beginning {}

  /// The same request was answered before: give that answer, do nothing.
  record Again(KeptAnswer answer) implements Beginning {}
}
