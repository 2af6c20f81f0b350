// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import io.cairn.core.run.RecordText;
import io.cairn.core.time.Timeline;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;

/// All records of a stream as lines of JSON, a page at a time: no connection to the data base is
/// held while bytes go to the caller. The first page is read before the answer begins, so that what
/// is refused is refused with a status.
final class HistoryLines implements StreamingOutput {
  static final String TYPE = "application/x-ndjson";

  private final Function<PageRequest, Page<RecordText>> read;
  private Page<RecordText> page;

  HistoryLines(Function<PageRequest, Page<RecordText>> read, Optional<Cursor> after) {
    this.read = read;
    this.page = read.apply(request(after));
  }

  @Override
  public void write(OutputStream out) throws IOException {
    while (true) {
      var text = new StringBuilder();
      page.items().forEach(entry -> append(text, entry));
      out.write(text.toString().getBytes(StandardCharsets.UTF_8));
      if (page.next().isEmpty()) {
        return;
      }
      page = read.apply(request(page.next()));
    }
  }

  private static PageRequest request(Optional<Cursor> after) {
    return new PageRequest(PageRequest.MAX_LIMIT, after);
  }

  private static void append(StringBuilder text, RecordText entry) {
    text.append("{\"line\":")
        .append(entry.line())
        .append(",\"step\":")
        .append(entry.step())
        .append(",\"at\":\"")
        .append(Timeline.ofMicros(entry.micros()))
        .append("\",\"values\":")
        .append(entry.values())
        .append("}\n");
  }
}
