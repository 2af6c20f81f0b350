// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.fact.Reading;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.SqlStatement;

/// The namespaces that one caller may read, as a condition inside a list query, so that lists need
/// no second question per row:
///
///     var readable = access.readable(who);
///     readable.bind(handle.createQuery("select … where " + readable.condition("c.namespace_id")))
public final class ReadableNamespaces {
  private final Principal who;

  ReadableNamespaces(Principal who) {
    this.who = who;
  }

  /// SQL that holds for readable rows. `column` is a column of the query that holds a namespace's
  /// id; it is code, never input.
  public String condition(String column) {
    if (!who.scopes().contains(Scope.READ)) {
      return "1 = 0";
    }
    return switch (who.role()) {
      case ADMIN, AUDITOR -> "1 = 1";
      case MEMBER ->
          column
              + " in ("
              + """
              select r_n.id from namespace r_n where r_n.is_open and r_n.deleted_at is null
              union all
              select r_m.namespace_id from namespace_member r_m
              join namespace r_n on r_n.id = r_m.namespace_id and r_n.deleted_at is null
              where r_m.user_id = :readerId)\
              """;
    };
  }

  /// All of them, in the order of their ids.
  public List<NamespaceId> list(Reading reading) {
    var query =
        "select n.id from namespace n where n.deleted_at is null and %s order by n.id"
            .formatted(condition("n.id"));
    return bind(reading.handle().createQuery(query)).mapTo(UUID.class).map(NamespaceId::new).list();
  }

  /// Binds what [#condition] needs.
  public <S extends SqlStatement<S>> S bind(S statement) {
    return switch (who.role()) {
      case ADMIN, AUDITOR -> statement;
      case MEMBER ->
          who.scopes().contains(Scope.READ)
              ? statement.bind("readerId", who.userId().value())
              : statement;
    };
  }
}
