// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.json.JsonObject;
import io.cairn.core.time.Timeline;

/// A record as it is kept, its values not read: `line TAB step TAB microseconds TAB values`, with
/// the values as compact JSON, which holds neither tab nor line end.
///
/// @param values a JSON object
public record RecordText(long line, long step, long micros, String values) {
  static RecordText of(HistoryRecord entry) {
    return new RecordText(
        entry.line(), entry.step(), Timeline.toMicros(entry.at()), entry.values().toString());
  }

  static RecordText parse(String text) {
    var step = text.indexOf('\t') + 1;
    var time = text.indexOf('\t', step) + 1;
    var values = text.indexOf('\t', time) + 1;
    return new RecordText(
        Long.parseLong(text, 0, step - 1, 10),
        Long.parseLong(text, step, time - 1, 10),
        Long.parseLong(text, time, values - 1, 10),
        text.substring(values));
  }

  HistoryRecord record() {
    return new HistoryRecord(
        line, step, Timeline.ofMicros(micros), JsonObject.parse("values", values));
  }

  /// The line of a record, without reading the rest.
  static long lineOf(String text) {
    return Long.parseLong(text, 0, text.indexOf('\t'), 10);
  }

  /// The step of a record, without reading the rest.
  static long stepOf(String text) {
    var step = text.indexOf('\t') + 1;
    return Long.parseLong(text, step, text.indexOf('\t', step), 10);
  }

  @Override
  public String toString() {
    return line + "\t" + step + "\t" + micros + "\t" + values;
  }
}
