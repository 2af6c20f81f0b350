// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The value of each metric at the highest line that has it, kept as `{"loss":[12, 0.5]}`.
record LastValues(JsonObject kept) {
  static final LastValues NONE = new LastValues(JsonObject.empty());

  /// With the records counted in: a record of a lower line changes nothing.
  LastValues with(Iterable<HistoryRecord> records) {
    var merged = new LinkedHashMap<String, @Nullable Object>(kept.members());
    for (var entry : records) {
      entry
          .values()
          .members()
          .forEach((key, value) -> {
            if (line(merged.get(key)) <= entry.line()) {
              merged.put(key, listOf(entry.line(), value));
            }
          });
    }
    return new LastValues(JsonObject.of("summary", merged));
  }

  /// What can be searched by of those values that are other than before, without those that were
  /// set by hand over them.
  Map<String, FieldValue> changedFrom(LastValues before, JsonObject byHand) {
    var changed = new LinkedHashMap<String, @Nullable Object>();
    var count = 0;
    for (var entry : kept.members().entrySet()) {
      var key = entry.getKey();
      if (++count > RunFields.MAX_OF_SECTION) {
        break;
      }
      if (!byHand.members().containsKey(key)
          && entry.getValue() instanceof List<?> pair
          && !pair.equals(before.kept.members().get(key))) {
        changed.put(key, pair.getLast());
      }
    }
    return RunFields.section("summary", changed);
  }

  /// Whether something that could be searched by is gone: a value became an object or null, or an
  /// object lost a member. Then all must be written anew, as another metric may have that name.
  boolean hasLostFieldsOf(LastValues before) {
    for (var entry : before.kept.members().entrySet()) {
      var now = kept.members().get(entry.getKey());
      if (!Objects.equals(entry.getValue(), now)
          && !fields(entry.getKey(), now).containsAll(fields(entry.getKey(), entry.getValue()))) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> fields(String key, @Nullable Object pair) {
    var member = new LinkedHashMap<String, @Nullable Object>();
    if (pair instanceof List<?> list) {
      member.put(key, list.getLast());
    }
    return RunFields.section("summary", member).keySet();
  }

  /// The values alone.
  JsonObject values() {
    var values = new LinkedHashMap<String, @Nullable Object>();
    for (Map.Entry<String, @Nullable Object> entry : kept.members().entrySet()) {
      if (entry.getValue() instanceof List<?> pair) {
        values.put(entry.getKey(), pair.getLast());
      }
    }
    return JsonObject.of("summary", values);
  }

  private static long line(@Nullable Object pair) {
    return pair instanceof List<?> list && list.getFirst() instanceof Long line ? line : -1;
  }

  private static List<@Nullable Object> listOf(long line, @Nullable Object value) {
    var pair = new ArrayList<@Nullable Object>();
    pair.add(line);
    pair.add(value);
    return pair;
  }
}
