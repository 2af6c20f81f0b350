// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.audit;

import io.cairn.core.failure.Failure;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// Which events somebody wants.
///
/// @param kinds such as `alias.moved`, or `alias.*` for all of a noun; empty for all
/// @param within only what happened there
/// @param subject only what happened to that
public record EventFilter(List<String> kinds, Optional<EventScope> within, Optional<UUID> subject) {
  public static final EventFilter ALL =
      new EventFilter(List.of(), Optional.empty(), Optional.empty());

  private static final int MAX_KINDS = 20;
  private static final Pattern KIND = Pattern.compile("[a-z]{1,40}\\.([a-z-]{1,40}|\\*)");

  public EventFilter {
    kinds = List.copyOf(kinds);
    if (kinds.size() > MAX_KINDS) {
      throw new Failure.Invalid("kind", "kind.count", "kind may be given at most 20 times");
    }
    if (!kinds.stream().allMatch(kind -> KIND.matcher(kind).matches())) {
      throw new Failure.Invalid(
          "kind", "kind.grammar", "kind must be a kind of event such as alias.moved, or alias.*");
    }
  }
}
