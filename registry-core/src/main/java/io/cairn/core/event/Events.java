// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.event;

import io.cairn.core.fact.Engine;
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

  /// Appends one event to the transaction.
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
    tx.handle()
        .createUpdate(
            """
            insert into event
              (id, kind, happened_at, actor_id, key_id, namespace_id, subject_kind, subject_id,
               data)
            values
              (:id, :kind, :at, :actor, :key, :namespace, :subjectKind, :subjectId, :data)
            """)
        .bind("id", timeline.newId())
        .bind("kind", kind)
        .bind("at", timeline.now())
        .bindByType("actor", origin.actorId(), UUID.class)
        .bindByType("key", origin.keyId(), UUID.class)
        .bindByType("namespace", namespaceId, UUID.class)
        .bind("subjectKind", subjectKind)
        .bind("subjectId", subjectId)
        .bind("data", data)
        .execute();
  }

  /// SQL that holds for events behind which none can appear: every reader of the stream asks with
  /// it. On PostgreSQL a number is drawn before its transaction commits, so that is all before the
  /// oldest transaction that is still open.
  public static String settled(Reading reading) {
    return reading.engine() == Engine.POSTGRESQL
        ? "tx_id < pg_snapshot_xmin(pg_current_snapshot())"
        : "1 = 1";
  }

  /// Up to `limit` events after `afterSeq`, oldest first; [#settled] ones only, so that no event
  /// can appear behind a cursor.
  public List<Event> after(Reading reading, long afterSeq, int limit) {
    return reading
        .handle()
        .createQuery(
            """
            select seq, id, kind, happened_at as at, actor_id, key_id, namespace_id,
                   subject_kind, subject_id, data
            from event where seq > :after and %s order by seq limit :limit
            """
                .formatted(settled(reading)))
        .bind("after", afterSeq)
        .bind("limit", limit)
        .map(ConstructorMapper.of(Event.class))
        .list();
  }
}
