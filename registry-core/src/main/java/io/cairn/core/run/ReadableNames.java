// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.name.Name;
import java.util.Locale;
import java.util.UUID;

/// Names for runs that came without one: two words that people can say, and a number that makes
/// them rare (`quiet-heron-8f3k2`).
final class ReadableNames {
  private static final String[] FIRST = {
    "amber", "bold", "brisk", "calm", "clear", "coral", "crisp", "deep", "early", "eager", "fair",
    "fresh", "gentle", "golden", "green", "happy", "keen", "kind", "light", "lively", "mellow",
    "misty", "noble", "quick", "quiet", "royal", "rustic", "silver", "steady", "sunny", "swift",
    "warm"
  };
  private static final String[] SECOND = {
    "alder", "badger", "beech", "birch", "brook", "cedar", "cliff", "crane", "dune", "falcon",
    "fern", "finch", "fjord", "grove", "harbor", "heron", "ibex", "lark", "maple", "marten",
    "meadow", "oak", "otter", "pine", "plover", "reef", "ridge", "river", "stone", "summit",
    "tern", "willow"
  };
  private static final int TAIL_BITS = 25;

  private ReadableNames() {}

  /// A name out of the random bits of an identity.
  static Name of(UUID random) {
    var bits = random.getLeastSignificantBits();
    var tail = Long.toString((bits >>> 10) & ((1L << TAIL_BITS) - 1), 36).toLowerCase(Locale.ROOT);
    return new Name(
        FIRST[(int) (bits & 31)] + "-" + SECOND[(int) ((bits >>> 5) & 31)] + "-" + tail);
  }
}
