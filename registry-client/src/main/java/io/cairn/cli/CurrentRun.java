// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The run that a call belongs to: the one that is named, else the one it is called in.
final class CurrentRun {
  private CurrentRun() {}

  static Optional<String> of(@Nullable String named, Terminal terminal) {
    return Optional.ofNullable(named)
        .or(() -> Optional.ofNullable(terminal.environment().get("CAIRN_RUN")))
        .map(String::strip)
        .filter(run -> !run.isEmpty());
  }
}
