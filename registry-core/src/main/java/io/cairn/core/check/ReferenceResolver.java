// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.check;

import io.cairn.core.content.ManifestEntry.ReferenceEntry;
import java.util.Optional;

/// Looks at what references lead to. Implementations open nothing but what the rules of the
/// installation allow, wherever a URI leads.
public interface ReferenceResolver {
  /// Waits for the network. Safe for many threads, of which some may have to wait for each other.
  /// An interrupt ends it early, with any answer.
  ///
  /// @return empty if the reference still leads to what was recorded. The text of a finding tells
  ///   nothing of the body of an answer
  Optional<Finding> look(ReferenceEntry entry);
}
