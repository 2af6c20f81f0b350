// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.access;

import io.cairn.core.fact.Reading;
import io.cairn.core.name.Name;
import io.cairn.core.name.Title;
import java.time.Instant;
import java.util.Locale;
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
            where f.name_key = :key
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
