// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.audit;

import io.cairn.core.access.Access;
import io.cairn.core.access.Principal;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Reading;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.Name;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;

/// The events after a place in the stream, oldest first. Admins and auditors of the installation
/// read all; others those of the teams and registries that they may read now.
public final class ReadEvents {
  private final Facts facts;
  private final Access access;
  private final Events events;

  public ReadEvents(Facts facts, Access access, Events events) {
    this.facts = facts;
    this.access = access;
    this.events = events;
  }

  public Page<ToldEvent> run(Principal actor, PageRequest page) {
    events.settle(facts);
    return facts.read(reading -> read(reading, actor, page));
  }

  /// Indexes: event (place), event_by_namespace.
  private Page<ToldEvent> read(Reading reading, Principal actor, PageRequest page) {
    var readable = access.readable(actor);
    var query =
        reading
            .handle()
            .createQuery(
                """
                select e.place as seq, e.id, e.kind, e.happened_at, u.name as actor, e.subject_kind,
                       e.subject_id, e.data
                from event e left join app_user u on u.id = e.actor_id
                where e.place > :after and %s
                order by e.place limit :n
                """
                    .formatted(readable.condition("e.namespace_id")))
            .bind("after", page.afterSeq(0))
            .bind("n", page.limit() + 1);
    var rows = readable.bind(query).map((RowViewMapper<ToldEvent>) ReadEvents::event).list();
    return Page.of(rows, page.limit(), event -> Cursor.of(event.seq()));
  }

  private static ToldEvent event(RowView row) {
    return new ToldEvent(
        row.getColumn("seq", Long.class),
        row.getColumn("id", UUID.class),
        row.getColumn("kind", String.class),
        row.getColumn("happened_at", Instant.class),
        Optional.ofNullable(row.getColumn("actor", String.class)).map(Name::new),
        row.getColumn("subject_kind", String.class),
        row.getColumn("subject_id", UUID.class),
        row.getColumn("data", JsonObject.class));
  }
}
