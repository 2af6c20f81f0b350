// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.page;

import io.cairn.core.failure.Failure;
import java.util.Optional;

/// Which page is asked for: at most `limit` items (1 to 1,000), after the cursor.
public record PageRequest(int limit, Optional<Cursor> after) {
  public static final int DEFAULT_LIMIT = 100;
  public static final int MAX_LIMIT = 1_000;

  public PageRequest {
    if (limit < 1) {
      throw new Failure.Invalid("limit", "limit.range", "limit must be from 1 to " + MAX_LIMIT);
    }
    limit = Math.min(limit, MAX_LIMIT);
  }

  public static PageRequest first() {
    return new PageRequest(DEFAULT_LIMIT, Optional.empty());
  }

  /// The numeric key after which the page begins; `whenFirst` on the first page.
  public long afterSeq(long whenFirst) {
    return after.map(Cursor::seq).orElse(whenFirst);
  }
}
