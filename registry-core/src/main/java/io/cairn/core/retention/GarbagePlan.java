// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.retention;

import io.cairn.core.json.JsonObject;
import io.cairn.core.retention.GarbageRows.Sum;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a collection would do, all of one instant.
///
/// @param sums all blobs by why they are kept or go
/// @param unknown bytes in the store of which no row tells
record GarbagePlan(Map<Need, Sum> sums, Sum unknown) {
  Sum sum(Need need) {
    return sums.getOrDefault(need, Sum.NOTHING);
  }

  /// What goes for good with this collection.
  ///
  /// @param skipsTrash the time in the trash is nothing
  Sum leaving(boolean skipsTrash) {
    var leaving = sum(Need.REMOVE);
    return skipsTrash ? plus(plus(leaving, sum(Need.DOOM)), unknown) : leaving;
  }

  /// All that nothing needs and nothing protects, in the trash or not.
  private Sum going() {
    return plus(plus(plus(sum(Need.REMOVE), sum(Need.DOOM)), sum(Need.TRASH)), unknown);
  }

  private Sum all() {
    var all = unknown;
    for (var sum : sums.values()) {
      all = plus(all, sum);
    }
    return all;
  }

  /// The larger of the parts of all blobs and of all bytes that go.
  double fraction() {
    var all = all();
    var going = going();
    return Math.max(part(going.blobs(), all.blobs()), part(going.bytes(), all.bytes()));
  }

  private static double part(long some, long all) {
    return all == 0 ? 0 : (double) some / all;
  }

  private static Sum plus(Sum one, Sum other) {
    return one.plus(other.blobs(), other.bytes());
  }

  JsonObject toJson(boolean skipsTrash) {
    var kept = new LinkedHashMap<String, Object>();
    for (var need : Need.values()) {
      if (need != Need.DOOM && need != Need.REMOVE) {
        kept.put(need.text(), json(sum(need)));
      }
    }
    var plan = new LinkedHashMap<String, Object>();
    plan.put("kept", kept);
    plan.put("toTrash", json(plus(sum(Need.DOOM), unknown)));
    plan.put("toRemove", json(leaving(skipsTrash)));
    plan.put("unknown", json(unknown));
    plan.put("fraction", Math.round(fraction() * 10_000) / 10_000.0);
    return JsonObject.of("report", Map.of("plan", plan));
  }

  private static Map<String, Object> json(Sum sum) {
    var json = new LinkedHashMap<String, Object>();
    json.put("blobs", sum.blobs());
    json.put("bytes", sum.bytes());
    return json;
  }
}
