// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.graphql;

import io.cairn.core.failure.Failure;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Readers of the SDK test for null, and say themselves what was not found.
public final class Reads {
  private Reads() {}

  /// Null for what is not there, and for a name that nothing can have.
  public static <T> @Nullable T orNull(Supplier<@Nullable T> read) {
    try {
      return read.get();
    } catch (Failure.NotFound | Failure.Invalid _) {
      return null;
    }
  }
}
