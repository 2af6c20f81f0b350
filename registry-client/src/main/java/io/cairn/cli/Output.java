// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.client.Version;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Results go to `out`, remarks to `err`; with `--json` exactly one object goes to `out`.
record Output(PrintStream out, PrintStream err, boolean isJson, boolean isQuiet) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static JsonNode texts(Collection<String> texts) {
    var array = JSON.createArrayNode();
    texts.forEach(array::add);
    return array;
  }

  /// Prints `object` with `--json`, else runs `text`.
  void print(JsonNode object, Runnable text) {
    if (isJson) {
      json(object);
    } else {
      text.run();
    }
  }

  /// As below; an empty table says that nothing is there.
  void table(List<? extends JsonNode> items, List<String> titles, List<List<String>> rows) {
    table(items, titles, rows, "there are none");
  }

  /// Prints `{"items":[…]}` with `--json`, else a table.
  ///
  /// @param ifEmpty remark where there is no row
  void table(
      List<? extends JsonNode> items,
      List<String> titles,
      List<List<String>> rows,
      String ifEmpty) {
    if (isJson) {
      var object = object();
      object.putArray("items").addAll(items);
      json(object);
    } else {
      Table.print(out, titles, rows);
      if (rows.isEmpty()) {
        remark(ifEmpty);
      }
    }
  }

  void line(String text) {
    out.println(Text.clean(text));
  }

  /// `label value`, left out if there is no value.
  void field(String label, String value) {
    if (!value.isEmpty()) {
      out.println("  " + label + " ".repeat(Math.max(1, 12 - label.length())) + Text.clean(value));
    }
  }

  /// For people who wait, not for programs.
  void remark(String text) {
    if (!isJson && !isQuiet) {
      err.println(Text.clean(text));
    }
  }

  /// For people and programs alike, whatever else is silent.
  void warn(String text) {
    err.println("cairn: warning: " + Text.clean(text));
  }

  /// Tells if the version must not be used any more.
  void warnIfRecalled(Version version) {
    version.recalled().ifPresent(why -> warn(version.ref() + " was " + why));
  }

  private void json(JsonNode object) {
    try {
      out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(object));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  /// Columns as wide as their widest cell.
  private static final class Table {
    static void print(PrintStream out, List<String> titles, List<List<String>> rows) {
      var all = new ArrayList<List<String>>();
      all.add(titles);
      all.addAll(rows);
      var widths = new int[titles.size()];
      for (var row : all) {
        for (var i = 0; i < widths.length; i++) {
          widths[i] = Math.max(widths[i], width(row.get(i)));
        }
      }
      for (var row : all) {
        var line = new StringBuilder();
        for (var i = 0; i < widths.length; i++) {
          var cell = Text.clean(row.get(i));
          line.append(cell).append(" ".repeat(widths[i] - width(row.get(i)) + 2));
        }
        out.println(line.toString().stripTrailing());
      }
    }

    private static int width(String cell) {
      var clean = Text.clean(cell);
      return clean.codePointCount(0, clean.length());
    }
  }
}
