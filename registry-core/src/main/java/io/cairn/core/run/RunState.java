// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.failure.Failure;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Where a run stands. `CRASHED` is a run that said it lives and then fell silent; it is so from
/// that moment, and stored a little later. Whatever it sends revives it.
public enum RunState {
  RUNNING,
  FINISHED,
  FAILED,
  CRASHED;

  /// The form in requests, answers and rows.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What a stored state means, if a run is silent that was not heard of since.
  public static RunState of(String stored, Optional<Instant> heartbeat, Instant silentSince) {
    return switch (stored) {
      case "running" ->
          heartbeat.filter(last -> last.isBefore(silentSince)).isPresent() ? CRASHED : RUNNING;
      case "crashed" -> CRASHED;
      case "finished" -> FINISHED;
      case "failed" -> FAILED;
      default -> throw new IllegalStateException("a run of unknown state");
    };
  }

  /// The state in which a caller may end a run.
  ///
  /// @throws Failure.Invalid naming `state` if the text is neither `finished` nor `failed`
  public static RunState ofEnd(String text) {
    return switch (text) {
      case "finished" -> FINISHED;
      case "failed" -> FAILED;
      default ->
          throw new Failure.Invalid("state", "run.state", "state must be finished or failed");
    };
  }
}
