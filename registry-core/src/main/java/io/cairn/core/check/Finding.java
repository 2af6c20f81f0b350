// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.check;

import java.util.Locale;

/// An entry of a version that is not as it should be, or of which nobody can tell.
///
/// @param path of the entry; `""` for the manifest
/// @param text the second half of a sentence about it
public record Finding(String path, Kind kind, String text) {
  /// In which way.
  public enum Kind {
    /// There are other bytes at the URI.
    CHANGED,
    /// There is nothing at the URI.
    VANISHED,
    /// The place did not answer this time.
    UNREACHABLE,
    /// This server does not open the URI, or is not let in.
    REFUSED,
    /// The blob is out of service.
    DAMAGED,
    /// The blob could not be read this time.
    UNREADABLE;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }
}
