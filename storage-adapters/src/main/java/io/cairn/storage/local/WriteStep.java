// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.local;

import java.io.IOException;

/// The steps of keeping a blob, in their order. A fault at any of them leaves no wrong or half blob
/// and no acknowledgement.
enum WriteStep {
  CREATE_TEMP,
  WRITE,
  FORCE_FILE,
  RENAME,
  FORCE_FOLDER;

  /// Whether a fault here leaves open what the disk has: the kernel may have dropped pages that it
  /// could not write, and calls them clean at the next attempt.
  boolean leavesDoubt() {
    return this == FORCE_FILE || this == FORCE_FOLDER;
  }

  /// Told of each step before it is done. What it throws counts as that step's fault.
  @FunctionalInterface
  interface Listener {
    void before(WriteStep step) throws IOException;
  }
}
