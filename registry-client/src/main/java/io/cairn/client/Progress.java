// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

/// Told how far a transfer is. Called from many threads at once.
public interface Progress {
  /// Tells nobody.
  Progress NONE = new Progress() {};

  /// How many files there are is not known until the step is over.
  long UNKNOWN = -1;

  /// A step begins, for example `uploading`; totals may be 0 when not known.
  default void begin(String step, long files, long bytes) {}

  /// More bytes were read, sent or received; negative if they have to be sent again.
  default void bytes(long count) {}

  /// Bytes that need not be moved, since they are there already: they are done, and tell nothing of
  /// the speed.
  default void already(long count) {
    bytes(count);
  }

  /// One more file is done.
  default void file() {}

  /// The step is over, well or not.
  default void end() {}
}
