// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.lineage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/// Lists of ids for `in (…)`, filled up to a power of two: so there are few statements to prepare
/// and to keep, however many lengths there are.
public final class UniformLists {
  private static final UUID NOBODY = new UUID(0, 0);

  private UniformLists() {}

  /// The ids, and then an id that nothing has as often as it takes. Never empty.
  public static List<UUID> of(Collection<UUID> ids) {
    var size = Math.max(1, Integer.highestOneBit(Math.max(1, ids.size() * 2 - 1)));
    var filled = new ArrayList<UUID>(size);
    filled.addAll(ids);
    while (filled.size() < size) {
      filled.add(NOBODY);
    }
    return filled;
  }
}
