// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.trace;

import io.cairn.core.content.Digest;
import io.cairn.core.failure.Failure;
import io.cairn.core.lineage.Direction;
import io.cairn.core.lineage.LineageQuestion;
import io.cairn.core.name.FilePath;
import io.cairn.core.name.Reference;
import io.cairn.core.page.PageRequest;
import io.cairn.core.run.RunPath;

/// What to trace, and how far.
///
/// @param depth how many edges away from where it begins, as in [LineageQuestion]
/// @param onlyAliased whether to leave out what leads to nothing that bears or bore an alias
/// @param page of the versions that hold the file
public record TraceQuestion(
    Origin origin, Direction direction, int depth, boolean onlyAliased, PageRequest page) {
  public TraceQuestion {
    if (depth < 1 || depth > LineageQuestion.MAX_DEPTH) {
      throw new Failure.Invalid(
          "depth", "depth.range", "depth must be from 1 to " + LineageQuestion.MAX_DEPTH);
    }
  }

  /// Where a trace begins.
  public sealed interface Origin {
    /// At all versions that hold these bytes, or whose digest it is.
    record Content(Digest digest) implements Origin {}

    /// At all versions that hold the bytes of that file.
    record File(Reference version, FilePath path) implements Origin {}

    /// At one version.
    record Whole(Reference version) implements Origin {}

    /// At one run.
    record Execution(RunPath run) implements Origin {}
  }
}
