// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.core.run.NewRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Records to append to a stream of a run.
@Schema(
    name = "NewHistory",
    description = "Records to append to a stream of a run, at most 10,000.",
    examples =
        """
        {"stream":"metrics","records":[{"step":1,"values":{"loss":0.52,"accuracy":0.83}},
         {"step":2,"values":{"loss":"NaN"}}]}\
        """)
record HistoryBody(
    @Schema(description = "`metrics` if missing; its last values make the summary.")
        @Nullable String stream,
    @Nullable List<@Nullable RecordBody> records) {
  List<NewRecord> toRecords() {
    return Given.required("records", records).stream()
        .map(given -> Given.required("records", given).toRecord())
        .toList();
  }

  /// One record.
  @Schema(name = "NewRecord")
  record RecordBody(
      @Schema(
              description =
                  "Where it stands, from 0; the same line again replaces the record;"
                      + " after all others if missing.")
          @Nullable Long line,
      @Schema(description = "The caller's count; the line if missing.") @Nullable Long step,
      @Schema(
              description = "When it was measured; now if missing.",
              examples = "2026-10-01T12:00:00Z")
          @Nullable String at,
      @Schema(
              description =
                  "What was measured. NaN, Infinity and -Infinity may come bare or as"
                      + " texts, and are answered as texts.")
          @Nullable Map<String, @Nullable Object> values) {
    NewRecord toRecord() {
      return new NewRecord(
          Optional.ofNullable(line),
          Optional.ofNullable(step),
          Given.instant("at", at),
          NewRecord.values(Given.required("values", values)));
    }
  }
}
