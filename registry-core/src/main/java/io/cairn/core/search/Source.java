// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.search;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// Some numbers of runs out of an index, in its order: SQL of our own with its parameters.
record Source(String sql, Map<String, Object> parameters) {
  /// Sorts behind all bytes of UTF-8.
  private static final byte[] LAST = {(byte) 0xff};

  /// Runs of a project, by their numbers. Index: run_by_seq.
  static Source runs(UUID project, boolean isDescending, long behind, int limit) {
    return new Source(
        """
        select seq as run_seq from run
        where project_id = :project and deleted_at is null and seq %s :behind
        order by seq %s limit %d
        """
            .formatted(isDescending ? "<" : ">", isDescending ? "desc" : "asc", limit),
        Map.of("project", project, "behind", behind));
  }

  /// Runs with one value, by their numbers. Index: run_value_by_number or run_value_by_text.
  static Source equal(
      long field, RunCondition condition, boolean isDescending, long behind, int limit) {
    var column = column(condition);
    return new Source(
        """
        select run_seq from run_value
        where field_id = :driver and %s is not null and %s = :value and run_seq %s :behind
        order by run_seq %s limit %d
        """
            .formatted(
                column, column, isDescending ? "<" : ">", isDescending ? "desc" : "asc", limit),
        Map.of("driver", field, "value", value(condition), "behind", behind));
  }

  /// Runs with values for which a condition holds. Index: as [#equal].
  static Source hits(long field, RunCondition condition, int limit) {
    var column = column(condition);
    return new Source(
        """
        select run_seq from run_value
        where field_id = :driver and %s is not null and %s %s :value limit %d
        """
            .formatted(column, column, condition.operator().sign(), limit),
        Map.of("driver", field, "value", value(condition)));
  }

  /// Runs by a number, from behind a place on. Index: run_value_by_number.
  ///
  /// @param low the lowest and `high` the highest number wanted
  static Source numbers(
      long field, boolean isDescending, Place behind, double low, double high, int limit) {
    var parameters = new LinkedHashMap<String, Object>();
    parameters.put("driver", field);
    parameters.put("low", low);
    parameters.put("high", high);
    parameters.put("value", behind.value());
    parameters.put("behind", behind.seq());
    return new Source(
        ordered("number", isDescending, "and number >= :low and number <= :high", limit),
        parameters);
  }

  /// Runs by a text, from behind a place on. Index: run_value_by_text.
  static Source texts(long field, boolean isDescending, Place behind, int limit) {
    return new Source(
        ordered("text", isDescending, "", limit),
        Map.of("driver", field, "value", behind.value(), "behind", behind.seq()));
  }

  private static String ordered(String column, boolean isDescending, String range, int limit) {
    return """
    select run_seq from run_value
    where field_id = :driver and $column is not null
      and ($column, run_seq) $after (:value, :behind) $range
    order by $column $order, run_seq $order limit $limit
    """
        .replace("$column", column)
        .replace("$after", isDescending ? "<" : ">")
        .replace("$order", isDescending ? "desc" : "asc")
        .replace("$range", range)
        .replace("$limit", Integer.toString(limit));
  }

  private static String column(RunCondition condition) {
    return condition.value().number().isPresent() ? "number" : "text";
  }

  private static Object value(RunCondition condition) {
    return condition
        .value()
        .bytes()
        .<Object>map(bytes -> bytes)
        .orElseGet(() -> condition.value().number().orElseThrow());
  }

  /// A place in an index of values.
  ///
  /// @param value a `Double` or a `byte[]`
  record Place(Object value, long seq) {
    static Place of(Position position) {
      return new Place(
          position.phase() == 0 ? position.number() : position.bytes(), position.seq());
    }

    static Place beforeNumbers(boolean isDescending) {
      return isDescending
          ? new Place(Double.MAX_VALUE, Long.MAX_VALUE)
          : new Place(-Double.MAX_VALUE, -1);
    }

    static Place beforeTexts(boolean isDescending) {
      return isDescending ? new Place(LAST, Long.MAX_VALUE) : new Place(new byte[0], -1);
    }
  }
}
