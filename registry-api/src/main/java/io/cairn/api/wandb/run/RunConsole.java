// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.run;

import io.cairn.api.security.Caller;
import io.cairn.api.wandb.graphql.Asked;
import io.cairn.api.wandb.graphql.Connection;
import io.cairn.api.wandb.graphql.FieldRegistry;
import io.cairn.api.wandb.graphql.Fields;
import io.cairn.core.page.Page;
import io.cairn.core.run.ConsoleLine;
import io.cairn.core.run.ReadConsole;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/// What a run wrote to its console.
@ApplicationScoped
public class RunConsole implements Fields {
  private static final int PAGE = 1_000;

  private final Caller caller;
  private final ReadConsole readConsole;

  RunConsole(Caller caller, ReadConsole readConsole) {
    this.caller = caller;
    this.readConsole = readConsole;
  }

  /// A line.
  record LineNode(long number, Instant timestamp, String level, String label, String line) {
    static LineNode of(ConsoleLine line) {
      return new LineNode(
          line.line(), line.at(), line.isError() ? "error" : "info", "", line.text());
    }
  }

  @Override
  public void answer(FieldRegistry fields) {
    fields.on("Run", "logLines", this::lines);
  }

  private Connection<LineNode> lines(Asked asked) {
    var path = asked.of(RunNode.class).run().path();
    var last = asked.arguments().number("last");
    var page =
        last.isPresent()
            ? new Page<>(
                readConsole.tail(
                    caller.principal(), path, Math.clamp(last.get(), 1, ReadConsole.MAX_TAIL)),
                Optional.empty())
            : readConsole.run(
                caller.principal(), path, Connection.request(asked.arguments(), PAGE));
    return Connection.of(page, null, LineNode::of);
  }
}
