// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.export;

import java.util.List;
import java.util.Set;

/// A table whose rows travel.
///
/// @param noun the name of its file, `facts/<noun>.ndjson`
/// @param order the columns that give the lines their order; `seq` where it is one
/// @param columns in the order of the members of a line
/// @param fetch how many rows are in memory at a time
/// @param only empty, or the condition of SQL that rows fulfil which travel
record FactTable(
    String noun, String table, List<String> order, List<Column> columns, int fetch, String only) {
  private static final int FEW = 8;
  private static final int MANY = 500;

  FactTable {
    order = List.copyOf(order);
    columns = List.copyOf(columns);
  }

  /// Lines in the order in which the rows were made. The number itself stays: the data base that
  /// they come to gives its own, in the same order.
  static FactTable inSequence(String noun, String table, Column... columns) {
    return new FactTable(noun, table, List.of("seq"), List.of(columns), MANY, "");
  }

  static FactTable ordered(String noun, String table, List<String> order, Column... columns) {
    return new FactTable(noun, table, order, List.of(columns), MANY, "");
  }

  /// Rows may be large.
  FactTable large() {
    return new FactTable(noun, table, order, columns, FEW, only);
  }

  /// Rows that do not fulfil it stay.
  FactTable only(String condition) {
    return new FactTable(noun, table, order, columns, fetch, condition);
  }

  /// Columns that a data base makes for itself.
  Set<String> ownColumns() {
    return Set.of("seq");
  }

  List<Column> travelling() {
    return columns.stream().filter(Column::travels).toList();
  }

  String file() {
    return "facts/" + noun + ".ndjson";
  }
}
