// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.attribute;

import io.cairn.core.access.NamespaceId;
import io.cairn.core.attribute.AttributeQuestion.Sort;
import io.cairn.core.fact.Reading;
import io.cairn.core.failure.Failure;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowViewMapper;

/// Finds things by their attributes, a page at a time, in a time that does not grow with their
/// number.
///
/// If one of the conditions holds for few rows, these are taken from its index, and the others are
/// asked of each. Otherwise many rows are right, and an index is walked in the order asked for
/// until the page is full: that of an equality, of the number that is sorted by, or of all things.
/// Each team or registry is walked on its own, since the indexes begin with it, and the parts are
/// merged.
public final class AttributeSearch {
  // So many rows are fetched and sorted without harm.
  private static final int FEW = 1_000;

  // Teams and registries in one statement.
  private static final int SPACES = 100;

  private final String living;
  private final int few;

  /// @param living SQL that joins the noun's own tables to `a.subject_id`, and leaves out what does
  ///   not live
  public AttributeSearch(String living) {
    this(living, FEW);
  }

  AttributeSearch(String living, int few) {
    this.living = living;
    this.few = few;
  }

  private record Hit(UUID subject, long seq, double number) {}

  /// The subjects, and the page's end.
  ///
  /// @throws Failure.Invalid field `cursor`, if it is that of another order
  public Page<UUID> page(Reading reading, AttributeQuestion question, PageRequest request) {
    var order = order(question.order());
    var driver = fewest(reading, question);
    var hits = new ArrayList<Hit>();
    for (var from = 0; from < question.namespaces().size(); from += SPACES) {
      var end = Math.min(question.namespaces().size(), from + SPACES);
      var spaces = question.namespaces().subList(from, end);
      hits.addAll(
          new AttributeStatement(reading, living, question, spaces, driver)
              .hits(request.after().map(c -> After.parse(question.order(), c)), request.limit() + 1)
              .map(
                  (RowViewMapper<Hit>)
                      row ->
                          new Hit(
                              row.getColumn("id", UUID.class),
                              row.getColumn("seq", Long.class),
                              row.getColumn("number", Double.class)))
              .list());
    }
    hits.sort(order);
    var rows = hits.subList(0, Math.min(hits.size(), request.limit() + 1));
    return Page.of(rows, request.limit(), hit -> cursor(question.order(), hit)).map(Hit::subject);
  }

  /// Where a page begins.
  record After(double number, long seq) {
    static After parse(Sort sort, Cursor cursor) {
      if (sort.key().isEmpty()) {
        return new After(0, cursor.seq());
      }
      var colon = cursor.key().indexOf(':');
      try {
        var number = Double.parseDouble(cursor.key().substring(0, Math.max(0, colon)));
        return new After(number, new Cursor(cursor.key().substring(colon + 1)).seq());
      } catch (NumberFormatException _) {
        throw new Failure.Invalid(
            "cursor", "cursor.opaque", "cursor must be what an earlier page of this list gave");
      }
    }
  }

  /// The condition that holds for the fewest rows, if these are few.
  private Optional<AttributeCondition> fewest(Reading reading, AttributeQuestion question) {
    var least = few + 1L;
    var found = Optional.<AttributeCondition>empty();
    for (var condition : question.conditions()) {
      if (condition.isIndexed()) {
        var rows = rows(reading, question.namespaces(), condition, least);
        if (rows < least) {
          least = rows;
          found = Optional.of(condition);
        }
      }
    }
    return found;
  }

  /// Counts at most to `most`.
  private static long rows(
      Reading reading, List<NamespaceId> namespaces, AttributeCondition condition, long most) {
    var count = 0L;
    for (var from = 0; from < namespaces.size() && count < most; from += SPACES) {
      var spaces = namespaces.subList(from, Math.min(namespaces.size(), from + SPACES));
      var query =
          reading
              .handle()
              .createQuery(
                  """
                  select count(*) from (
                    select 1 from attribute a where a.namespace_id in (<spaces>) and %s limit :most
                  ) counted
                  """
                      .formatted(condition.onRow("a", 0, reading.engine())))
              .bindList("spaces", spaces.stream().map(NamespaceId::value).toList())
              .bind("most", most);
      condition.bind(query, 0);
      count += query.mapTo(Long.class).one();
    }
    return count;
  }

  private static Comparator<Hit> order(Sort sort) {
    var bySeq = Comparator.comparingLong(Hit::seq);
    var ascending =
        sort.key().isEmpty() ? bySeq : Comparator.comparingDouble(Hit::number).thenComparing(bySeq);
    return sort.isDescending() ? ascending.reversed() : ascending;
  }

  private static Cursor cursor(Sort sort, Hit hit) {
    return sort.key().isEmpty() ? Cursor.of(hit.seq()) : new Cursor(hit.number() + ":" + hit.seq());
  }
}
