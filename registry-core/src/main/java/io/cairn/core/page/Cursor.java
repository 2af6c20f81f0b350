// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.page;

import io.cairn.core.failure.Failure;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// The key of the last item of a page: `after` it the next page begins. Opaque on the wire.
public record Cursor(String key) {
  /// Length bound of a cursor on the wire, in characters.
  private static final int MAX_WIRE_LENGTH = 2_048;

  public static Cursor of(long seq) {
    return new Cursor(Long.toString(seq));
  }

  /// The key as a number.
  ///
  /// @throws Failure.Invalid if this cursor was not made by [#of(long)]
  public long seq() {
    try {
      return Long.parseLong(key);
    } catch (NumberFormatException _) {
      throw notOurs();
    }
  }

  /// The form for the wire: base64url without padding.
  public String wire() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  /// @throws Failure.Invalid if the text is none of ours
  public static Cursor parse(String wire) {
    if (wire.isEmpty() || wire.length() > MAX_WIRE_LENGTH) {
      throw notOurs();
    }
    try {
      var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(wire));
      var key = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      // A key becomes a parameter of a query, and PostgreSQL takes no NUL in a text.
      if (key.chars().anyMatch(Character::isISOControl)) {
        throw notOurs();
      }
      return new Cursor(key);
    } catch (IllegalArgumentException | CharacterCodingException _) {
      throw notOurs();
    }
  }

  private static Failure.Invalid notOurs() {
    return new Failure.Invalid(
        "cursor",
        "cursor.opaque",
        "cursor must be a value that an earlier page gave as `next`, for the same list");
  }
}
