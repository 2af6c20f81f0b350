// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import java.util.List;
import java.util.Optional;

/// Which runs are looked for.
///
/// @param where conditions such as `summary.accuracy>=0.9`; all must hold
/// @param sort a key such as `summary.accuracy`, with `-` before it from the highest on
/// @param text a part of id, title, notes, group, job type or a tag
public record RunQuery(List<String> where, Optional<String> sort, Optional<String> text) {
  /// All runs, the newest first.
  public static final RunQuery ALL = new RunQuery(List.of(), Optional.empty(), Optional.empty());

  public RunQuery {
    where = List.copyOf(where);
  }
}
