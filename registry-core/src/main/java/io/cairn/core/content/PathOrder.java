// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import io.cairn.core.name.FilePath;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;

/// Checks, one path at a time and in constant memory, that paths come in the order of their UTF-8
/// bytes, none twice, and none both as a file and as a folder.
///
/// The last rule looks as if it needed all earlier paths, because `a-b` stands between `a` and
/// `a/b`. It does not: in byte order everything that stands between a path and a longer path that
/// begins with it begins with it too. So only those earlier files matter that are byte prefixes of
/// the present path, and such a prefix is told by its length alone. The state is the last path and
/// one bit a byte of it.
final class PathOrder {
  private byte[] last = new byte[0];
  // Bit n is set if the first n bytes of `last` are a whole earlier path (or `last` itself).
  private final BitSet earlierPaths = new BitSet();

  /// What is wrong with this path after those before it.
  enum Verdict {
    FITS,
    DUPLICATE,
    OUT_OF_ORDER,
    FILE_AND_FOLDER
  }

  /// Takes the next path if it fits; otherwise nothing changes that matters any more.
  Verdict next(FilePath path) {
    var bytes = bytes(path);
    var common = Arrays.mismatch(last, bytes);
    if (common < 0) {
      return Verdict.DUPLICATE;
    }
    if (compare(last, bytes) > 0) {
      return Verdict.OUT_OF_ORDER;
    }
    earlierPaths.clear(common + 1, earlierPaths.length() + common + 1);
    for (var i = 0; i < bytes.length; i++) {
      if (bytes[i] == '/' && earlierPaths.get(i)) {
        return Verdict.FILE_AND_FOLDER;
      }
    }
    earlierPaths.set(bytes.length);
    last = bytes;
    return Verdict.FITS;
  }

  static byte[] bytes(FilePath path) {
    return path.text().getBytes(StandardCharsets.UTF_8);
  }

  static int compare(byte[] a, byte[] b) {
    return Arrays.compareUnsigned(a, b);
  }
}
