// SPDX-License-Identifier: Apache-2.0
package io.cairn.reference;

import java.util.Optional;
import java.util.OptionalLong;

/// What a store says of one object.
///
/// @param key within its bucket; for other places what tells it apart there
/// @param version where the store keeps several under one key
public record Found(String key, OptionalLong sizeBytes, Optional<String> version, Sums sums) {
  public Found with(Sums other) {
    return new Found(key, sizeBytes, version, other);
  }
}
