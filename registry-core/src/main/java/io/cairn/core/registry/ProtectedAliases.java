// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.registry;

import io.cairn.core.access.NamespaceId;
import io.cairn.core.access.UserId;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.name.Label;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.time.Instant;
import java.util.Set;
import org.jdbi.v3.core.mapper.RowViewMapper;

/// Rows of protected aliases.
final class ProtectedAliases {
  private ProtectedAliases() {}

  static Set<String> keys(Reading reading, NamespaceId registry) {
    return Set.copyOf(
        reading
            .handle()
            .createQuery("select alias_key from protected_alias where namespace_id = :registry")
            .bind("registry", registry.value())
            .mapTo(String.class)
            .list());
  }

  /// Holds the list still until the transaction ends, while others may do so too.
  static void share(Tx tx, NamespaceId registry) {
    hold(tx, registry, "for share");
  }

  /// Waits for all who hold the list still, and keeps them off until the transaction ends.
  static void lock(Tx tx, NamespaceId registry) {
    hold(tx, registry, "for no key update");
  }

  private static void hold(Tx tx, NamespaceId registry, String lock) {
    switch (tx.engine()) {
      case SQLITE -> {
        // Its transactions come one after another.
      }
      case POSTGRESQL ->
          tx.handle()
              .createQuery("select 1 from namespace where id = :registry " + lock)
              .bind("registry", registry.value())
              .mapTo(Integer.class)
              .findOne();
    }
  }

  /// By key, by the unique index of (namespace_id, alias_key).
  static Page<ProtectedAlias> list(Reading reading, NamespaceId registry, PageRequest page) {
    var rows =
        reading
            .handle()
            .createQuery(
                """
                select spelling, protected_at from protected_alias
                where namespace_id = :registry and alias_key > :after
                order by alias_key limit :limit
                """)
            .bind("registry", registry.value())
            .bind("after", page.after().map(Cursor::key).orElse(""))
            .bind("limit", page.limit() + 1)
            .map(
                (RowViewMapper<ProtectedAlias>)
                    row ->
                        new ProtectedAlias(
                            new Label(row.getColumn("spelling", String.class)),
                            row.getColumn("protected_at", Instant.class)))
            .list();
    return Page.of(rows, page.limit(), last -> new Cursor(last.alias().key()));
  }

  /// Whether it was not protected before.
  static boolean insert(Tx tx, NamespaceId registry, Label alias, UserId by, Instant now) {
    return tx.handle()
            .createUpdate(
                """
                insert into protected_alias
                  (namespace_id, alias_key, spelling, protected_at, protected_by)
                values (:registry, :key, :spelling, :now, :by)
                on conflict (namespace_id, alias_key) do nothing
                """)
            .bind("registry", registry.value())
            .bind("key", alias.key())
            .bind("spelling", alias.text())
            .bind("now", now)
            .bind("by", by.value())
            .execute()
        == 1;
  }

  /// Whether it was protected before.
  static boolean delete(Tx tx, NamespaceId registry, Label alias) {
    return tx.handle()
            .createUpdate(
                "delete from protected_alias where namespace_id = :registry and alias_key = :key")
            .bind("registry", registry.value())
            .bind("key", alias.key())
            .execute()
        == 1;
  }
}
