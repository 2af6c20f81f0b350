// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;
import io.cairn.core.name.Title;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;

/// Rows of teams and registries.
final class Namespaces {
  private static final String COLUMNS = "n.id, n.kind, n.name, n.title, n.is_open, n.created_at";

  private Namespaces() {}

  /// A namespace and what the asking user is in it.
  record Found(Namespace namespace, Optional<Role> role) {}

  private record Numbered(long seq, Namespace namespace) {}

  /// By name, or by a former name that nobody has taken. Indexes: namespace_by_name, primary keys.
  static Optional<Found> find(Reading reading, Principal who, Name name) {
    return reading
        .handle()
        .createQuery(
            """
            select %1$s, m.role
            from namespace n
            left join namespace_member m on m.namespace_id = n.id and m.user_id = :user
            where n.name_key = :key and n.deleted_at is null
            union all
            select %1$s, m.role
            from namespace_former_name f
            join namespace n on n.id = f.namespace_id and n.deleted_at is null
            left join namespace_member m on m.namespace_id = n.id and m.user_id = :user
            where f.name_key = :key and not exists (
              select 1 from namespace t where t.name_key = :key and t.deleted_at is null)
            """
                .formatted(COLUMNS))
        .bind("key", name.key())
        .bind("user", who.userId().value())
        .map((RowViewMapper<Found>) Namespaces::found)
        .findOne();
  }

  static Optional<Found> find(Reading reading, Principal who, NamespaceId id) {
    return reading
        .handle()
        .createQuery(
            """
            select %s, m.role
            from namespace n
            left join namespace_member m on m.namespace_id = n.id and m.user_id = :user
            where n.id = :id and n.deleted_at is null
            """
                .formatted(COLUMNS))
        .bind("id", id.value())
        .bind("user", who.userId().value())
        .map((RowViewMapper<Found>) Namespaces::found)
        .findOne();
  }

  /// In order of creation, by primary key.
  static Page<Namespace> list(
      Reading reading, ReadableNamespaces readable, NamespaceKind kind, PageRequest page) {
    var query =
        reading
            .handle()
            .createQuery(
                """
                select n.seq, %s from namespace n
                where n.seq > :after and n.kind = :kind and n.deleted_at is null and %s
                order by n.seq limit :limit
                """
                    .formatted(COLUMNS, readable.condition("n.id")))
            .bind("after", page.afterSeq(0))
            .bind("kind", kind.text())
            .bind("limit", page.limit() + 1);
    var rows =
        readable
            .bind(query)
            .map(
                (RowViewMapper<Numbered>)
                    row -> new Numbered(row.getColumn("seq", Long.class), namespace(row)))
            .list();
    return Page.of(rows, page.limit(), last -> Cursor.of(last.seq())).map(Numbered::namespace);
  }

  /// @throws Failure.Conflict if another living namespace has the name or the title
  static void requireFree(Tx tx, Namespace wanted) {
    if (isTaken(tx, wanted.id(), "name_key", wanted.name().key())) {
      throw nameTaken(wanted.name());
    }
    wanted
        .title()
        .filter(title -> isTaken(tx, wanted.id(), "title", title.text()))
        .ifPresent(title -> {
          throw new Failure.Conflict(
              "title.taken", "the title '" + title + "' is taken; choose another");
        });
  }

  private static boolean isTaken(Tx tx, NamespaceId self, String column, String value) {
    return tx.handle()
        .createQuery(
            "select 1 from namespace where %s = :value and deleted_at is null and id <> :self"
                .formatted(column))
        .bind("value", value)
        .bind("self", self.value())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  static Failure.Conflict nameTaken(Name name) {
    return new Failure.Conflict(
        "name.taken", "the name '" + name + "' is taken by a team or registry; choose another");
  }

  /// Takes the name away from whoever had it formerly.
  static void insert(Tx tx, Namespace namespace) {
    forgetFormer(tx, namespace.name());
    tx.handle()
        .createUpdate(
            """
            insert into namespace (id, kind, name, name_key, title, is_open, created_at)
            values (:id, :kind, :name, :key, :title, :open, :at)
            """)
        .bind("id", namespace.id().value())
        .bind("kind", namespace.kind().text())
        .bind("name", namespace.name().text())
        .bind("key", namespace.name().key())
        .bindByType("title", namespace.title().map(Title::text).orElse(null), String.class)
        .bind("open", namespace.isOpen())
        .bind("at", namespace.createdAt())
        .execute();
  }

  static void update(Tx tx, Namespace before, Namespace after, Instant now) {
    updateRow(tx, after);
    if (!before.name().key().equals(after.name().key())) {
      // The name is ours by now: whoever gave it up meanwhile is seen, too.
      forgetFormer(tx, after.name());
      tx.handle()
          .createUpdate(
              """
              insert into namespace_former_name (name_key, namespace_id, left_at)
              values (:key, :id, :now)
              on conflict (name_key) do update
                set namespace_id = excluded.namespace_id, left_at = excluded.left_at
              """)
          .bind("key", before.name().key())
          .bind("id", before.id().value())
          .bind("now", now)
          .execute();
    }
  }

  private static void updateRow(Tx tx, Namespace after) {
    tx.handle()
        .createUpdate(
            """
            update namespace set name = :name, name_key = :key, title = :title, is_open = :open
            where id = :id
            """)
        .bind("id", after.id().value())
        .bind("name", after.name().text())
        .bind("key", after.name().key())
        .bindByType("title", after.title().map(Title::text).orElse(null), String.class)
        .bind("open", after.isOpen())
        .execute();
  }

  /// Takes the row's lock until the transaction ends; false if it is deleted.
  static boolean lock(Tx tx, NamespaceId id) {
    return tx.handle()
            .createUpdate(
                "update namespace set is_open = is_open where id = :id and deleted_at is null")
            .bind("id", id.value())
            .execute()
        == 1;
  }

  /// From now on neither its name nor its former names answer. Whether it was there.
  static boolean delete(Tx tx, NamespaceId id, Instant now) {
    return tx.handle()
            .createUpdate(
                "update namespace set deleted_at = :now where id = :id and deleted_at is null")
            .bind("id", id.value())
            .bind("now", now)
            .execute()
        == 1;
  }

  /// The one that was deleted last of those that had the name; or the one of `id`, if it had it.
  static Optional<Found> findDeleted(
      Reading reading, Principal who, NamespaceKind kind, Name name, Optional<UUID> id) {
    var query =
        reading
            .handle()
            .createQuery(
                """
                select %s, m.role
                from namespace n
                left join namespace_member m on m.namespace_id = n.id and m.user_id = :user
                where n.name_key = :key and n.kind = :kind and n.deleted_at is not null %s
                order by n.deleted_at desc, n.seq desc limit 1
                """
                    .formatted(COLUMNS, id.isPresent() ? "and n.id = :id" : ""))
            .bind("key", name.key())
            .bind("kind", kind.text())
            .bind("user", who.userId().value());
    id.ifPresent(given -> query.bind("id", given));
    return query.map((RowViewMapper<Found>) Namespaces::found).findOne();
  }

  static Instant deletedAt(Reading reading, NamespaceId id) {
    return reading
        .handle()
        .createQuery("select deleted_at from namespace where id = :id")
        .bind("id", id.value())
        .mapTo(Instant.class)
        .one();
  }

  /// Deleted ones, newest first, that the user is an admin of; or all.
  static Page<NamespaceTombstones.Tomb> listDeleted(
      Reading reading, Principal who, NamespaceKind kind, PageRequest page) {
    var rows =
        reading
            .handle()
            .createQuery(
                """
                select n.seq, n.deleted_at, %s from namespace n
                where n.kind = :kind and n.deleted_at is not null and n.seq < :after
                  and (:all or exists (
                    select 1 from namespace_member m
                    where m.namespace_id = n.id and m.user_id = :user and m.role = 'admin'))
                order by n.seq desc limit :limit
                """
                    .formatted(COLUMNS))
            .bind("kind", kind.text())
            .bind("after", page.afterSeq(Long.MAX_VALUE))
            .bind("all", who.role() == InstallationRole.ADMIN)
            .bind("user", who.userId().value())
            .bind("limit", page.limit() + 1)
            .map(
                (RowViewMapper<Map.Entry<Long, NamespaceTombstones.Tomb>>)
                    row ->
                        Map.entry(
                            row.getColumn("seq", Long.class),
                            new NamespaceTombstones.Tomb(
                                namespace(row), row.getColumn("deleted_at", Instant.class))))
            .list();
    return Page.of(rows, page.limit(), last -> Cursor.of(last.getKey())).map(Map.Entry::getValue);
  }

  /// Makes it live again under `name`, which leads to nobody else any more. False if somebody else
  /// did it meanwhile. Fails on the unique indexes if name or title is taken.
  static boolean restore(Tx tx, NamespaceId id, Name name) {
    forgetFormer(tx, name);
    return tx.handle()
            .createUpdate(
                """
                update namespace set deleted_at = null, name = :name, name_key = :key
                where id = :id and deleted_at is not null
                """)
            .bind("id", id.value())
            .bind("name", name.text())
            .bind("key", name.key())
            .execute()
        == 1;
  }

  private static void forgetFormer(Tx tx, Name name) {
    tx.handle()
        .createUpdate("delete from namespace_former_name where name_key = :key")
        .bind("key", name.key())
        .execute();
  }

  private static Found found(RowView row) {
    var role =
        Optional.ofNullable(row.getColumn("role", String.class))
            .map(text -> Role.valueOf(text.toUpperCase(Locale.ROOT)));
    return new Found(namespace(row), role);
  }

  private static Namespace namespace(RowView row) {
    return new Namespace(
        new NamespaceId(row.getColumn("id", UUID.class)),
        NamespaceKind.valueOf(row.getColumn("kind", String.class).toUpperCase(Locale.ROOT)),
        new Name(row.getColumn("name", String.class)),
        Optional.ofNullable(row.getColumn("title", String.class)).map(Title::new),
        row.getColumn("is_open", Boolean.class),
        row.getColumn("created_at", Instant.class));
  }
}
