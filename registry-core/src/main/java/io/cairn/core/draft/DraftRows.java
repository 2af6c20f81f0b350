// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.NamespaceId;
import io.cairn.core.access.UserId;
import io.cairn.core.artifact.CollectionId;
import io.cairn.core.artifact.MembershipId;
import io.cairn.core.content.Blobs;
import io.cairn.core.content.Digest;
import io.cairn.core.content.ManifestSummary;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Name;
import io.cairn.core.name.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;

/// Rows of drafts.
final class DraftRows {
  static final String COLUMNS =
      """
      d.id, d.collection_id, d.namespace_id, d.run_id, d.base_membership_id, d.state,
      d.description, d.metadata, d.manifest, d.manifest_bytes, d.size_bytes, d.file_count,
      d.reference_count, d.created_at, d.expires_at, n.name as namespace, p.name as project, c.name\
      """;

  static final String PLACES =
      """
      from draft d
      join collection c on c.id = d.collection_id
      join namespace n on n.id = c.namespace_id
      left join project p on p.id = c.project_id
      """;

  private DraftRows() {}

  static Optional<Draft> find(Reading reading, DraftId id, Instant now) {
    return reading
        .handle()
        .createQuery("select " + COLUMNS + " " + PLACES + "where d.id = :id")
        .bind("id", id.value())
        .map((RowViewMapper<Draft>) row -> draft(row, now))
        .findOne();
  }

  static void insert(Tx tx, Draft draft, UserId by) {
    tx.handle()
        .createUpdate(
            """
            insert into draft
              (id, collection_id, namespace_id, run_id, base_membership_id, state, description,
               metadata, manifest_bytes, size_bytes, file_count, reference_count, created_at,
               created_by, expires_at)
            values
              (:id, :collection, :namespace, :run, :base, 'open', :description, :metadata, 0, 0, 0,
               0, :createdAt, :by, :expiresAt)
            """)
        .bind("id", draft.id().value())
        .bind("collection", draft.collection().value())
        .bind("namespace", draft.namespace().value())
        .bindByType("run", draft.run().map(RunId::value).orElse(null), UUID.class)
        .bindByType("base", draft.base().map(MembershipId::value).orElse(null), UUID.class)
        .bind("description", draft.description())
        .bind("metadata", draft.metadata())
        .bind("createdAt", draft.createdAt())
        .bind("by", by.value())
        .bind("expiresAt", draft.expiresAt())
        .execute();
  }

  /// Renews the draft's life; false if it is no longer open.
  static boolean touch(Tx tx, DraftId id, Instant now, Instant expiresAt) {
    return tx.handle()
            .createUpdate(
                """
                update draft set expires_at = :expires
                where id = :id and state = 'open' and expires_at > :now
                """)
            .bind("id", id.value())
            .bind("now", now)
            .bind("expires", expiresAt)
            .execute()
        == 1;
  }

  static void setManifest(Tx tx, DraftId id, ManifestSummary manifest) {
    tx.handle()
        .createUpdate(
            """
            update draft
            set manifest = :manifest, manifest_bytes = :bytes, size_bytes = :size,
                file_count = :files, reference_count = :references
            where id = :id
            """)
        .bind("id", id.value())
        .bind("manifest", manifest.digest().bytes())
        .bind("bytes", manifest.sizeBytes())
        .bind("size", manifest.totalFileBytes())
        .bind("files", manifest.files())
        .bind("references", manifest.references())
        .execute();
  }

  /// Compare and set: false if the draft is not open any more.
  static boolean end(Tx tx, DraftId id, DraftState state, Instant now) {
    return tx.handle()
            .createUpdate(
                """
                update draft set state = :state
                where id = :id and state = 'open' and expires_at > :now
                """)
            .bind("id", id.value())
            .bind("state", state.text())
            .bind("now", now)
            .execute()
        == 1;
  }

  /// What it became.
  static void setVersion(Tx tx, DraftId id, UUID version) {
    tx.handle()
        .createUpdate("update draft set version_id = :version where id = :id")
        .bind("id", id.value())
        .bind("version", version)
        .execute();
  }

  /// What it became, if it did.
  static Optional<UUID> version(Reading reading, DraftId id) {
    return reading
        .handle()
        .createQuery("select version_id from draft where id = :id and version_id is not null")
        .bind("id", id.value())
        .mapTo(UUID.class)
        .findOne();
  }

  /// Open drafts past their time.
  static List<DraftId> expired(Reading reading, Instant now, int limit) {
    return reading
        .handle()
        .createQuery(
            """
            select id from draft where state = 'open' and expires_at <= :now
            order by expires_at limit :limit
            """)
        .bind("now", now)
        .bind("limit", limit)
        .mapTo(UUID.class)
        .map(DraftId::new)
        .list();
  }

  /// Compare and set: false if the draft was used or ended meanwhile.
  static boolean expire(Tx tx, DraftId id, Instant now) {
    return tx.handle()
            .createUpdate(
                """
                update draft set state = 'expired'
                where id = :id and state = 'open' and expires_at <= :now
                """)
            .bind("id", id.value())
            .bind("now", now)
            .execute()
        == 1;
  }

  /// Some drafts that have ended and still hold on to bytes.
  static List<DraftId> endedWithLeases(Reading reading, Instant now) {
    return reading
        .handle()
        .createQuery(
            """
            select d.id from draft d
            where (d.state <> 'open' or d.expires_at <= :now)
              and exists (select 1 from lease l where l.draft_id = d.id)
            limit 50
            """)
        .bind("now", now)
        .mapTo(UUID.class)
        .map(DraftId::new)
        .list();
  }

  /// Some manifests of drafts that ended without a commit, of which a part is written down.
  static List<Digest> halfWritten(Reading reading, Instant now) {
    return reading
        .handle()
        .createQuery(
            """
            select distinct d.manifest from draft d
            where d.manifest is not null
              and (d.state in ('abandoned', 'expired') or d.state = 'open' and d.expires_at <= :now)
              and not exists (select 1 from manifest m where m.digest = d.manifest)
              and exists (select 1 from manifest_blob b where b.manifest = d.manifest)
              and not exists (select 1 from draft o
                where o.manifest = d.manifest and o.state = 'open' and o.expires_at > :now)
            limit 50
            """)
        .bind("now", now)
        .mapTo(byte[].class)
        .map(Digest::ofBytes)
        .list();
  }

  /// Whether a commit of that manifest may come or came. Index: draft_by_expiry.
  static boolean isWanted(Reading reading, Digest manifest, Instant now) {
    return Blobs.isComplete(reading, manifest)
        || reading
            .handle()
            .createQuery(
                """
                select 1 from draft
                where state = 'open' and expires_at > :now and manifest = :manifest limit 1
                """)
            .bind("now", now)
            .bind("manifest", manifest.bytes())
            .mapTo(Integer.class)
            .findOne()
            .isPresent();
  }

  static Draft draft(RowView row, Instant now) {
    var state = DraftState.valueOf(row.getColumn("state", String.class).toUpperCase(Locale.ROOT));
    var expiresAt = row.getColumn("expires_at", Instant.class);
    return new Draft(
        new DraftId(row.getColumn("id", UUID.class)),
        new CollectionId(row.getColumn("collection_id", UUID.class)),
        CollectionPath.of(
            new Name(row.getColumn("namespace", String.class)),
            Optional.ofNullable(row.getColumn("project", String.class)).map(Name::new),
            new Name(row.getColumn("name", String.class))),
        new NamespaceId(row.getColumn("namespace_id", UUID.class)),
        Optional.ofNullable(row.getColumn("run_id", UUID.class)).map(RunId::new),
        Optional.ofNullable(row.getColumn("base_membership_id", UUID.class)).map(MembershipId::new),
        state == DraftState.OPEN && !expiresAt.isAfter(now) ? DraftState.EXPIRED : state,
        row.getColumn("description", String.class),
        row.getColumn("metadata", JsonObject.class),
        manifest(row),
        row.getColumn("created_at", Instant.class),
        expiresAt);
  }

  private static Optional<ManifestSummary> manifest(RowView row) {
    return Optional.ofNullable(row.getColumn("manifest", byte[].class))
        .map(bytes ->
            new ManifestSummary(
                Digest.ofBytes(bytes),
                row.getColumn("manifest_bytes", Long.class),
                row.getColumn("file_count", Long.class),
                row.getColumn("reference_count", Long.class),
                row.getColumn("size_bytes", Long.class)));
  }
}
