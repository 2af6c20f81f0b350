// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.graphql;

import graphql.schema.DataFetchingEnvironment;
import java.util.Objects;

/// One field that is asked for: its arguments, and what it is a field of.
public final class Asked {
  private final DataFetchingEnvironment environment;
  private final Arguments arguments;

  Asked(DataFetchingEnvironment environment) {
    this.environment = environment;
    this.arguments = new Arguments(environment.getArguments());
  }

  public Arguments arguments() {
    return arguments;
  }

  /// The argument `input` of a mutation.
  public Arguments input() {
    return arguments.object("input");
  }

  /// What it is a field of.
  public <T> T of(Class<T> type) {
    return type.cast(Objects.requireNonNull(environment.<Object>getSource(), "no source"));
  }

  /// Whether some field is wanted of the answer: a path such as `edges/node/config`.
  public boolean wants(String path) {
    return environment.getSelectionSet().contains(path);
  }
}
