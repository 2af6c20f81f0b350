// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.graphql;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Answers one field.
@FunctionalInterface
public interface Fetch {
  /// A value of the field's type: a record whose components (or methods without parameters) are the
  /// fields, a list of such, or a scalar; null for a thing that is not there.
  @Nullable Object get(Asked asked) throws IOException;
}
