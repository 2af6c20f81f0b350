// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.core.page.Condition;
import io.cairn.core.search.RunOrder;
import io.cairn.core.search.RunSearch;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/// Which runs are looked for.
public final class RunQuery {
  @Parameter(
      description =
          "A condition, `key op value` with `= != > >= < <= ~`; may be given many times, and all"
              + " must hold. Keys: `config.…`, `summary.…`, `tag`, `state`, `id`, `title`, `group`,"
              + " `jobType`, `createdBy`, `createdAt`, `finishedAt`, `duration`, `exitCode`,"
              + " `parent`.",
      example = "summary.accuracy>=0.9")
  @QueryParam("where")
  public List<String> where = List.of();

  @Parameter(
      description = "A part of id, title, notes, group, job type or a tag.",
      example = "baseline")
  @QueryParam("q")
  public @Nullable String q;

  @Parameter(
      description =
          "A key, from the lowest value on; with `-` before it from the highest. Runs without the"
              + " value come last. The newest first if missing.",
      example = "-summary.accuracy")
  @QueryParam("sort")
  public @Nullable String sort;

  RunSearch toSearch() {
    return new RunSearch(
        Condition.parseAll(where),
        Optional.ofNullable(q),
        sort == null ? RunOrder.NEWEST : RunOrder.parse(sort));
  }
}
