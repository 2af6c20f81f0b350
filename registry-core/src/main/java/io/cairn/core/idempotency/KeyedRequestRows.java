// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.idempotency;

import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;

/// Rows of requests with a key.
final class KeyedRequestRows {
  private KeyedRequestRows() {}

  /// @param answer empty while the request has no known end
  @SuppressWarnings("ArrayRecordComponent") // lives between two statements, is never compared
  record Row(byte[] fingerprint, Instant startedAt, Optional<KeptAnswer> answer) {}

  /// False if there is a request of that user and key.
  static boolean insert(Tx tx, Ticket ticket, byte[] fingerprint) {
    return tx.handle()
            .createUpdate(
                """
                insert into keyed_request (user_id, idempotency_key, fingerprint, started_at)
                values (:user, :key, :fingerprint, :startedAt)
                on conflict do nothing
                """)
            .bind("user", ticket.user().value())
            .bind("key", ticket.key().text())
            .bind("fingerprint", fingerprint)
            .bind("startedAt", ticket.startedAt())
            .execute()
        == 1;
  }

  static Optional<Row> find(Reading reading, Ticket asked) {
    return reading
        .handle()
        .createQuery(
            """
            select fingerprint, started_at, status, content_type, etag, body
            from keyed_request where user_id = :user and idempotency_key = :key
            """)
        .bind("user", asked.user().value())
        .bind("key", asked.key().text())
        .map((RowViewMapper<Row>) KeyedRequestRows::row)
        .findOne();
  }

  /// Compare and set: false if the ticket's request is gone or answered.
  static boolean answer(Tx tx, Ticket ticket, KeptAnswer answer) {
    return tx.handle()
            .createUpdate(
                """
                update keyed_request
                set status = :status, content_type = :type, etag = :etag, body = :body
                where user_id = :user and idempotency_key = :key and started_at = :startedAt
                  and status is null
                """)
            .bind("user", ticket.user().value())
            .bind("key", ticket.key().text())
            .bind("startedAt", ticket.startedAt())
            .bind("status", answer.status())
            .bindByType("type", answer.contentType().orElse(null), String.class)
            .bindByType("etag", answer.etag().orElse(null), String.class)
            .bindByType("body", answer.body().orElse(null), String.class)
            .execute()
        == 1;
  }

  /// Takes away the ticket's request if it has no answer.
  static boolean delete(Tx tx, Ticket ticket) {
    return tx.handle()
            .createUpdate(
                """
                delete from keyed_request
                where user_id = :user and idempotency_key = :key and started_at = :startedAt
                  and status is null
                """)
            .bind("user", ticket.user().value())
            .bind("key", ticket.key().text())
            .bind("startedAt", ticket.startedAt())
            .execute()
        == 1;
  }

  /// Takes away what began before `limit`: the asked one, and up to a hundred others.
  static int expire(Tx tx, Ticket asked, Instant limit) {
    return tx.handle()
        .createUpdate(
            """
            delete from keyed_request
            where started_at < :limit
              and (user_id = :user and idempotency_key = :key
                or (user_id, idempotency_key) in (
                  select user_id, idempotency_key from keyed_request
                  where started_at < :limit order by started_at limit 100))
            """)
        .bind("limit", limit)
        .bind("user", asked.user().value())
        .bind("key", asked.key().text())
        .execute();
  }

  private static Row row(RowView row) {
    var status = Optional.ofNullable(row.getColumn("status", Integer.class));
    return new Row(
        row.getColumn("fingerprint", byte[].class),
        row.getColumn("started_at", Instant.class),
        status.map(number ->
            new KeptAnswer(
                number,
                Optional.ofNullable(row.getColumn("content_type", String.class)),
                Optional.ofNullable(row.getColumn("etag", String.class)),
                Optional.ofNullable(row.getColumn("body", String.class)))));
  }
}
