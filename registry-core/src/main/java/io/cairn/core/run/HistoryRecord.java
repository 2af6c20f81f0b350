// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.json.JsonObject;
import java.time.Instant;

/// One record of a stream of a run.
///
/// @param line its place, from 0; the same line again replaces the record
/// @param step the caller's count, which is the line if it gave none
/// @param values what was measured; numbers that are not finite stand as the texts `NaN`,
///   `Infinity` and `-Infinity`
public record HistoryRecord(long line, long step, Instant at, JsonObject values) {}
