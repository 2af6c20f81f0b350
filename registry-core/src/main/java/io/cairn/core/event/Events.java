// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.event;

import io.cairn.core.fact.Engine;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.json.JsonObject;
import io.cairn.core.time.Timeline;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jspecify.annotations.Nullable;

/// The stream of events: appended in the transaction of the change, read in order.
public final class Events {
  private static final long SETTLER_LOCK = 0x6361_6972_6e01L;
  private static final int APPEND_BATCH = 500;
  private static final String INSERT =
      """
      insert into event
        (id, kind, happened_at, actor_id, key_id, namespace_id, scope_id, subject_kind, subject_id,
         data)
      values
        (:id, :kind, :at, :actor, :key, :namespace, :scope, :subjectKind, :subjectId, :data)
      """;

  private static final int SETTLE_BATCH = 10_000;

  private final Timeline timeline;

  public Events(Timeline timeline) {
    this.timeline = timeline;
  }

  /// Who did it, and where: what every event of one call shares.
  ///
  /// @param actorId the user, or null when the system did it by itself
  /// @param keyId the API key it came through, or null
  public record Origin(@Nullable UUID actorId, @Nullable UUID keyId) {
    public static final Origin SYSTEM = new Origin(null, null);
  }

  /// Appends one event to the transaction, that happened in its subject itself.
  ///
  /// @param namespaceId the team or registry whose readers may see it; null for what concerns the
  ///   installation alone
  public void append(
      Tx tx,
      Origin origin,
      String kind,
      @Nullable UUID namespaceId,
      String subjectKind,
      UUID subjectId,
      JsonObject data) {
    appendIn(subjectId, tx, origin, kind, namespaceId, subjectKind, subjectId, data);
  }

  /// As [#append], for what happened in a place larger than its subject.
  ///
  /// @param scopeId the collection in which a version was made, linked, changed or taken away
  public void appendIn(
      UUID scopeId,
      Tx tx,
      Origin origin,
      String kind,
      @Nullable UUID namespaceId,
      String subjectKind,
      UUID subjectId,
      JsonObject data) {
    tx.handle()
        .createUpdate(INSERT)
        .bind("id", timeline.newId())
        .bind("kind", kind)
        .bind("at", timeline.now())
        .bindByType("actor", origin.actorId(), UUID.class)
        .bindByType("key", origin.keyId(), UUID.class)
        .bindByType("namespace", namespaceId, UUID.class)
        .bind("scope", scopeId)
        .bind("subjectKind", subjectKind)
        .bind("subjectId", subjectId)
        .bind("data", data)
        .execute();
  }

  /// One event of many; its members are those of [#appendIn].
  public record Told(
      UUID scopeId,
      String kind,
      @Nullable UUID namespaceId,
      String subjectKind,
      UUID subjectId,
      JsonObject data) {}

  /// Appends many events to the transaction, in their order, in batches.
  public void appendAll(Tx tx, Origin origin, List<Told> told) {
    for (var from = 0; from < told.size(); from += APPEND_BATCH) {
      var batch = tx.handle().prepareBatch(INSERT);
      for (var one : told.subList(from, Math.min(told.size(), from + APPEND_BATCH))) {
        batch
            .bind("id", timeline.newId())
            .bind("kind", one.kind())
            .bind("at", timeline.now())
            .bindByType("actor", origin.actorId(), UUID.class)
            .bindByType("key", origin.keyId(), UUID.class)
            .bindByType("namespace", one.namespaceId(), UUID.class)
            .bind("scope", one.scopeId())
            .bind("subjectKind", one.subjectKind())
            .bind("subjectId", one.subjectId())
            .bind("data", one.data())
            .add();
      }
      batch.execute();
    }
  }

  /// Gives a place in the stream to every event that has none yet and is committed. Readers call it
  /// before they read.
  ///
  /// The place is given after the commit, by one settler at a time, in the order in which the
  /// events were appended. So places have no gap that is filled later, whatever transaction is
  /// still open; and an event comes behind all that were committed before it was appended. The
  /// number that the data base draws while a transaction runs could promise neither.
  public void settle(Facts facts) {
    while (facts.read(Events::hasUnsettled)) {
      facts.write(Events::settleSome);
    }
  }

  private static boolean hasUnsettled(Reading reading) {
    return reading
        .handle()
        .createQuery("select 1 from event where place is null limit 1")
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  private static int settleSome(Tx tx) {
    if (tx.engine() == Engine.POSTGRESQL) {
      tx.handle().execute("select pg_advisory_xact_lock(?)", SETTLER_LOCK);
    }
    return tx.handle()
        .createUpdate(
            """
            update event set place = fresh.place
            from (select seq, (select coalesce(max(place), 0) from event)
                           + row_number() over (order by seq) as place
                  from (select seq from event where place is null order by seq limit :batch) as next)
              as fresh
            where event.seq = fresh.seq
            """)
        .bind("batch", SETTLE_BATCH)
        .execute();
  }

  /// The place of the last settled event; 0 if there is none.
  public long last(Reading reading) {
    return reading
        .handle()
        .createQuery("select coalesce(max(place), 0) from event")
        .mapTo(Long.class)
        .one();
  }

  /// Up to `limit` settled events behind the place `after`, in their order.
  public List<Event> after(Reading reading, long after, int limit) {
    return reading
        .handle()
        .createQuery(
            """
            select place as seq, id, kind, happened_at as at, actor_id, key_id, namespace_id,
                   subject_kind, subject_id, data
            from event where place > :after order by place limit :limit
            """)
        .bind("after", after)
        .bind("limit", limit)
        .map(ConstructorMapper.of(Event.class))
        .list();
  }
}
