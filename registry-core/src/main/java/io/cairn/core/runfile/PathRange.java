// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.runfile;

import io.cairn.core.name.FilePath;
import io.cairn.core.page.Cursor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// Paths from `from` on and before `end`, in the order of their UTF-8 bytes. As `0` comes next
/// after `/`, all that lies below a folder `a` is from `a/` on and before `a0`.
record PathRange(byte[] from, byte[] end) {
  /// No byte of UTF-8 is as large.
  private static final byte[] LAST = {(byte) 0xff};

  /// All below a folder, at any depth; all there is without one.
  static PathRange below(Optional<FilePath> folder) {
    return folder
        .map(path -> new PathRange(bytes(path + "/"), bytes(path + "0")))
        .orElseGet(() -> new PathRange(new byte[0], LAST));
  }

  /// All that begin so; all there are with an empty start.
  static PathRange startingWith(String start) {
    var from = bytes(start);
    var end = Arrays.copyOf(from, from.length + 1);
    end[from.length] = LAST[0];
    return new PathRange(from, end);
  }

  /// The part behind a cursor: that of a file is its path, that of a folder its path and `/`.
  PathRange after(Optional<Cursor> cursor) {
    return cursor
        .map(Cursor::key)
        .map(key ->
            key.endsWith("/") ? behindFolder(key.substring(0, key.length() - 1)) : behindFile(key))
        .map(next -> Arrays.compareUnsigned(next, from) > 0 ? new PathRange(next, end) : this)
        .orElse(this);
  }

  /// The part behind all that lies in a folder.
  PathRange afterFolder(FilePath folder) {
    return new PathRange(behindFolder(folder.text()), end);
  }

  PathRange afterFile(FilePath file) {
    return new PathRange(behindFile(file.text()), end);
  }

  private static byte[] behindFolder(String folder) {
    return bytes(folder + "0");
  }

  private static byte[] behindFile(String file) {
    var path = bytes(file);
    return Arrays.copyOf(path, path.length + 1);
  }

  static byte[] bytes(String path) {
    return path.getBytes(StandardCharsets.UTF_8);
  }
}
