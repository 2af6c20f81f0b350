// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/// A list that may be too long to hold: printed while it comes, as a table whose columns are as
/// wide as in its first rows, or as one JSON object `{"items":[…]}`.
final class RowStream implements AutoCloseable {
  private static final int HELD = 500;

  private final Output output;
  private final List<String> titles;
  private final List<List<String>> held = new ArrayList<>();
  private final int[] widths;
  private long count;

  RowStream(Output output, List<String> titles) {
    this.output = output;
    this.titles = titles;
    this.widths = new int[titles.size()];
    widen(titles);
    if (output.isJson()) {
      output.out().print("{\"items\":[");
    }
  }

  void add(JsonNode item, List<String> row) {
    count++;
    if (output.isJson()) {
      output.out().print((count == 1 ? "\n" : ",\n") + item);
      return;
    }
    held.add(row);
    if (count <= HELD) {
      widen(row);
    }
    if (held.size() == HELD) {
      flush();
    }
  }

  /// Prints what is left. Called only when all came: half a list shall not look whole.
  @Override
  public void close() {
    if (output.isJson()) {
      output.out().println("\n]}");
    } else {
      flush();
      if (count == 0) {
        output.remark("there are none");
      }
    }
  }

  private void flush() {
    if (count <= HELD) {
      print(titles);
    }
    held.forEach(this::print);
    held.clear();
  }

  private void print(List<String> row) {
    var line = new StringBuilder();
    for (var i = 0; i < widths.length; i++) {
      var cell = Text.clean(row.get(i));
      line.append(cell).append(" ".repeat(Math.max(0, widths[i] - width(cell)) + 2));
    }
    output.out().println(line.toString().stripTrailing());
  }

  private void widen(List<String> row) {
    for (var i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], width(Text.clean(row.get(i))));
    }
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
