// SPDX-License-Identifier: Apache-2.0
package io.cairn.reference;

import java.util.List;
import java.util.Optional;

/// Part of a list, in the order of keys.
///
/// @param prefixes what lies deeper, each ending in `/`; none if all that lies deeper is listed too
/// @param next where the list goes on; empty at its end
public record ObjectPage(List<Found> objects, List<String> prefixes, Optional<String> next) {
  public ObjectPage {
    objects = List.copyOf(objects);
    prefixes = List.copyOf(prefixes);
  }
}
