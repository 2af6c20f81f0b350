// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.failure.Failure;
import io.cairn.core.name.Label;
import java.util.Optional;

/// What the caller believes an alias to be before it is changed. A change upon another state is
/// refused, and names the state.
public sealed interface AliasExpectation {
  /// Whatever it is: the last writer wins.
  record Anything() implements AliasExpectation {}

  /// There is no such alias. `isPrecondition`: said in a header, not in a body.
  record Nothing(boolean isPrecondition) implements AliasExpectation {}

  /// There is such an alias, wherever it points: said in a header.
  record Something() implements AliasExpectation {}

  /// It points at that index.
  record AtIndex(long index) implements AliasExpectation {}

  /// It is at that [AliasView#revision()]: said in a header.
  record AtRevision(String revision) implements AliasExpectation {}

  /// @throws Failure.Conflict `alias.expected` if what a body said is stale
  /// @throws Failure.PreconditionFailed `alias.expected` if what a header said is stale
  default void check(Label alias, Optional<AliasView> present) {
    var holds =
        switch (this) {
          case Anything _ -> true;
          case Nothing _ -> present.isEmpty();
          case Something _ -> present.isPresent();
          case AtIndex(var index) -> present.filter(view -> view.index() == index).isPresent();
          case AtRevision(var revision) ->
              present.filter(view -> view.revision().equals(revision)).isPresent();
        };
    if (holds) {
      return;
    }
    var actual = present.map(view -> "v" + view.index()).orElse("none");
    var message = "alias '" + alias + "' is at " + actual + ", not where it was expected";
    throw switch (this) {
      case Nothing(var isPrecondition) when isPrecondition ->
          new Failure.PreconditionFailed("alias.expected", message, actual);
      case Something _, AtRevision _ ->
          new Failure.PreconditionFailed("alias.expected", message, actual);
      case Anything _, Nothing _, AtIndex _ ->
          new Failure.Conflict("alias.expected", message, actual);
    };
  }
}
