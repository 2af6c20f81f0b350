// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.attribute;

import io.cairn.core.access.NamespaceId;
import io.cairn.core.attribute.AttributeQuestion.Sort;
import io.cairn.core.attribute.AttributeSearch.After;
import io.cairn.core.fact.Engine;
import io.cairn.core.fact.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.Query;

/// The SQL of one search, over some teams and registries.
///
/// @param few the condition whose rows are few, if there is one
record AttributeStatement(
    Reading reading,
    String living,
    AttributeQuestion question,
    List<NamespaceId> spaces,
    Optional<AttributeCondition> few) {
  /// Columns `id`, `seq`, `number`.
  Query hits(Optional<After> after, int limit) {
    var sql = few.isPresent() ? gathered(after) : walked(after);
    var query = reading.handle().createQuery(sql).bindMap(question.bindings()).bind("n", limit);
    if (few.isPresent()) {
      query.bindList("spaces", spaces.stream().map(NamespaceId::value).toList());
    } else {
      IntStream.range(0, spaces.size())
          .forEach(i -> query.bind("space" + i, spaces.get(i).value()));
    }
    IntStream.range(0, question.conditions().size())
        .forEach(i -> question.conditions().get(i).bind(query, i));
    question.order().key().ifPresent(key -> query.bind("sort", key));
    after.ifPresent(from -> {
      query.bind("afterSeq", from.seq());
      question.order().key().ifPresent(_ -> query.bind("afterNumber", from.number()));
    });
    return query;
  }

  private String gathered(Optional<After> after) {
    var driver = question.conditions().indexOf(few.orElseThrow());
    var sorted = sort().key().isPresent();
    return """
    select distinct a.subject_id as id, a.subject_seq as seq, %s as number
    from attribute a
    %s %s
    where a.namespace_id in (<spaces>) and %s %s %s %s
    order by %s limit :n
    """
        .formatted(
            sorted ? "s.number" : "0.0",
            sorted
                ? "join attribute s on s.subject_id = a.subject_id and s.attribute_key = :sort"
                    + " and s.number is not null and not s.is_item"
                : "",
            living,
            question.conditions().get(driver).onRow("a", driver, engine()),
            others(driver),
            question.filter(),
            behind(after, "s"),
            order());
  }

  private String walked(Optional<After> after) {
    var driver = sort().key().isPresent() ? -1 : ordered();
    var row =
        sort().key().isPresent()
            ? "a.attribute_key = :sort and a.number is not null and not a.is_item"
            : driver >= 0
                ? question.conditions().get(driver).onRow("a", driver, engine())
                : "a.attribute_key = '' and a.fold = ''";
    var parts = new ArrayList<String>();
    for (var i = 0; i < spaces.size(); i++) {
      parts.add(
          """
          select * from (
            select a.subject_id as id, a.subject_seq as seq, %s as number
            from attribute a
            %s
            where a.namespace_id = :space%d and %s %s %s %s
            order by %s limit :n) part%d
          """
              .formatted(
                  sort().key().isPresent() ? "a.number" : "0.0",
                  living,
                  i,
                  row,
                  others(driver),
                  question.filter(),
                  behind(after, "a"),
                  inner(),
                  i));
    }
    return String.join("union all\n", parts) + "order by " + order() + " limit :n";
  }

  private int ordered() {
    return IntStream.range(0, question.conditions().size())
        .filter(i -> question.conditions().get(i).isOrdered())
        .findFirst()
        .orElse(-1);
  }

  private String others(int driver) {
    return IntStream.range(0, question.conditions().size())
        .filter(i -> i != driver)
        .mapToObj(i -> " and " + question.conditions().get(i).onSubject("a", i, engine()))
        .collect(Collectors.joining());
  }

  private String behind(Optional<After> after, String row) {
    if (after.isEmpty()) {
      return "";
    }
    var sign = sort().isDescending() ? "<" : ">";
    return sort().key().isEmpty()
        ? " and a.subject_seq " + sign + " :afterSeq"
        : " and (%1$s.number, a.subject_seq) %2$s (:afterNumber, :afterSeq)".formatted(row, sign);
  }

  private String order() {
    var direction = sort().isDescending() ? " desc" : "";
    return sort().key().isEmpty() ? "seq" + direction : "number" + direction + ", seq" + direction;
  }

  private String inner() {
    var direction = sort().isDescending() ? " desc" : "";
    return sort().key().isEmpty()
        ? "a.subject_seq" + direction
        : "a.number" + direction + ", a.subject_seq" + direction;
  }

  private Sort sort() {
    return question.order();
  }

  private Engine engine() {
    return reading.engine();
  }
}
