// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.content.Digest;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowViewMapper;

/// Members of a collection that may be tombstones. The collection's row is locked by then.
final class DeletedRows {
  private DeletedRows() {}

  /// @param deletedAt empty if it lives
  record Member(
      MembershipId id,
      VersionId version,
      boolean isLink,
      Digest manifest,
      Optional<Instant> deletedAt) {}

  /// Index: (collection_id, version_index).
  static Optional<Member> find(Reading reading, CollectionId collection, long index) {
    return reading
        .handle()
        .createQuery(
            """
            select m.id, m.version_id, m.is_link, m.deleted_at, v.manifest
            from membership m join version v on v.id = m.version_id
            where m.collection_id = :collection and m.version_index = :index
            """)
        .bind("collection", collection.value())
        .bind("index", index)
        .map(
            (RowViewMapper<Member>)
                row ->
                    new Member(
                        new MembershipId(row.getColumn("id", UUID.class)),
                        new VersionId(row.getColumn("version_id", UUID.class)),
                        row.getColumn("is_link", Boolean.class),
                        Digest.ofBytes(row.getColumn("manifest", byte[].class)),
                        Optional.ofNullable(row.getColumn("deleted_at", Instant.class))))
        .findOne();
  }

  /// Makes the member live again, and the version with it where it is at home.
  static void restore(Tx tx, CollectionId collection, Member member) {
    tx.handle()
        .createUpdate(
            """
            update membership
            set deleted_at = null, deleted_with = null, revision = revision + 1 where id = :id
            """)
        .bind("id", member.id().value())
        .execute();
    if (!member.isLink()) {
      tx.handle()
          .createUpdate(
              """
              update version
              set deleted_at = null, deleted_with = null, revision = revision + 1 where id = :id
              """)
          .bind("id", member.version().value())
          .execute();
    }
    CollectionRows.recount(tx, collection);
  }
}
