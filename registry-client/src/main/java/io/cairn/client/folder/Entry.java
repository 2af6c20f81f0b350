// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.folder;

import java.util.Comparator;
import java.util.Optional;

/// One line of a manifest.
public sealed interface Entry {
  /// Relative, `/` between segments, NFC.
  String path();

  /// @param sizeBytes 0 to 2⁵³ − 1
  /// @param sha256 64 lower-case hex digits
  record File(String path, long sizeBytes, String sha256) implements Entry {
    public String digest() {
      return "sha256:" + sha256;
    }
  }

  /// Bytes that stay at `uri`.
  record Reference(String path, Optional<Long> sizeBytes, String uri, Optional<String> checksum)
      implements Entry {}

  /// The order of a manifest: by the bytes of the path in UTF-8, which is by code point.
  Comparator<String> ORDER = Entry::compare;

  private static int compare(String a, String b) {
    var length = Math.min(a.length(), b.length());
    for (var i = 0; i < length; i++) {
      var left = a.charAt(i);
      var right = b.charAt(i);
      if (left != right) {
        return Integer.compare(weight(left), weight(right));
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /// UTF-16 has surrogates below U+E000..U+FFFF; in UTF-8 what they stand for comes after.
  private static int weight(char unit) {
    if (Character.isSurrogate(unit)) {
      return unit + 0x10000;
    }
    return unit;
  }
}
