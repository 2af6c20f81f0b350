// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.contract;

/// What a store can do beyond the law of all.
public enum Supports {
  /// A body of any size passes through a fixed amount of memory.
  FLAT_MEMORY,
  /// Blobs are plain files that can be sent through the kernel.
  LOCAL_FILE
}
