// SPDX-License-Identifier: Apache-2.0
package io.cairn.reference;

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

  /// How the object that is there differs from what was recorded, as a half sentence; empty if it
  /// does not.
  public Optional<String> difference(Found found, Optional<String> version) {
    if (sizeBytes.isPresent()
        && found.sizeBytes().isPresent()
        && !sizeBytes.equals(found.sizeBytes())) {
      return Optional.of(
          "it has " + found.sizeBytes().getAsLong() + " bytes, not " + sizeBytes.getAsLong());
    }
    var bytes = byBytes(found);
    if (bytes.isPresent()) {
      return bytes.get();
    }
    if (version.isPresent() && version.equals(found.version())) {
      return Optional.empty();
    }
    for (var name : new String[] {Sums.ETAG, Sums.MODIFIED}) {
      var then = sums.get(name);
      var now = found.sums().get(name);
      if (then.isPresent() && now.isPresent()) {
        return then.equals(now)
            ? Optional.empty()
            : Optional.of(differs(name, then.get(), now.get()));
      }
    }
    return version.isPresent()
        ? Optional.of(
            "the version "
                + version.get()
                + " is gone, and nothing tells that the present one is the same")
        : Optional.empty();
  }

  /// Empty if there is no sum of the bytes on both sides; else the difference, if there is one.
  private Optional<Optional<String>> byBytes(Found found) {
    for (var name : Sums.OF_BYTES) {
      var then = sums.get(name);
      var now = found.sums().get(name);
      if (then.isPresent() && now.isPresent()) {
        return Optional.of(
            then.get().equalsIgnoreCase(now.get())
                ? Optional.empty()
                : Optional.of(differs(name, then.get(), now.get())));
      }
    }
    return Optional.empty();
  }

  private static String differs(String name, String then, String now) {
    return "its " + name + " is " + now + ", not " + then;
  }
}
