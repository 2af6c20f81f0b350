// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import io.cairn.core.failure.Failure;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.PageRequest;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The query parameters of every list, for `@BeanParam`: `limit` (1 to 1,000, default 100; more is
/// cut to 1,000) and `cursor` (the `next` of the page before).
public final class PageQuery {
  @QueryParam("limit")
  public @Nullable String limit;

  @QueryParam("cursor")
  public @Nullable String cursor;

  /// @throws Failure.Invalid naming `limit` or `cursor`
  public PageRequest toRequest() {
    var after = Optional.ofNullable(cursor).map(Cursor::parse);
    return new PageRequest(limitOrDefault(), after);
  }

  private int limitOrDefault() {
    if (limit == null) {
      return PageRequest.DEFAULT_LIMIT;
    }
    try {
      return (int) Math.min(Long.parseLong(limit), PageRequest.MAX_LIMIT);
    } catch (NumberFormatException _) {
      throw new Failure.Invalid("limit", "limit.range", "limit must be a whole number, 1 to 1,000");
    }
  }
}
