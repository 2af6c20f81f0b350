// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.keep;

import io.cairn.core.artifact.CollectionId;
import io.cairn.core.artifact.MembershipId;
import io.cairn.core.fact.Reading;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowViewMapper;

/// Versions whose own time to live is over, in collections that no rule is for: what a rule is for
/// is judged with it.
final class ExpiredRows {
  /// Where to go on.
  record Place(long expiresAt, long seq) {
    static final Place START = new Place(0, 0);
  }

  /// A version at its home.
  record Expired(Place place, MembershipId home, CollectionId collection) {}

  private ExpiredRows() {}

  /// Those over first come first. Index: version_expiring.
  static List<Expired> after(Reading reading, Place place, Instant now, int limit) {
    return reading
        .handle()
        .createQuery(
            """
            select v.expires_at, v.seq, v.home_id, v.collection_id
            from version v
            join collection c on c.id = v.collection_id and c.deleted_at is null
            where v.expires_at is not null and v.deleted_at is null and v.expires_at <= :now
              and (v.expires_at > :at or (v.expires_at = :at and v.seq > :seq))
              and not exists (select 1 from keep_rule k
                where k.scope_id = c.id or k.scope_id = c.namespace_id)
            order by v.expires_at, v.seq limit :limit
            """)
        .bind("now", now)
        .bind("at", place.expiresAt())
        .bind("seq", place.seq())
        .bind("limit", limit)
        .map(
            (RowViewMapper<Expired>)
                row ->
                    new Expired(
                        new Place(
                            row.getColumn("expires_at", Long.class),
                            row.getColumn("seq", Long.class)),
                        new MembershipId(row.getColumn("home_id", UUID.class)),
                        new CollectionId(row.getColumn("collection_id", UUID.class))))
        .list();
  }
}
