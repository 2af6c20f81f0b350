// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.name.Name;
import io.cairn.core.name.Title;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;

/// Rows of memberships of users in teams and registries.
final class Members {
  private Members() {}

  static Optional<Role> role(Reading reading, NamespaceId namespace, UserId user) {
    return find(reading, namespace, user).map(Member::role);
  }

  static Optional<Member> find(Reading reading, NamespaceId namespace, UserId user) {
    return reading
        .handle()
        .createQuery(
            """
            select u.name, u.title, m.role, m.added_at
            from namespace_member m join app_user u on u.id = m.user_id
            where m.namespace_id = :namespace and m.user_id = :user
            """)
        .bind("namespace", namespace.value())
        .bind("user", user.value())
        .map((RowViewMapper<Member>) Members::member)
        .findOne();
  }

  /// By the primary key; the members of one namespace are few.
  static Page<Member> list(Reading reading, NamespaceId namespace, PageRequest page) {
    var rows =
        reading
            .handle()
            .createQuery(
                """
                select u.name, u.title, m.role, m.added_at
                from namespace_member m join app_user u on u.id = m.user_id
                where m.namespace_id = :namespace and u.name_key > :after
                order by u.name_key limit :limit
                """)
            .bind("namespace", namespace.value())
            .bind("after", page.after().map(Cursor::key).orElse(""))
            .bind("limit", page.limit() + 1)
            .map((RowViewMapper<Member>) Members::member)
            .list();
    return Page.of(rows, page.limit(), last -> new Cursor(last.user().key()));
  }

  /// What the user is in, with its role there: all of one kind, by name.
  static List<Self.Belonging> of(Reading reading, UserId user, NamespaceKind kind) {
    return reading
        .handle()
        .createQuery(
            """
            select n.name, m.role
            from namespace_member m
            join namespace n on n.id = m.namespace_id and n.deleted_at is null
            where m.user_id = :user and n.kind = :kind
            order by n.name_key
            """)
        .bind("user", user.value())
        .bind("kind", kind.text())
        .map(
            (RowViewMapper<Self.Belonging>)
                row -> new Self.Belonging(new Name(row.getColumn("name", String.class)), role(row)))
        .list();
  }

  static void put(Tx tx, NamespaceId namespace, UserId user, Role role, Instant now) {
    tx.handle()
        .createUpdate(
            """
            insert into namespace_member (namespace_id, user_id, role, added_at)
            values (:namespace, :user, :role, :now)
            on conflict (namespace_id, user_id) do update set role = excluded.role
            """)
        .bind("namespace", namespace.value())
        .bind("user", user.value())
        .bind("role", role.text())
        .bind("now", now)
        .execute();
  }

  static void remove(Tx tx, NamespaceId namespace, UserId user) {
    tx.handle()
        .createUpdate(
            "delete from namespace_member where namespace_id = :namespace and user_id = :user")
        .bind("namespace", namespace.value())
        .bind("user", user.value())
        .execute();
  }

  private static Member member(RowView row) {
    return new Member(
        new Name(row.getColumn("name", String.class)),
        Optional.ofNullable(row.getColumn("title", String.class)).map(Title::new),
        role(row),
        row.getColumn("added_at", Instant.class));
  }

  private static Role role(RowView row) {
    return Role.valueOf(row.getColumn("role", String.class).toUpperCase(Locale.ROOT));
  }
}
