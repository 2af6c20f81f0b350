// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.failure.Failure;
import java.util.Locale;

/// Where a run stands. `CRASHED` is never stored: it is a run that said it lives and then fell
/// silent; whatever it sends later revives it.
public enum RunState {
  RUNNING,
  FINISHED,
  FAILED,
  CRASHED;

  /// The form in requests, answers and rows.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
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
