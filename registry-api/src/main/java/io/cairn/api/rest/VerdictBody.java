// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.core.keep.Verdict;
import io.cairn.core.keep.Verdict.Reason;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What becomes of a version, on the wire.
@Schema(
    name = "Verdict",
    examples =
        "{\"version\":\"vision/digits/data:v3\",\"goes\":false,\"reason\":\"ancestor\","
            + "\"chain\":[\"run vision/digits/fit-7\",\"vision/digits/classifier:v9\","
            + "\"models/digits:v2 (production)\"],\"size\":4711,"
            + "\"createdAt\":\"2026-10-01T12:00:00Z\"}")
record VerdictBody(
    String version,
    @Schema(description = "Whether it is deleted") boolean goes,
    @Schema(
            description =
                "The first that holds: link, alias, draft (an open one is based on it), ttl (its own"
                    + " time to live), unruled, last, young, ancestor, goes")
        String reason,
    @Schema(description = "What keeps it, from near to far") List<String> chain,
    long size,
    Instant createdAt) {
  static VerdictBody of(Verdict verdict) {
    return new VerdictBody(
        verdict.path(),
        verdict.reason() == Reason.GOES,
        verdict.reason().text(),
        verdict.chain(),
        verdict.member().sizeBytes(),
        verdict.member().createdAt());
  }
}
