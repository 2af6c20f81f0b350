// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

/// Whom a key stands for; one letter of its text tells it.
public enum KeyKind {
  PERSON('p'),
  SERVICE('s'),
  /// Lives at most a day.
  SHORT_LIVED('t');

  private final char letter;

  KeyKind(char letter) {
    this.letter = letter;
  }

  char letter() {
    return letter;
  }
}
