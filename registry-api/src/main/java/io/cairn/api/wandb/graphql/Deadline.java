// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.graphql;

import graphql.schema.DataFetchingEnvironment;
import io.cairn.core.failure.Failure;
import java.time.Duration;

/// A document is worked on for so long at most (security rule L3): what is asked of it later is
/// refused.
final class Deadline {
  static final String KEY = "cairn.deadline";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Deadline() {}

  /// For a document that begins now.
  static Long begin() {
    return System.nanoTime() + PATIENCE.toNanos();
  }

  static void require(DataFetchingEnvironment environment) {
    Long end = environment.getGraphQlContext().get(KEY);
    if (end != null && System.nanoTime() - end > 0) {
      throw new Failure.Invalid(
          "query",
          "graphql.time",
          "query takes longer than " + PATIENCE.toSeconds() + " s; ask for less at once");
    }
  }
}
