// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.local;

import io.cairn.core.failure.Failure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// What it means that the operating system refused to write. Java has no numbers for it, only the
/// system's words (strerror(3)), which may be of another language: so the disk is asked as well.
final class DiskFault {
  /// Less than this is no space: a file system may keep a little for itself.
  private static final long FULL_BYTES = 256 << 10;

  private static final String WHAT = "the blob store";

  private DiskFault() {}

  static Failure of(IOException fault, Path folder) {
    if (says(fault, "too many open files")) {
      return new Failure.Unavailable(WHAT + " (the server has too many files open)", fault);
    }
    if (says(fault, "no space left") || says(fault, "disk quota") || isFull(folder)) {
      return Failure.NotStored.full(WHAT, fault);
    }
    if (fault instanceof AccessDeniedException || says(fault, "read-only file system")) {
      return Failure.NotStored.readOnly(WHAT, fault);
    }
    return Failure.NotStored.fault(WHAT, fault);
  }

  private static boolean says(IOException fault, String words) {
    return String.valueOf(fault.getMessage()).toLowerCase(Locale.ROOT).contains(words);
  }

  private static boolean isFull(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace() < FULL_BYTES;
    } catch (IOException _) {
      return false;
    }
  }
}
