// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.run;

import io.cairn.core.name.Name;
import io.cairn.core.run.AppendHistory;
import io.cairn.core.run.ReadConsole;

/// How the streams of a run are called here and there.
final class RunStreams {
  static final Name HISTORY = AppendHistory.METRICS;
  static final Name SYSTEM = new Name("system");
  static final Name CONSOLE = ReadConsole.CONSOLE;

  private RunStreams() {}
}
