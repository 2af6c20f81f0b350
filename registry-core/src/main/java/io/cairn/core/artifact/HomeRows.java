// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.NamespaceId;
import io.cairn.core.fact.Reading;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowViewMapper;

/// Where versions are at home, living or not.
final class HomeRows {
  private HomeRows() {}

  record Home(NamespaceId namespace, CollectionId collection, MembershipId membership) {}

  static Home of(Reading reading, VersionId version) {
    return reading
        .handle()
        .createQuery(
            """
            select c.namespace_id, v.collection_id, v.home_id
            from version v join collection c on c.id = v.collection_id
            where v.id = :id
            """)
        .bind("id", version.value())
        .map(
            (RowViewMapper<Home>)
                row ->
                    new Home(
                        new NamespaceId(row.getColumn("namespace_id", UUID.class)),
                        new CollectionId(row.getColumn("collection_id", UUID.class)),
                        new MembershipId(row.getColumn("home_id", UUID.class))))
        .one();
  }

  /// The collections, in the order of their ids, that hold live links to a version.
  static List<CollectionId> linkedIn(Reading reading, VersionId version) {
    return linked(reading, "v.id = :id", version.value());
  }

  /// The collections, in the order of their ids, that hold live links to versions at home in
  /// `home`.
  static List<CollectionId> linkedIn(Reading reading, CollectionId home) {
    return linked(reading, "v.collection_id = :id", home.value());
  }

  private static List<CollectionId> linked(Reading reading, String which, UUID id) {
    return reading
        .handle()
        .createQuery(
            """
            select distinct m.collection_id
            from version v
            join membership m on m.version_id = v.id and m.is_link and m.deleted_at is null
            where %s order by m.collection_id
            """
                .formatted(which))
        .bind("id", id)
        .mapTo(UUID.class)
        .map(CollectionId::new)
        .list();
  }
}
