// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.ReadableNamespaces;
import io.cairn.core.fact.Reading;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/// What keeps a member of a collection from being deleted in bulk, by whatever rule or query: an
/// alias that somebody set, a link elsewhere, a draft that is based on it. One place for all who
/// delete so; what is deleted by name asks [AliasGuard] instead.
public final class MemberKeepers {
  private static final String SELECT =
      """
      select m.id, m.collection_id, m.version_id, m.version_index, m.is_link, m.created_at,
             v.size_bytes, v.ttl_seconds,
             (select min(a.spelling) from alias a
              where a.membership_id = m.id and a.alias_key <> 'latest') as alias,
             (select min(case when %s then ln.name || '/' || lc.name || ':v' || l.version_index
                         else '' end)
              from membership l
              join collection lc on lc.id = l.collection_id and lc.deleted_at is null
              join namespace ln on ln.id = lc.namespace_id
              where not m.is_link and l.version_id = m.version_id and l.is_link
                and l.deleted_at is null) as link,
             exists (select 1 from draft d
               where d.base_membership_id = m.id and d.state = 'open' and d.expires_at > :now)
               as is_base
      from membership m
      join version v on v.id = m.version_id
      where m.deleted_at is null and
      """;

  private final @Nullable ReadableNamespaces readable;

  /// @param readable who is told of links; empty for the server's own work
  public MemberKeepers(Optional<ReadableNamespaces> readable) {
    this.readable = readable.orElse(null);
  }

  /// A member that lives, and what keeps it.
  ///
  /// @param alias one that somebody set
  /// @param ttl of the version, wherever it is linked
  /// @param link where it is linked, as `models/digits:v3`; `""` where the caller may not look
  public record Member(
      MembershipId id,
      CollectionId collection,
      VersionId version,
      long index,
      boolean isLink,
      Instant createdAt,
      long sizeBytes,
      Ttl ttl,
      Optional<String> alias,
      Optional<String> link,
      boolean isBase) {
    public boolean isFree() {
      return alias.isEmpty() && link.isEmpty() && !isBase;
    }
  }

  /// Those below an index, highest first. Index: (collection_id, version_index).
  public List<Member> below(
      Reading reading, CollectionId collection, long index, int limit, Instant now) {
    return members(
        query(reading, "m.collection_id = :id and m.version_index < :index", now)
            .bind("id", collection.value())
            .bind("index", index)
            .bind("limit", limit));
  }

  /// These, as they stand now, highest index first.
  public List<Member> of(Reading reading, List<MembershipId> ids, Instant now) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return members(
        query(reading, "m.id in (<ids>)", now)
            .bindList("ids", ids.stream().map(MembershipId::value).toList())
            .bind("limit", ids.size()));
  }

  /// How many live members have an index from there up; more than `max` are not counted.
  public static long countFrom(Reading reading, CollectionId collection, long index, long max) {
    return reading
        .handle()
        .createQuery(
            """
            select count(*) from
              (select 1 as one from membership
               where collection_id = :id and version_index >= :index and deleted_at is null
               limit :max) as newer
            """)
        .bind("max", max)
        .bind("id", collection.value())
        .bind("index", index)
        .mapTo(Long.class)
        .one();
  }

  private Query query(Reading reading, String where, Instant now) {
    var condition = readable == null ? "1 = 1" : readable.condition("lc.namespace_id");
    var query =
        reading
            .handle()
            .createQuery(
                SELECT.formatted(condition) + where + " order by m.version_index desc limit :limit")
            .bind("now", now);
    return readable == null ? query : readable.bind(query);
  }

  private static List<Member> members(Query query) {
    return query.map((RowViewMapper<Member>) MemberKeepers::member).list();
  }

  private static Member member(RowView row) {
    return new Member(
        new MembershipId(row.getColumn("id", UUID.class)),
        new CollectionId(row.getColumn("collection_id", UUID.class)),
        new VersionId(row.getColumn("version_id", UUID.class)),
        row.getColumn("version_index", Long.class),
        row.getColumn("is_link", Boolean.class),
        row.getColumn("created_at", Instant.class),
        row.getColumn("size_bytes", Long.class),
        new Ttl(row.getColumn("ttl_seconds", Long.class)),
        Optional.ofNullable(row.getColumn("alias", String.class)),
        Optional.ofNullable(row.getColumn("link", String.class)),
        row.getColumn("is_base", Boolean.class));
  }
}
