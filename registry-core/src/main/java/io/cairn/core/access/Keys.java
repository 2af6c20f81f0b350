// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.name.Name;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;

/// Rows of API keys.
final class Keys {
  private static final String COLUMNS =
      """
      k.id, k.name, k.prefix, k.last_four, k.scopes, k.created_at, k.expires_at, k.last_used_at,
      k.revoked_at, u.name as user_name\
      """;

  private Keys() {}

  /// A key that was recognised: whom it stands for and how long.
  record Recognised(
      Principal principal, Optional<Instant> expiresAt, Optional<Instant> lastUsedAt) {}

  /// A key and who owns it.
  record Owned(Key key, UserId owner) {}

  private record Numbered(long seq, Key key) {}

  /// The principal of an unrevoked key of an active user. One query, by the unique index of hash.
  static Optional<Recognised> recognise(Reading reading, KeyText text) {
    var hash = text.hash();
    return reading
        .handle()
        .createQuery(
            """
            select k.id, k.hash, k.scopes, k.expires_at, k.last_used_at,
                   u.id as user_id, u.name as user_name, u.role
            from api_key k join app_user u on u.id = k.user_id
            where k.hash = :hash and k.revoked_at is null and not u.is_disabled
            """)
        .bind("hash", hash)
        .map(
            (RowViewMapper<Optional<Recognised>>)
                row ->
                    MessageDigest.isEqual(row.getColumn("hash", byte[].class), hash)
                        ? Optional.of(recognised(row))
                        : Optional.empty())
        .findOne()
        .flatMap(found -> found);
  }

  /// As [#recognise(Reading, KeyText)], by the id of a key that was recognised before.
  static Optional<Recognised> recognise(Reading reading, KeyId id) {
    return reading
        .handle()
        .createQuery(
            """
            select k.id, k.scopes, k.expires_at, k.last_used_at,
                   u.id as user_id, u.name as user_name, u.role
            from api_key k join app_user u on u.id = k.user_id
            where k.id = :id and k.revoked_at is null and not u.is_disabled
            """)
        .bind("id", id.value())
        .map((RowViewMapper<Recognised>) Keys::recognised)
        .findOne();
  }

  static void insert(Tx tx, Key key, UserId owner, KeyText text) {
    tx.handle()
        .createUpdate(
            """
            insert into api_key
              (id, user_id, name, hash, prefix, last_four, scopes, created_at, expires_at)
            values (:id, :user, :name, :hash, :prefix, :lastFour, :scopes, :at, :expiresAt)
            """)
        .bind("id", key.id().value())
        .bind("user", owner.value())
        .bind("name", key.name())
        .bind("hash", text.hash())
        .bind("prefix", key.prefix())
        .bind("lastFour", key.lastFour())
        .bind("scopes", text(key.scopes()))
        .bind("at", key.createdAt())
        .bindByType("expiresAt", key.expiresAt().orElse(null), Instant.class)
        .execute();
  }

  static Optional<Owned> find(Reading reading, KeyId id) {
    return reading
        .handle()
        .createQuery(
            "select %s, k.user_id from api_key k join app_user u on u.id = k.user_id where k.id = :id"
                .formatted(COLUMNS))
        .bind("id", id.value())
        .map(
            (RowViewMapper<Owned>)
                row -> new Owned(key(row), new UserId(row.getColumn("user_id", UUID.class))))
        .findOne();
  }

  /// Newest first, by index api_key_by_user.
  static Page<Key> ofUser(Reading reading, UserId user, PageRequest page) {
    var rows =
        reading
            .handle()
            .createQuery(
                """
                select k.seq, %s from api_key k join app_user u on u.id = k.user_id
                where k.user_id = :user and k.seq < :before order by k.seq desc limit :limit
                """
                    .formatted(COLUMNS))
            .bind("user", user.value())
            .bind("before", page.afterSeq(Long.MAX_VALUE))
            .bind("limit", page.limit() + 1)
            .map(
                (RowViewMapper<Numbered>)
                    row -> new Numbered(row.getColumn("seq", Long.class), key(row)))
            .list();
    return Page.of(rows, page.limit(), last -> Cursor.of(last.seq())).map(Numbered::key);
  }

  /// Whether this call revoked it: false if it was revoked before.
  static boolean revoke(Tx tx, KeyId id, Instant now) {
    return tx.handle()
            .createUpdate(
                "update api_key set revoked_at = :now where id = :id and revoked_at is null")
            .bind("id", id.value())
            .bind("now", now)
            .execute()
        == 1;
  }

  static void touch(Tx tx, KeyId id, Instant now) {
    tx.handle()
        .createUpdate("update api_key set last_used_at = :now where id = :id")
        .bind("id", id.value())
        .bind("now", now)
        .execute();
  }

  private static Recognised recognised(RowView row) {
    var principal =
        new Principal(
            new UserId(row.getColumn("user_id", UUID.class)),
            new Name(row.getColumn("user_name", String.class)),
            InstallationRole.valueOf(row.getColumn("role", String.class).toUpperCase(Locale.ROOT)),
            Optional.of(new KeyId(row.getColumn("id", UUID.class))),
            scopes(row.getColumn("scopes", String.class)));
    return new Recognised(principal, instant(row, "expires_at"), instant(row, "last_used_at"));
  }

  private static Key key(RowView row) {
    return new Key(
        new KeyId(row.getColumn("id", UUID.class)),
        new Name(row.getColumn("user_name", String.class)),
        row.getColumn("name", String.class),
        row.getColumn("prefix", String.class),
        row.getColumn("last_four", String.class),
        scopes(row.getColumn("scopes", String.class)),
        row.getColumn("created_at", Instant.class),
        instant(row, "expires_at"),
        instant(row, "last_used_at"),
        instant(row, "revoked_at"));
  }

  private static Optional<Instant> instant(RowView row, String column) {
    return Optional.ofNullable(row.getColumn(column, Instant.class));
  }

  static String text(Set<Scope> scopes) {
    return scopes.stream().sorted().map(Scope::text).collect(Collectors.joining(","));
  }

  private static Set<Scope> scopes(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(word -> Scope.of("scopes", word))
        .collect(Collectors.toUnmodifiableSet());
  }
}
