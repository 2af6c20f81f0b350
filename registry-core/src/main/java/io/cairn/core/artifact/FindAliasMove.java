// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.fact.Facts;
import io.cairn.core.name.Selector;
import io.cairn.core.name.Selector.ByAlias;
import io.cairn.core.name.Selector.ByAliasAt;
import io.cairn.core.name.Selector.ByDigest;
import io.cairn.core.name.Selector.ByFormerHolder;
import io.cairn.core.name.Selector.ByIndex;
import java.util.Optional;

/// Who had moved an alias to the version that its history led to, when and why.
public final class FindAliasMove {
  private final Facts facts;

  public FindAliasMove(Facts facts) {
    this.facts = facts;
  }

  /// @param resolved what a reference with that selector meant to a caller: who may read the
  ///   version there may read the history of its aliases
  /// @return empty where the selector asks no history
  public Optional<AliasMove> run(VersionView resolved, Selector selector) {
    return switch (selector) {
      case ByAlias _, ByIndex _, ByDigest _ -> Optional.empty();
      case ByAliasAt(var alias, var at) ->
          facts.read(reading -> AliasRows.moveAt(reading, resolved.collection(), alias, at));
      case ByFormerHolder(var alias, var steps) ->
          facts.read(reading ->
              AliasRows.moveOfFormerHolder(reading, resolved.collection(), alias, steps));
    };
  }
}
