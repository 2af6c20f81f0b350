// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.NamespaceId;
import io.cairn.core.access.UserId;
import io.cairn.core.content.Digest;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.name.Label;
import io.cairn.core.name.Name;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;
import org.jspecify.annotations.Nullable;

/// Rows of aliases and of their moves.
final class AliasRows {
  private static final String MOVE =
      """
      select h.seq, h.spelling, f.version_index as from_index, t.version_index as to_index,
             h.moved_at, u.name as moved_by, h.reason
      from alias_move h
      left join membership f on f.id = h.from_membership_id
      left join membership t on t.id = h.to_membership_id
      left join app_user u on u.id = h.moved_by
      where h.collection_id = :collection and h.alias_key = :key
      """;

  private static final String SELECT =
      """
      select a.alias_key, a.spelling, a.membership_id, a.moved_at, m.version_index, v.manifest,
             u.name as moved_by
      from alias a
      join membership m on m.id = a.membership_id
      join version v on v.id = m.version_id
      left join app_user u on u.id = a.moved_by
      where a.collection_id = :collection
      """;

  private AliasRows() {}

  /// Where the bearer of an alias stands.
  record Bearer(NamespaceId namespace, CollectionId collection) {}

  private record Borne(Bearer bearer, Label alias) {}

  private record NumberedMove(long seq, AliasMove move) {}

  /// Index: the primary key.
  static Optional<AliasView> find(
      Reading reading, CollectionId collection, Label alias, Set<String> protectedKeys) {
    return reading
        .handle()
        .createQuery(SELECT + "and a.alias_key = :key")
        .bind("collection", collection.value())
        .bind("key", alias.key())
        .map((RowViewMapper<AliasView>) row -> view(row, protectedKeys))
        .findOne();
  }

  /// In the order of the keys. Index: the primary key.
  static Page<AliasView> page(
      Reading reading, CollectionId collection, Set<String> protectedKeys, PageRequest request) {
    var rows =
        reading
            .handle()
            .createQuery(SELECT + "and a.alias_key > :after order by a.alias_key limit :n")
            .bind("collection", collection.value())
            .bind("after", request.after().map(Cursor::key).orElse(""))
            .bind("n", request.limit() + 1)
            .map((RowViewMapper<AliasView>) row -> view(row, protectedKeys))
            .list();
    return Page.of(rows, request.limit(), view -> new Cursor(view.alias().key()));
  }

  static List<Label> ofMembership(Reading reading, MembershipId membership) {
    return reading
        .handle()
        .createQuery("select spelling from alias where membership_id = :id order by alias_key")
        .bind("id", membership.value())
        .mapTo(String.class)
        .map(Label::new)
        .list();
  }

  static List<Label> inCollection(Reading reading, CollectionId collection) {
    return reading
        .handle()
        .createQuery("select spelling from alias where collection_id = :id order by alias_key")
        .bind("id", collection.value())
        .mapTo(String.class)
        .map(Label::new)
        .list();
  }

  /// The aliases that links elsewhere bear, by collection, of one version.
  static Map<Bearer, Set<Label>> onLinks(Reading reading, VersionId version) {
    return borne(reading, "v.id = :id", version.value());
  }

  /// The aliases that links elsewhere bear, by collection, of all versions at home in a collection.
  static Map<Bearer, Set<Label>> onLinks(Reading reading, CollectionId home) {
    return borne(reading, "v.collection_id = :id", home.value());
  }

  private static Map<Bearer, Set<Label>> borne(Reading reading, String which, UUID id) {
    var found = new HashMap<Bearer, Set<Label>>();
    reading
        .handle()
        .createQuery(
            """
            select c.id, c.namespace_id, a.spelling
            from version v
            join membership m on m.version_id = v.id and m.is_link and m.deleted_at is null
            join alias a on a.membership_id = m.id
            join collection c on c.id = m.collection_id and c.deleted_at is null
            where a.alias_key <> 'latest' and %s
            """
                .formatted(which))
        .bind("id", id)
        .map(
            (RowViewMapper<Borne>)
                row ->
                    new Borne(
                        new Bearer(
                            new NamespaceId(row.getColumn("namespace_id", UUID.class)),
                            new CollectionId(row.getColumn("id", UUID.class))),
                        new Label(row.getColumn("spelling", String.class))))
        .forEach(row -> found.computeIfAbsent(row.bearer(), _ -> new HashSet<>()).add(row.alias()));
    return found;
  }

  static void insert(
      Tx tx,
      CollectionId collection,
      Label alias,
      MembershipId to,
      Optional<UserId> by,
      Instant at) {
    tx.handle()
        .createUpdate(
            """
            insert into alias
              (collection_id, alias_key, spelling, membership_id, moved_at, moved_by)
            values (:collection, :key, :spelling, :to, :at, :by)
            """)
        .bind("collection", collection.value())
        .bind("key", alias.key())
        .bind("spelling", alias.text())
        .bind("to", to.value())
        .bind("at", at)
        .bindByType("by", by.map(UserId::value).orElse(null), UUID.class)
        .execute();
  }

  /// Compare and set: false if the alias is not at `from`.
  static boolean update(
      Tx tx,
      CollectionId collection,
      Label alias,
      MembershipId from,
      MembershipId to,
      Optional<UserId> by,
      Instant at) {
    return tx.handle()
            .createUpdate(
                """
                update alias
                set membership_id = :to, spelling = :spelling, moved_at = :at, moved_by = :by
                where collection_id = :collection and alias_key = :key and membership_id = :from
                """)
            .bind("collection", collection.value())
            .bind("key", alias.key())
            .bind("spelling", alias.text())
            .bind("from", from.value())
            .bind("to", to.value())
            .bind("at", at)
            .bindByType("by", by.map(UserId::value).orElse(null), UUID.class)
            .execute()
        == 1;
  }

  /// Compare and remove: false if the alias is not at `from`.
  static boolean delete(Tx tx, CollectionId collection, Label alias, MembershipId from) {
    return tx.handle()
            .createUpdate(
                """
                delete from alias
                where collection_id = :collection and alias_key = :key and membership_id = :from
                """)
            .bind("collection", collection.value())
            .bind("key", alias.key())
            .bind("from", from.value())
            .execute()
        == 1;
  }

  static void record(
      Tx tx,
      CollectionId collection,
      Label alias,
      Optional<MembershipId> from,
      Optional<MembershipId> to,
      Optional<UserId> by,
      Instant at,
      String reason) {
    tx.handle()
        .createUpdate(
            """
            insert into alias_move
              (collection_id, alias_key, spelling, from_membership_id, to_membership_id, moved_at,
               moved_by, reason)
            values (:collection, :key, :spelling, :from, :to, :at, :by, :reason)
            """)
        .bind("collection", collection.value())
        .bind("key", alias.key())
        .bind("spelling", alias.text())
        .bindByType("from", from.map(MembershipId::value).orElse(null), UUID.class)
        .bindByType("to", to.map(MembershipId::value).orElse(null), UUID.class)
        .bind("at", at)
        .bindByType("by", by.map(UserId::value).orElse(null), UUID.class)
        .bind("reason", reason)
        .execute();
  }

  /// Newest first. Index: alias_move_by_alias.
  static Page<AliasMove> history(
      Reading reading, CollectionId collection, Label alias, PageRequest request) {
    var rows =
        reading
            .handle()
            .createQuery(MOVE + "and h.seq < :after order by h.seq desc limit :n")
            .bind("collection", collection.value())
            .bind("key", alias.key())
            .bind("after", request.afterSeq(Long.MAX_VALUE))
            .bind("n", request.limit() + 1)
            .map(
                (RowViewMapper<NumberedMove>)
                    row -> new NumberedMove(row.getColumn("seq", Long.class), move(row)))
            .list();
    return Page.of(rows, request.limit(), row -> Cursor.of(row.seq())).map(NumberedMove::move);
  }

  /// The move that was the last one at that time. Index: alias_move_by_time.
  static Optional<AliasMove> moveAt(
      Reading reading, CollectionId collection, Label alias, Instant at) {
    return reading
        .handle()
        .createQuery(MOVE + "and h.moved_at <= :at order by h.moved_at desc limit 1")
        .bind("collection", collection.value())
        .bind("key", alias.key())
        .bind("at", at)
        .map((RowViewMapper<AliasMove>) AliasRows::move)
        .findOne();
  }

  /// The move that had brought the alias to its `steps`-th former holder. Index:
  /// alias_move_by_alias.
  static Optional<AliasMove> moveOfFormerHolder(
      Reading reading, CollectionId collection, Label alias, int steps) {
    return reading
        .handle()
        .createQuery(
            MOVE
                + """
                and h.seq < (select l.seq from alias_move l
                  where l.collection_id = :collection and l.alias_key = :key
                    and l.from_membership_id is not null
                  order by l.seq desc limit 1 offset :skipped)
                order by h.seq desc limit 1
                """)
        .bind("collection", collection.value())
        .bind("key", alias.key())
        .bind("skipped", steps - 1)
        .map((RowViewMapper<AliasMove>) AliasRows::move)
        .findOne();
  }

  private static AliasView view(RowView row, Set<String> protectedKeys) {
    return new AliasView(
        new Label(row.getColumn("spelling", String.class)),
        new MembershipId(row.getColumn("membership_id", UUID.class)),
        row.getColumn("version_index", Long.class),
        Digest.ofBytes(row.getColumn("manifest", byte[].class)),
        row.getColumn("moved_at", Instant.class),
        Optional.ofNullable(row.getColumn("moved_by", String.class)).map(Name::new),
        protectedKeys.contains(row.getColumn("alias_key", String.class)));
  }

  private static AliasMove move(RowView row) {
    return new AliasMove(
        new Label(row.getColumn("spelling", String.class)),
        optional(row.getColumn("from_index", Long.class)),
        optional(row.getColumn("to_index", Long.class)),
        row.getColumn("moved_at", Instant.class),
        Optional.ofNullable(row.getColumn("moved_by", String.class)).map(Name::new),
        row.getColumn("reason", String.class));
  }

  private static OptionalLong optional(@Nullable Long number) {
    return number == null ? OptionalLong.empty() : OptionalLong.of(number);
  }
}
