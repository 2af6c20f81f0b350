// SPDX-License-Identifier: Apache-2.0
package io.cairn.reference;

import io.cairn.reference.Recorded.Difference;
import java.util.Optional;

/// What became of something that was recorded.
///
/// @param text of the state, as the second half of a sentence; empty if it is the same
/// @param what of the object differs: `size`, `etag`, …; empty unless it was changed
/// @param at where the bytes are, of an object that is the same
public record Comparison(State state, String text, String what, Optional<ObjectUri> at) {
  static final String VANISHED = "is not there any more";

  public enum State {
    SAME,
    CHANGED,
    VANISHED
  }

  /// Holds what was found against what was recorded.
  public static Comparison of(Recorded recorded, Optional<Found> found) {
    return found
        .map(now -> of(recorded.difference(now, Optional.empty()), Optional.empty()))
        .orElseGet(Comparison::vanished);
  }

  /// Asks a store of objects. A version that is gone is no harm if the present one has the same
  /// bytes.
  public static Comparison look(ObjectStore store, Recorded recorded) throws StoreException {
    var object = ObjectUri.parse(recorded.uri());
    var found = store.look(object);
    if (found.isEmpty() && object.version().isPresent()) {
      found = store.look(object.withVersion(Optional.empty()));
    }
    if (found.isEmpty()) {
      return vanished();
    }
    var now = object.withVersion(found.get().version());
    return of(recorded.difference(found.get(), object.version()), Optional.of(now));
  }

  private static Comparison of(Optional<Difference> difference, Optional<ObjectUri> at) {
    return difference
        .map(how ->
            new Comparison(
                State.CHANGED, "was changed: " + how.text(), how.name(), Optional.empty()))
        .orElseGet(() -> new Comparison(State.SAME, "", "", at));
  }

  private static Comparison vanished() {
    return new Comparison(State.VANISHED, VANISHED, "", Optional.empty());
  }
}
