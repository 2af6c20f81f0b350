// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.audit;

import io.cairn.core.access.ReadableNamespaces;
import io.cairn.core.fact.Reading;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.Name;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Query;

/// Rows of settled events, for one caller and one filter, each with the present name of where it
/// happened.
final class EventRows {
  private final ReadableNamespaces readable;
  private final EventFilter filter;

  EventRows(ReadableNamespaces readable, EventFilter filter) {
    this.readable = readable;
    this.filter = filter;
  }

  /// Indexes: event (place), event_by_scope, event_by_namespace, event_by_subject.
  List<ToldEvent> between(Reading reading, long after, long until, int limit) {
    var query =
        reading
            .handle()
            .createQuery(
                """
                select e.place as seq, e.id, e.kind, e.happened_at, u.name as actor, e.subject_kind,
                       e.subject_id, e.data, n.name as namespace,
                       coalesce(cp.name, rp.name, sp.name) as project, c.name as collection,
                       r.name as run
                from event e
                left join app_user u on u.id = e.actor_id
                left join namespace n on n.id = e.namespace_id
                left join collection c on c.id = e.scope_id
                left join project cp on cp.id = c.project_id
                left join run r on r.id = e.scope_id
                left join project rp on rp.id = r.project_id
                left join project sp on sp.id = e.scope_id
                where e.place > :after and e.place <= :until and %s and %s and %s and %s
                order by e.place limit :limit
                """
                    .formatted(readable.condition("e.namespace_id"), kinds(), within(), subject()))
            .bind("after", after)
            .bind("until", until)
            .bind("limit", limit);
    return bind(query).map((RowViewMapper<ToldEvent>) EventRows::event).list();
  }

  private String kinds() {
    if (filter.kinds().isEmpty()) {
      return "1 = 1";
    }
    return IntStream.range(0, filter.kinds().size())
        .mapToObj(i ->
            filter.kinds().get(i).endsWith("*") ? "e.kind like :kind" + i : "e.kind = :kind" + i)
        .collect(Collectors.joining(" or ", "(", ")"));
  }

  private String within() {
    return switch (filter.within().orElse(null)) {
      case null -> "1 = 1";
      case EventScope.All _ -> "e.namespace_id = :namespace";
      case EventScope.Single _ -> "e.scope_id = :scope";
      case EventScope.OfProject _ ->
          """
          e.namespace_id = :namespace and e.scope_id in (
            select :scope union all select id from collection where project_id = :scope
            union all select id from run where project_id = :scope)
          """;
    };
  }

  private String subject() {
    return filter.subject().isPresent() ? "e.subject_id = :subject" : "1 = 1";
  }

  private Query bind(Query query) {
    for (var i = 0; i < filter.kinds().size(); i++) {
      query.bind("kind" + i, filter.kinds().get(i).replace('*', '%'));
    }
    switch (filter.within().orElse(null)) {
      case null -> {}
      case EventScope.All(var namespace) -> query.bind("namespace", namespace.value());
      case EventScope.Single(_, var id) -> query.bind("scope", id);
      case EventScope.OfProject(var namespace, var id) ->
          query.bind("namespace", namespace.value()).bind("scope", id);
    }
    filter.subject().ifPresent(id -> query.bind("subject", id));
    return readable.bind(query);
  }

  private static ToldEvent event(RowView row) {
    return new ToldEvent(
        row.getColumn("seq", Long.class),
        row.getColumn("id", UUID.class),
        row.getColumn("kind", String.class),
        row.getColumn("happened_at", Instant.class),
        Optional.ofNullable(row.getColumn("actor", String.class)).map(Name::new),
        place(row),
        row.getColumn("subject_kind", String.class),
        row.getColumn("subject_id", UUID.class),
        row.getColumn("data", JsonObject.class));
  }

  private static Optional<String> place(RowView row) {
    var run = row.getColumn("run", String.class);
    return Stream.of(
            row.getColumn("namespace", String.class),
            row.getColumn("project", String.class),
            row.getColumn("collection", String.class),
            run == null ? null : "runs/" + run)
        .flatMap(Stream::ofNullable)
        .reduce((outer, inner) -> outer + "/" + inner);
  }
}
