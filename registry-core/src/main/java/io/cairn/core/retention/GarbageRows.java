// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.retention;

import io.cairn.core.content.Digest;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.SqlStatement;

/// Which blobs nothing needs. All that keeps bytes stands here and nowhere else: whoever makes a
/// new place that names blobs adds it to [#NEED].
final class GarbageRows {
  /// A manifest by which a living version, or one deleted after the cut-off, holds its bytes.
  private static final String VERSION =
      """
      exists (select 1 from version v where v.manifest = %s and (v.deleted_at is null or exists
        (select 1 from membership m where m.version_id = v.id and m.deleted_at is null)))\
      """;

  private static final String DELETED_VERSION =
      """
      exists (select 1 from version v where v.manifest = %s and (v.deleted_at > :deleted or exists
        (select 1 from membership m where m.version_id = v.id and m.deleted_at > :deleted)))\
      """;

  private static final String DRAFT =
      """
      exists (select 1 from draft d
        where d.manifest = %s and d.state = 'open' and d.expires_at > :now)\
      """;

  private static final String LEASE =
      """
      exists (select 1 from lease l join draft d on d.id = l.draft_id
        where l.digest = b.digest and d.state = 'open' and d.expires_at > :now)\
      """;

  private static final String RUN_FILE =
      """
      exists (select 1 from run_file f join run r on r.id = f.run_id
        where f.digest = b.digest and (r.deleted_at is null or r.deleted_at > :deleted))\
      """;

  private static final String ATTACHMENT =
      """
      exists (select 1 from attachment a join version v on v.id = a.subject_id
        where a.digest = b.digest and (v.deleted_at is null or v.deleted_at > :deleted or exists
          (select 1 from membership m where m.version_id = v.id
             and (m.deleted_at is null or m.deleted_at > :deleted))))\
      """;

  /// By how much the clocks of two servers may.
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);

  private final String need;

  /// @param leavesOut needs that are not looked for, by a test that wants to see what they are for
  GarbageRows(Set<Need> leavesOut) {
    var cases = new StringBuilder("case");
    when(cases, leavesOut, Need.VERSIONS, byManifest(VERSION));
    when(cases, leavesOut, Need.DELETED_VERSIONS, byManifest(DELETED_VERSION));
    when(cases, leavesOut, Need.DRAFTS, LEASE + " or " + byManifest(DRAFT));
    when(cases, leavesOut, Need.RUN_FILES, RUN_FILE);
    when(cases, leavesOut, Need.ATTACHMENTS, ATTACHMENT);
    when(cases, leavesOut, Need.BACKUPS, "coalesce(b.born_at, 0) < :pinned");
    when(cases, Set.of(), Need.GRACE, "b.state <> 'doomed' and b.stored_at > :touched");
    when(cases, Set.of(), Need.DAMAGED, "b.state = 'damaged' and b.stored_at > :doomed");
    when(cases, Set.of(), Need.TRASH, "b.state = 'doomed' and b.doomed_at > :doomed");
    when(cases, Set.of(), Need.DOOM, "b.state = 'present'");
    need = cases.append(" else 'remove' end").toString();
  }

  private static void when(StringBuilder cases, Set<Need> leavesOut, Need need, String condition) {
    var asked = leavesOut.contains(need) ? "1 = 0 and (" + condition + ")" : condition;
    cases.append(" when ").append(asked).append(" then '").append(need.text()).append("'\n");
  }

  /// The blob is the manifest, or one of those that it names.
  private static String byManifest(String condition) {
    return condition.formatted("b.digest")
        + " or exists (select 1 from manifest_blob mb where mb.digest = b.digest and "
        + condition.formatted("mb.manifest")
        + ")";
  }

  /// A blob, and why it is kept or goes.
  record Judged(Digest digest, long sizeBytes, Need need) {}

  /// How many blobs and bytes.
  record Sum(long blobs, long bytes) {
    static final Sum NOTHING = new Sum(0, 0);

    Sum plus(long moreBlobs, long moreBytes) {
      return new Sum(blobs + moreBlobs, bytes + moreBytes);
    }
  }

  /// All blobs by their need, of one instant.
  Map<Need, Sum> sums(Reading reading, Cutoffs cutoffs) {
    var sums = new EnumMap<Need, Sum>(Need.class);
    bound(
            reading,
            reading
                .handle()
                .createQuery(
                    """
                    select need, count(*) as blobs, sum(size_bytes) as bytes
                    from (select b.size_bytes as size_bytes, %s as need from blob b
                          where b.state in ('present', 'doomed', 'damaged')) as judged
                    group by need
                    """
                        .formatted(need)),
            cutoffs)
        .map(
            (RowViewMapper<Map.Entry<Need, Sum>>)
                row ->
                    Map.entry(
                        Need.of(row.getColumn("need", String.class)),
                        new Sum(
                            row.getColumn("blobs", Long.class),
                            row.getColumn("bytes", Long.class))))
        .forEach(entry -> sums.put(entry.getKey(), entry.getValue()));
    return sums;
  }

  /// The next blobs of some states behind the hex `after`, judged. Only those that were not touched
  /// of late.
  List<Judged> after(Reading reading, String after, String states, Cutoffs cutoffs, int limit) {
    return judged(
        reading,
        "b.digest > :after and b.state in (" + states + ") order by b.digest limit :limit",
        cutoffs,
        query -> query.bind("after", HexFormat.of().parseHex(after)).bind("limit", limit));
  }

  /// The next blobs of some needs behind the hex `after`.
  List<Judged> of(Reading reading, String after, Set<Need> needs, Cutoffs cutoffs, int limit) {
    var query =
        reading
            .handle()
            .createQuery(
                """
                select digest, size_bytes, need
                from (select b.digest as digest, b.size_bytes as size_bytes, %s as need from blob b
                      where b.digest > :after and b.state in ('present', 'doomed', 'damaged'))
                  as judged
                where need in (<needs>) order by digest limit :limit
                """
                    .formatted(need));
    query
        .bind("after", HexFormat.of().parseHex(after))
        .bind("limit", limit)
        .bindList("needs", needs.stream().map(Need::text).toList());
    return bound(reading, query, cutoffs).map((RowViewMapper<Judged>) GarbageRows::judged).list();
  }

  /// These blobs, judged anew.
  List<Judged> again(Reading reading, Collection<Digest> digests, Cutoffs cutoffs) {
    return judged(
        reading,
        "b.digest in (<digests>) and b.state in ('present', 'doomed', 'damaged')",
        cutoffs,
        query -> query.bindList("digests", digests.stream().map(Digest::bytes).toList()));
  }

  private interface Binding {
    void to(SqlStatement<?> statement);
  }

  private List<Judged> judged(Reading reading, String where, Cutoffs cutoffs, Binding binding) {
    var query =
        reading
            .handle()
            .createQuery(
                "select b.digest, b.size_bytes, " + need + " as need from blob b where " + where);
    binding.to(query);
    return bound(reading, query, cutoffs).map((RowViewMapper<Judged>) GarbageRows::judged).list();
  }

  private static Judged judged(RowView row) {
    return new Judged(
        Digest.ofBytes(row.getColumn("digest", byte[].class)),
        row.getColumn("size_bytes", Long.class),
        Need.of(row.getColumn("need", String.class)));
  }

  private static <S extends SqlStatement<S>> S bound(
      Reading reading, S statement, Cutoffs cutoffs) {
    return statement
        .bind("pinned", pinned(reading, cutoffs.now()))
        .bind("now", cutoffs.now())
        .bind("touched", cutoffs.touched())
        .bind("deleted", cutoffs.deleted())
        .bind("doomed", cutoffs.doomed());
  }

  /// Blobs that came before this are held by backups; 1970 if there is none. Index: backup_pinned.
  private static Instant pinned(Reading reading, Instant now) {
    return reading
        .handle()
        .createQuery(
            """
            select max(coalesce(finished_at, :now)) as pinned from backup
            where pinned_until > :now
            """)
        .bind("now", now)
        .mapTo(Instant.class)
        .findOne()
        .map(pinned -> pinned.plus(CLOCKS_DIFFER))
        .orElse(Instant.EPOCH);
  }

  /// Nothing needs these: they go to the trash.
  static void doom(Tx tx, Collection<Digest> digests, Instant now) {
    setState(tx, digests, "state = 'doomed', doomed_at = :now", now);
  }

  /// Something needs these again.
  static void spare(Tx tx, Collection<Digest> digests, Instant now) {
    setState(tx, digests, "state = 'present', doomed_at = null, stored_at = :now", now);
  }

  private static void setState(Tx tx, Collection<Digest> digests, String change, Instant now) {
    if (!digests.isEmpty()) {
      tx.handle()
          .createUpdate(
              "update blob set "
                  + change
                  + " where digest in (<digests>) and state in ('present', 'doomed')")
          .bind("now", now)
          .bindList("digests", digests.stream().map(Digest::bytes).toList())
          .execute();
    }
  }

  /// Whether somebody brings an installation here: its bytes are needed by nothing before the end.
  static boolean isImporting(Reading reading, Instant since) {
    return reading
        .handle()
        .createQuery("select 1 from import where imported_at is null and begun_at > :since limit 1")
        .bind("since", since)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /// Rows of removed blobs that no other row names.
  ///
  /// @return how many
  static int forgetSome(Tx tx, Instant doomedBefore, int limit) {
    return tx.handle()
        .createUpdate(
            """
            delete from blob where digest in
              (select b.digest from blob b
               where b.state = 'removed' and b.doomed_at < :before
                 and not exists (select 1 from manifest m where m.digest = b.digest)
                 and not exists (select 1 from manifest_blob mb where mb.digest = b.digest)
                 and not exists (select 1 from lease l where l.digest = b.digest)
                 and not exists (select 1 from run_file f where f.digest = b.digest)
                 and not exists (select 1 from namespace_blob n where n.digest = b.digest)
               limit :limit)
            """)
        .bind("before", doomedBefore)
        .bind("limit", limit)
        .execute();
  }

  /// Manifests that are removed and of which rows are left.
  static List<Digest> hollow(Reading reading, int limit) {
    return reading
        .handle()
        .createQuery(
            """
            select b.digest from blob b
            where b.state = 'removed'
              and exists (select 1 from manifest_blob mb where mb.manifest = b.digest)
            order by b.digest limit :limit
            """)
        .bind("limit", limit)
        .mapTo(byte[].class)
        .map(Digest::ofBytes)
        .list();
  }

  /// Rows of a removed manifest go, some at a time; it is incomplete from then on.
  ///
  /// @return how many; 0 if it came back
  static int emptySome(Tx tx, Digest manifest, int limit) {
    var isGone =
        tx.handle()
            .createQuery("select 1 from blob where digest = :manifest and state = 'removed'")
            .bind("manifest", manifest.bytes())
            .mapTo(Integer.class)
            .findOne()
            .isPresent();
    if (!isGone) {
      return 0;
    }
    tx.handle()
        .createUpdate("update manifest set dropped_at = stored_at where digest = :manifest")
        .bind("manifest", manifest.bytes())
        .execute();
    return tx.handle()
        .createUpdate(
            """
            delete from manifest_blob where manifest = :manifest and digest in
              (select digest from manifest_blob where manifest = :manifest limit :limit)
            """)
        .bind("manifest", manifest.bytes())
        .bind("limit", limit)
        .execute();
  }
}
