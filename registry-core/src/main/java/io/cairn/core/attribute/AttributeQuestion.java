// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.attribute;

import io.cairn.core.access.NamespaceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What to find.
///
/// @param namespaces where: those that the caller may read
/// @param conditions all must hold
/// @param filter SQL about the columns of the noun's own tables, beginning with ` and `, or
///   nothing; code, never input
/// @param bindings what the filter names
/// @param sort empty: newest first
public record AttributeQuestion(
    List<NamespaceId> namespaces,
    List<AttributeCondition> conditions,
    String filter,
    Map<String, Object> bindings,
    Optional<Sort> sort) {
  public AttributeQuestion {
    namespaces = List.copyOf(namespaces);
    conditions = List.copyOf(conditions);
    bindings = Map.copyOf(bindings);
  }

  /// An order.
  ///
  /// @param key whose number decides; only what has one is found. Empty: the time of making
  /// @param isDescending largest or newest first; of equals the newest first, or else the oldest
  public record Sort(Optional<String> key, boolean isDescending) {
    static final Sort NEWEST = new Sort(Optional.empty(), true);
  }

  Sort order() {
    return sort.orElse(Sort.NEWEST);
  }
}
