// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.UserId;
import io.cairn.core.content.Digest;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.RunId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// Writes versions and their memberships. The collection's row is locked by then.
final class MembershipRows {
  private MembershipRows() {}

  /// The live member of highest index with that content.
  static Optional<MembershipId> withContent(
      Reading reading, CollectionId collection, Digest manifest) {
    return reading
        .handle()
        .createQuery(
            """
            select m.id from version v
            join membership m on m.version_id = v.id and m.collection_id = :collection
            where v.manifest = :manifest and m.deleted_at is null
            order by m.version_index desc limit 1
            """)
        .bind("collection", collection.value())
        .bind("manifest", manifest.bytes())
        .mapTo(UUID.class)
        .map(MembershipId::new)
        .findOne();
  }

  /// The live link of highest index to that version.
  static Optional<MembershipId> withVersion(
      Reading reading, CollectionId collection, VersionId version) {
    return reading
        .handle()
        .createQuery(
            """
            select id from membership
            where version_id = :version and collection_id = :collection and deleted_at is null
            order by version_index desc limit 1
            """)
        .bind("collection", collection.value())
        .bind("version", version.value())
        .mapTo(UUID.class)
        .map(MembershipId::new)
        .findOne();
  }

  /// The live member of highest index.
  static Optional<MembershipId> highest(Reading reading, CollectionId collection) {
    return reading
        .handle()
        .createQuery(
            """
            select id from membership where collection_id = :collection and deleted_at is null
            order by version_index desc limit 1
            """)
        .bind("collection", collection.value())
        .mapTo(UUID.class)
        .map(MembershipId::new)
        .findOne();
  }

  static OptionalLong index(Reading reading, Optional<MembershipId> id) {
    return id.map(there ->
            reading
                .handle()
                .createQuery("select version_index from membership where id = :id")
                .bind("id", there.value())
                .mapTo(Long.class)
                .one())
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  static void insertVersion(
      Tx tx,
      VersionId id,
      CollectionId collection,
      MembershipId home,
      VersionContent content,
      JsonObject metadata,
      Optional<RunId> run,
      UserId by,
      Instant now) {
    tx.handle()
        .createUpdate(
            """
            insert into version
              (id, collection_id, home_id, manifest, size_bytes, file_count, reference_count,
               metadata, run_id, revision, created_at, created_by)
            values
              (:id, :collection, :home, :manifest, :size, :files, :references, :metadata, :run, 1,
               :now, :by)
            """)
        .bind("id", id.value())
        .bind("collection", collection.value())
        .bind("home", home.value())
        .bind("manifest", content.manifest().bytes())
        .bind("size", content.sizeBytes())
        .bind("files", content.files())
        .bind("references", content.references())
        .bind("metadata", metadata)
        .bindByType("run", run.map(RunId::value).orElse(null), UUID.class)
        .bind("now", now)
        .bind("by", by.value())
        .execute();
  }

  static void insert(
      Tx tx,
      MembershipId id,
      CollectionId collection,
      VersionId version,
      boolean isLink,
      String description,
      UserId by,
      Instant now) {
    tx.handle()
        .createUpdate(
            """
            insert into membership
              (id, collection_id, version_index, version_id, is_link, description, revision,
               created_at, created_by)
            values (:id, :collection, :index, :version, :isLink, :description, 1, :now, :by)
            """)
        .bind("id", id.value())
        .bind("collection", collection.value())
        .bind("index", CollectionRows.takeIndex(tx, collection))
        .bind("version", version.value())
        .bind("isLink", isLink)
        .bind("description", description)
        .bind("now", now)
        .bind("by", by.value())
        .execute();
  }

  /// What is shown of the member has changed.
  static void touch(Tx tx, MembershipId id) {
    tx.handle()
        .createUpdate("update membership set revision = revision + 1 where id = :id")
        .bind("id", id.value())
        .execute();
  }

  /// What is shown of the version has changed, wherever it stands.
  static void touchVersion(Tx tx, VersionId id) {
    tx.handle()
        .createUpdate("update version set revision = revision + 1 where id = :id")
        .bind("id", id.value())
        .execute();
  }

  static void describe(Tx tx, MembershipId id, String description) {
    tx.handle()
        .createUpdate("update membership set description = :text where id = :id")
        .bind("id", id.value())
        .bind("text", description)
        .execute();
  }

  static void setMetadata(Tx tx, VersionId id, JsonObject metadata) {
    tx.handle()
        .createUpdate(
            "update version set metadata = :metadata, revision = revision + 1 where id = :id")
        .bind("id", id.value())
        .bind("metadata", metadata)
        .execute();
  }

  static void setTtl(Tx tx, VersionId id, Ttl ttl) {
    tx.handle()
        .createUpdate(
            """
            update version
            set ttl_seconds = :seconds,
                expires_at = case when :seconds > 0 then created_at + :seconds * 1000000 end,
                revision = revision + 1
            where id = :id
            """)
        .bind("id", id.value())
        .bind("seconds", ttl.seconds())
        .execute();
  }

  static void tombstone(Tx tx, CollectionId collection, MembershipId id, Instant now) {
    tombstone(tx, collection, id, id.value(), now);
  }

  /// @param with whose deletion takes it along
  static void tombstone(Tx tx, CollectionId collection, MembershipId id, UUID with, Instant now) {
    tx.handle()
        .createUpdate(
            """
            update membership
            set deleted_at = :now, deleted_with = :with, revision = revision + 1 where id = :id
            """)
        .bind("id", id.value())
        .bind("with", with)
        .bind("now", now)
        .execute();
    CollectionRows.discount(tx, collection);
  }

  static void tombstoneVersion(Tx tx, VersionId id, Instant now) {
    tombstoneVersion(tx, id, id.value(), now);
  }

  /// @param with whose deletion takes it along
  static void tombstoneVersion(Tx tx, VersionId id, UUID with, Instant now) {
    tx.handle()
        .createUpdate(
            """
            update version
            set deleted_at = :now, deleted_with = :with, revision = revision + 1 where id = :id
            """)
        .bind("id", id.value())
        .bind("with", with)
        .bind("now", now)
        .execute();
  }

  static void tombstoneAll(Tx tx, CollectionId collection, Instant now) {
    tx.handle()
        .createUpdate(
            """
            update membership
            set deleted_at = :now, deleted_with = :collection, revision = revision + 1
            where collection_id = :collection and deleted_at is null
            """)
        .bind("collection", collection.value())
        .bind("now", now)
        .execute();
    tx.handle()
        .createUpdate(
            """
            update version
            set deleted_at = :now, deleted_with = :collection, revision = revision + 1
            where collection_id = :collection and deleted_at is null
            """)
        .bind("collection", collection.value())
        .bind("now", now)
        .execute();
  }
}
