// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.core.job.Job;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Work in the background on the wire.
@Schema(
    name = "Job",
    description = "Long work in the background, as it stands",
    examples =
        "{\"id\":\"01a1fdf3-d08b-7c04-9e3a-5dde2d8a5b4f\",\"kind\":\"scrub\",\"state\":\"running\","
            + "\"blobs\":1204,\"totalBlobs\":20000,\"bytes\":734003200,\"totalBytes\":12582912000,"
            + "\"report\":{\"damaged\":1,\"unreadable\":0},\"stopAsked\":false,"
            + "\"requestedBy\":null,\"createdAt\":\"2026-10-01T12:00:00Z\","
            + "\"startedAt\":\"2026-10-01T12:00:01Z\",\"finishedAt\":null}")
record JobBody(
    String id,
    @Schema(description = "scrub, gc, keep, check or verify") String kind,
    @Schema(description = "waiting, running, done, stopped or failed") String state,
    @Schema(description = "Blobs, or entries of a version, done so far") long blobs,
    @Schema(description = "To do, as far as is known") long totalBlobs,
    long bytes,
    long totalBytes,
    @Schema(description = "What was found so far; of a failed job `code` and `error`")
        Map<String, @Nullable Object> report,
    @Schema(description = "Somebody asked for a stop") boolean stopAsked,
    @Schema(description = "A user's id; null: it was its time") @Nullable UUID requestedBy,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {
  static JobBody of(Job job) {
    return new JobBody(
        job.id().toString(),
        job.kind().text(),
        job.state().text(),
        job.tally().doneCount(),
        job.tally().totalCount(),
        job.tally().doneBytes(),
        job.tally().totalBytes(),
        job.report().members(),
        job.isStopAsked(),
        job.requestedBy().orElse(null),
        job.createdAt(),
        job.startedAt().orElse(null),
        job.finishedAt().orElse(null));
  }
}
