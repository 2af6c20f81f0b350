// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import java.time.Instant;

/// A line that a run wrote to its console.
///
/// @param line its place, from 0; a line that is written again (a progress bar) keeps its place
/// @param isError whether it went to the error output
/// @param text as it was written, with control sequences, without the end of the line
public record ConsoleLine(long line, Instant at, boolean isError, String text) {
  static ConsoleLine of(RecordText entry) {
    var record = entry.record();
    var values = record.values().members();
    return new ConsoleLine(
        record.line(),
        record.at(),
        "stderr".equals(values.get("stream")),
        values.get("text") instanceof String text ? text : "");
  }
}
