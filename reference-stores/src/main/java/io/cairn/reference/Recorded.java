// SPDX-License-Identifier: Apache-2.0
package io.cairn.reference;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What was recorded of an object, to be held against what its store says now.
///
/// Sums of the bytes decide where both sides have one: bytes that were sent again are the same
/// bytes. Then the version, the entity tag, the time of the last change, in this order. Where
/// nothing can be compared, being there with the same size is all that is asked for.
public record Recorded(String uri, OptionalLong sizeBytes, Sums sums) {
  public static Recorded of(String uri, Optional<Long> sizeBytes, Optional<String> checksum) {
    return new Recorded(
        uri, sizeBytes.map(OptionalLong::of).orElseGet(OptionalLong::empty), Sums.parse(checksum));
  }

  /// How an object differs from what was recorded.
  ///
  /// @param name of what differs: `size`, `version`, or that of a sum
  /// @param text as a half sentence, with both values
  public record Difference(String name, String text) {}

  /// How the object that is there differs from what was recorded; empty if it does not.
  ///
  /// @param version that was recorded
  public Optional<Difference> difference(Found found, Optional<String> version) {
    var then = sizeBytes;
    var now = found.sizeBytes();
    if (then.isPresent() && now.isPresent() && !then.equals(now)) {
      return differs("size", Long.toString(then.getAsLong()), Long.toString(now.getAsLong()));
    }
    for (var name : Sums.OF_BYTES) {
      if (isOnBothSides(name, found)) {
        return byName(name, found);
      }
    }
    if (version.isPresent() && version.equals(found.version())) {
      return Optional.empty();
    }
    for (var name : List.of(Sums.ETAG, Sums.MODIFIED)) {
      if (isOnBothSides(name, found)) {
        return byName(name, found);
      }
    }
    return version.map(gone ->
        new Difference(
            "version",
            "the version "
                + gone
                + " is gone, and nothing tells that the present one is the same"));
  }

  private boolean isOnBothSides(String name, Found found) {
    return sums.get(name).isPresent() && found.sums().get(name).isPresent();
  }

  private Optional<Difference> byName(String name, Found found) {
    var then = sums.get(name).orElseThrow();
    var now = found.sums().get(name).orElseThrow();
    var isSame = Sums.OF_BYTES.contains(name) ? then.equalsIgnoreCase(now) : then.equals(now);
    return isSame ? Optional.empty() : differs(name, then, now);
  }

  private static Optional<Difference> differs(String name, String then, String now) {
    return Optional.of(new Difference(name, "its " + name + " is " + now + ", not " + then));
  }
}
