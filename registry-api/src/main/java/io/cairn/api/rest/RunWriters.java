// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.core.run.RunWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The header by which a process that writes a run names itself.
final class RunWriters {
  static final String HEADER = "Cairn-Writer";
  static final String DESCRIPTION =
      "A name of the process that writes, the same for all that it sends. Two that write one run"
          + " at once are told of in the run's `warnings`.";

  private RunWriters() {}

  static Optional<RunWriter> of(@Nullable String header) {
    return Optional.ofNullable(header).map(RunWriter::new);
  }
}
