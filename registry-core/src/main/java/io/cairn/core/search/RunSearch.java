// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.search;

import io.cairn.core.failure.Failure;
import io.cairn.core.page.Condition;
import io.cairn.core.page.Condition.Operator;
import io.cairn.core.run.RunFields;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which runs are looked for, and in what order.
///
/// @param conditions all of them must hold
/// @param text a part of name, title, notes, group, job type or a tag, without regard to case
public record RunSearch(List<Condition> conditions, Optional<String> text, RunOrder order) {
  private static final int MAX_TEXT = 256;

  /// All runs, the newest first.
  public static final RunSearch ALL = new RunSearch(List.of(), Optional.empty(), RunOrder.NEWEST);

  public RunSearch {
    conditions = List.copyOf(conditions);
    text = text.filter(given -> !given.isBlank());
    if (text.filter(given -> given.length() > MAX_TEXT).isPresent()) {
      throw new Failure.Invalid("q", "q.length", "q must be at most " + MAX_TEXT + " characters");
    }
  }

  /// What it comes to: conditions on values, and an order.
  Terms terms() {
    var compiled = conditions.stream().map(RunCondition::of).toList();
    var isByTime =
        order.field().isEmpty()
            && compiled.stream()
                .anyMatch(c -> c.field().equals(RunFields.CREATED_AT) && c.isIndexed());
    // Runs of a time lie together in the order of times alone: imported ones are numbered later.
    return new Terms(
        compiled,
        text,
        isByTime ? new RunOrder(Optional.of(RunFields.CREATED_AT), order.isDescending()) : order);
  }

  /// @param order the one that is kept, on all pages
  record Terms(List<RunCondition> conditions, Optional<String> text, RunOrder order) {
    /// The names of all values that are to be looked at.
    Set<String> fields() {
      var names = new LinkedHashSet<String>();
      conditions.stream()
          .filter(c -> !c.isWithinTags())
          .forEach(condition -> names.add(condition.field()));
      order.field().ifPresent(names::add);
      return names;
    }

    boolean needsTags() {
      return text.isPresent() || conditions.stream().anyMatch(RunCondition::isWithinTags);
    }

    /// Whether no run can match where there are only these values.
    boolean isVainWith(Set<String> known) {
      return conditions.stream()
          .anyMatch(
              c -> !c.isWithinTags() && !known.contains(c.field()) && !c.holds(Optional.empty()));
    }

    /// Conditions on the value that it is sorted by.
    List<RunCondition> onOrder() {
      return conditions.stream()
          .filter(c -> order.field().filter(c.field()::equals).isPresent())
          .filter(c -> c.operator() != Operator.NOT_EQUAL)
          .toList();
    }
  }
}
