// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Completion for shells.
@Command(
    name = "completion",
    description = "Print a completion script for bash and zsh.",
    footer = "  source <(cairn completion)")
final class CompletionCommand implements Callable<Integer> {
  private final Session session;

  @Spec private @Nullable CommandSpec spec;

  CompletionCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (spec != null) {
      session.terminal().out().print(AutoComplete.bash("cairn", spec.root().commandLine()));
    }
    return 0;
  }
}
