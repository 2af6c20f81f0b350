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
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;

/// Rows of users.
final class Users {
  private static final String COLUMNS =
      "u.id, u.name, u.title, u.kind, u.role, u.is_disabled, u.created_at";

  private Users() {}

  private record Numbered(long seq, User user) {}

  static boolean isEmpty(Reading reading) {
    return reading
        .handle()
        .createQuery("select 1 from app_user limit 1")
        .mapTo(Integer.class)
        .findOne()
        .isEmpty();
  }

  static Optional<User> find(Reading reading, Name name) {
    return reading
        .handle()
        .createQuery("select " + COLUMNS + " from app_user u where u.name_key = :key")
        .bind("key", name.key())
        .map((RowViewMapper<User>) Users::user)
        .findOne();
  }

  static User require(Reading reading, Name name) {
    return find(reading, name).orElseThrow(Users::notFound);
  }

  static Failure.NotFound notFound() {
    return new Failure.NotFound("the user asked for");
  }

  /// Whether the two are the same or meet in a team or registry.
  static boolean meet(Reading reading, UserId one, UserId other) {
    return one.equals(other)
        || reading
            .handle()
            .createQuery(
                """
                select 1 from namespace_member a
                join namespace_member b on b.namespace_id = a.namespace_id
                where a.user_id = :one and b.user_id = :other limit 1
                """)
            .bind("one", one.value())
            .bind("other", other.value())
            .mapTo(Integer.class)
            .findOne()
            .isPresent();
  }

  /// @param text that the name holds
  static Page<User> all(Reading reading, String text, PageRequest page) {
    return page(reading, page, "1 = 1", Optional.empty(), text);
  }

  /// The user itself and all whom it meets in a team or registry.
  static Page<User> around(Reading reading, UserId user, String text, PageRequest page) {
    return page(
        reading,
        page,
        """
        (u.id = :me or u.id in (
          select b.user_id from namespace_member a
          join namespace_member b on b.namespace_id = a.namespace_id
          where a.user_id = :me))
        """,
        Optional.of(user),
        text);
  }

  /// By primary key. What a name holds is found by what is left without it, which both data bases
  /// say alike.
  private static Page<User> page(
      Reading reading, PageRequest page, String condition, Optional<UserId> me, String text) {
    var holds = text.isEmpty() ? "" : " and replace(u.name_key, :text, '') <> u.name_key";
    var query =
        reading
            .handle()
            .createQuery(
                "select u.seq, %s from app_user u where u.seq > :after and %s order by u.seq limit :limit"
                    .formatted(COLUMNS, condition + holds))
            .bind("after", page.afterSeq(0))
            .bind("limit", page.limit() + 1);
    me.ifPresent(user -> query.bind("me", user.value()));
    if (!text.isEmpty()) {
      query.bind("text", text.toLowerCase(Locale.ROOT));
    }
    var rows =
        query
            .map(
                (RowViewMapper<Numbered>)
                    row -> new Numbered(row.getColumn("seq", Long.class), user(row)))
            .list();
    return Page.of(rows, page.limit(), last -> Cursor.of(last.seq())).map(Numbered::user);
  }

  static void insert(Tx tx, User user) {
    tx.handle()
        .createUpdate(
            """
            insert into app_user (id, name, name_key, title, kind, role, is_disabled, created_at)
            values (:id, :name, :key, :title, :kind, :role, :disabled, :at)
            """)
        .bind("id", user.id().value())
        .bind("name", user.name().text())
        .bind("key", user.name().key())
        .bindByType("title", user.title().map(Title::text).orElse(null), String.class)
        .bind("kind", user.kind().text())
        .bind("role", user.role().text())
        .bind("disabled", user.isDisabled())
        .bind("at", user.createdAt())
        .execute();
  }

  static void update(Tx tx, User user) {
    tx.handle()
        .createUpdate(
            """
            update app_user set title = :title, role = :role, is_disabled = :disabled
            where id = :id
            """)
        .bind("id", user.id().value())
        .bindByType("title", user.title().map(Title::text).orElse(null), String.class)
        .bind("role", user.role().text())
        .bind("disabled", user.isDisabled())
        .execute();
  }

  /// Locks the rows of the active admins, so that two who leave at once cannot both be the
  /// second-last, and counts them.
  static int countActiveAdmins(Tx tx) {
    var lock =
        switch (tx.engine()) {
          case SQLITE -> "";
          case POSTGRESQL -> " for update";
        };
    return tx.handle()
        .createQuery("select id from app_user where role = 'admin' and not is_disabled" + lock)
        .mapTo(UUID.class)
        .list()
        .size();
  }

  private static User user(RowView row) {
    return new User(
        new UserId(row.getColumn("id", UUID.class)),
        new Name(row.getColumn("name", String.class)),
        Optional.ofNullable(row.getColumn("title", String.class)).map(Title::new),
        UserKind.valueOf(row.getColumn("kind", String.class).toUpperCase(Locale.ROOT)),
        InstallationRole.valueOf(row.getColumn("role", String.class).toUpperCase(Locale.ROOT)),
        row.getColumn("is_disabled", Boolean.class),
        row.getColumn("created_at", Instant.class));
  }
}
