// SPDX-License-Identifier: Apache-2.0
package io.cairn.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Keys that begin with a prefix and lie behind one of them: what one list can tell of.
///
/// @param after `""` for all
record KeyRange(ObjectUri prefix, String after) {
  private static final int MAX_PARTS = 64;

  /// Behind all keys that begin with what it is appended to, but for those that have it too.
  private static final String LAST = Character.toString(Character.MAX_CODE_POINT);

  static KeyRange all(ObjectUri prefix) {
    return new KeyRange(prefix, "");
  }

  /// What of it is left behind a key of it.
  KeyRange behind(String key) {
    return new KeyRange(prefix, key);
  }

  ObjectPage list(ObjectStore store) throws StoreException {
    return after.isEmpty()
        ? store.list(prefix, true, Optional.empty())
        : store.listBehind(prefix, after);
  }

  /// Ranges that make it up, in order, by the first character behind the prefix in which its keys
  /// differ. What those are is found by asking for one key after the other, so it takes about as
  /// many questions as there are ranges.
  ///
  /// Only for a range behind a key of its own.
  List<KeyRange> cut(ObjectStore store) throws StoreException {
    var stem = prefix.key();
    while (true) {
      var parts = cutBehind(stem, store);
      if (parts.size() != 1 || parts.getFirst().after.isEmpty()) {
        return parts;
      }
      stem = parts.getFirst().prefix.key();
    }
  }

  private List<KeyRange> cutBehind(String stem, ObjectStore store) throws StoreException {
    var parts = new ArrayList<KeyRange>();
    var within = prefix.withKey(stem);
    Seen seen;
    if (after.equals(stem)) {
      seen = new Seen(after, store.nextKey(within, after));
    } else {
      var child = child(stem, after);
      parts.add(new KeyRange(prefix.withKey(child), after));
      seen = behindAll(within, child, store);
    }
    while (seen.next().isPresent() && parts.size() < MAX_PARTS) {
      var child = child(stem, seen.next().get());
      parts.add(all(prefix.withKey(child)));
      seen = behindAll(within, child, store);
    }
    if (seen.next().isPresent()) {
      parts.add(new KeyRange(within, seen.until()));
    }
    return parts;
  }

  /// @param until to where all keys are in parts
  /// @param next the first key behind it
  private record Seen(String until, Optional<String> next) {}

  private static String child(String stem, String key) {
    return key.substring(0, key.offsetByCodePoints(stem.length(), 1));
  }

  private static Seen behindAll(ObjectUri within, String child, ObjectStore store)
      throws StoreException {
    var until = child + LAST;
    var next = store.nextKey(within, until);
    while (next.isPresent() && next.get().startsWith(child)) {
      until += LAST;
      next = store.nextKey(within, until);
    }
    return new Seen(until, next);
  }
}
