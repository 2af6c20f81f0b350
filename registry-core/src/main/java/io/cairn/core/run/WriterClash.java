// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import java.time.Instant;
import java.util.List;

/// Two processes or more wrote a run at once: of each line the last to write it has won.
///
/// @param writers which, ten of them at most
/// @param at when it was last seen, give or take five minutes
public record WriterClash(List<RunWriter> writers, Instant at) {
  public WriterClash {
    writers = List.copyOf(writers);
  }
}
