// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import io.cairn.core.access.NamespaceId;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;

/// The facts about blobs: which are stored, which team or registry may name them by digest alone,
/// which a manifest holds, which a draft leases. For use cases; none of it asks who may.
///
/// What else keeps bytes: files of runs, in the table `run_file`.
public final class Blobs {
  /// Most digests in one question: below the number of parameters that the data bases take.
  public static final int BATCH = 500;

  // Few enough that others who write need not wait long.
  private static final int RELEASED = 2_000;

  private Blobs() {}

  /// The namespace has proved to hold the bytes. False if it had before.
  public static boolean grant(Tx tx, NamespaceId namespace, Digest digest, Instant now) {
    return tx.handle()
            .createUpdate(
                """
                insert into namespace_blob (namespace_id, digest, granted_at, size_bytes)
                select :namespace, digest, :now, size_bytes from blob where digest = :digest
                on conflict do nothing
                """)
            .bind("namespace", namespace.value())
            .bind("digest", digest.bytes())
            .bind("now", now)
            .execute()
        == 1;
  }

  /// The namespace has proved to hold the bytes of all these, in the order given.
  ///
  /// @return of how many it had not before
  public static int grantEach(
      Tx tx, NamespaceId namespace, Collection<Digest> digests, Instant now) {
    var batch =
        tx.handle()
            .prepareBatch(
                """
                insert into namespace_blob (namespace_id, digest, granted_at, size_bytes)
                select :namespace, digest, :now, size_bytes from blob where digest = :digest
                on conflict do nothing
                """);
    digests.forEach(digest ->
        batch
            .bind("namespace", namespace.value())
            .bind("digest", digest.bytes())
            .bind("now", now)
            .add());
    return digests.isEmpty() ? 0 : Arrays.stream(batch.execute()).sum();
  }

  /// Which of up to [#BATCH] sizes are those of blobs that the namespace may name by digest alone.
  public static Set<Long> grantedSizes(
      Reading reading, NamespaceId namespace, Collection<Long> sizes) {
    if (sizes.isEmpty()) {
      return Set.of();
    }
    return Set.copyOf(
        reading
            .handle()
            .createQuery(
                """
                select distinct size_bytes from namespace_blob
                where namespace_id = :namespace and size_bytes in (<sizes>)
                """)
            .bind("namespace", namespace.value())
            .bindList("sizes", List.copyOf(sizes))
            .mapTo(Long.class)
            .list());
  }

  /// Of which sizes a manifest holds blobs. Reads all that it holds.
  public static Set<Long> heldSizes(Reading reading, Digest manifest) {
    return Set.copyOf(
        reading
            .handle()
            .createQuery(
                """
                select distinct b.size_bytes from manifest_blob m
                join blob b on b.digest = m.digest where m.manifest = :manifest
                """)
            .bind("manifest", manifest.bytes())
            .mapTo(Long.class)
            .list());
  }

  /// How many bytes the namespace may name by digest alone, all together.
  public static long grantedBytes(Reading reading, NamespaceId namespace) {
    return reading
        .handle()
        .createQuery(
            """
            select coalesce(sum(size_bytes), 0) from namespace_blob where namespace_id = :namespace
            """)
        .bind("namespace", namespace.value())
        .mapTo(Long.class)
        .one();
  }

  /// Which of up to [#BATCH] digests the namespace may name by digest alone, with their sizes. None
  /// that is damaged: its bytes must be sent again.
  public static Map<Digest, Long> granted(
      Reading reading, NamespaceId namespace, Collection<Digest> digests) {
    return sizes(
        reading,
        """
        select b.digest, b.size_bytes from blob b
        join namespace_blob g on g.digest = b.digest and g.namespace_id = :owner
        where b.digest in (<digests>) and b.state in ('present', 'doomed')
        """,
        namespace.value(),
        digests);
  }

  /// Which of up to [#BATCH] digests a manifest holds, with their sizes. None that is damaged.
  public static Map<Digest, Long> held(
      Reading reading, Digest manifest, Collection<Digest> digests) {
    return sizes(
        reading,
        """
        select b.digest, b.size_bytes from blob b
        join manifest_blob m on m.digest = b.digest and m.manifest = :owner
        where b.digest in (<digests>) and b.state in ('present', 'doomed')
        """,
        manifest.bytes(),
        digests);
  }

  /// The size of a blob if the manifest holds it, in whatever state it is.
  public static Optional<Long> held(Reading reading, Digest manifest, Digest digest) {
    return reading
        .handle()
        .createQuery(
            """
            select b.size_bytes from manifest_blob m join blob b on b.digest = m.digest
            where m.manifest = :manifest and m.digest = :digest
            """)
        .bind("manifest", manifest.bytes())
        .bind("digest", digest.bytes())
        .mapTo(Long.class)
        .findOne();
  }

  /// How many blobs there are that somebody may get, and how many bytes.
  public record Total(long count, long bytes) {}

  public static Total total(Reading reading) {
    return reading
        .handle()
        .createQuery(
            """
            select count(*) as number, coalesce(sum(size_bytes), 0) as bytes from blob
            where state in ('present', 'doomed', 'damaged')
            """)
        .map(
            (RowViewMapper<Total>)
                row ->
                    new Total(
                        row.getColumn("number", Long.class), row.getColumn("bytes", Long.class)))
        .one();
  }

  /// A blob by name and length.
  public record Sized(Digest digest, long sizeBytes) {}

  /// The next blobs that somebody may get, damaged ones too, behind the hex `after`.
  public static List<Sized> after(Reading reading, String after, int limit) {
    return reading
        .handle()
        .createQuery(
            """
            select digest, size_bytes from blob
            where digest > :after and state in ('present', 'doomed', 'damaged')
            order by digest limit :limit
            """)
        .bind("after", HexFormat.of().parseHex(after))
        .bind("limit", limit)
        .map((RowViewMapper<Sized>) Blobs::sized)
        .list();
  }

  /// The draft holds on to the bytes.
  public static void lease(Tx tx, UUID draft, Collection<Digest> digests) {
    var batch =
        tx.handle()
            .prepareBatch(
                """
                insert into lease (draft_id, digest) values (:draft, :digest)
                on conflict do nothing
                """);
    digests.forEach(digest -> batch.bind("draft", draft).bind("digest", digest.bytes()).add());
    if (!digests.isEmpty()) {
      batch.execute();
    }
  }

  /// A draft that has ended lets go of some of what it held: its leases count for nothing any more.
  ///
  /// @return how many; 0 when it holds nothing
  public static int release(Tx tx, UUID draft) {
    return tx.handle()
        .createUpdate(
            """
            delete from lease where draft_id = :id and digest in
              (select digest from lease where draft_id = :id limit :n)
            """)
        .bind("id", draft)
        .bind("n", RELEASED)
        .execute();
  }

  /// Whether all that the manifest holds is written down.
  public static boolean isComplete(Reading reading, Digest manifest) {
    return reading
        .handle()
        .createQuery("select 1 from manifest where digest = :digest and dropped_at is null")
        .bind("digest", manifest.bytes())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /// Which of up to [#BATCH] blobs have a row, unless it says that they are removed.
  public static List<Digest> known(Reading reading, Collection<Digest> digests) {
    return digests.isEmpty()
        ? List.of()
        : reading
            .handle()
            .createQuery(
                "select digest from blob where digest in (<digests>) and state <> 'removed'")
            .bindList("digests", Removals.bytes(digests))
            .mapTo(byte[].class)
            .map(Digest::ofBytes)
            .list();
  }

  /// Writes down a part of what a manifest holds.
  ///
  /// @throws Failure.Conflict `draft.missing-blobs` if one of the blobs is gone or damaged
  public static void hold(Tx tx, Digest manifest, Collection<Digest> digests) {
    Removals.keepOut(tx);
    requireUsable(tx, digests);
    var batch =
        tx.handle()
            .prepareBatch(
                """
                insert into manifest_blob (manifest, digest) values (:manifest, :digest)
                on conflict do nothing
                """);
    digests.forEach(
        digest -> batch.bind("manifest", manifest.bytes()).bind("digest", digest.bytes()).add());
    if (!digests.isEmpty()) {
      batch.execute();
    }
  }

  private static void requireUsable(Tx tx, Collection<Digest> digests) {
    if (digests.isEmpty()) {
      return;
    }
    var usable =
        tx.handle()
            .createQuery(
                """
                select digest from blob
                where digest in (<digests>) and state in ('present', 'doomed')
                """)
            .bindList("digests", Removals.bytes(digests))
            .mapTo(byte[].class)
            .map(Digest::ofBytes)
            .set();
    var missing = digests.stream().filter(digest -> !usable.contains(digest)).toList();
    if (!missing.isEmpty()) {
      throw new Failure.Conflict(
          "draft.missing-blobs",
          missing.size() + " of the files' bytes are gone or damaged; send them again",
          missing.stream().limit(100).map(Digest::toString).toList());
    }
  }

  /// Whoever sends these bytes now waits, and sees what this transaction did.
  public static void lock(Tx tx, Digest digest) {
    tx.handle()
        .createUpdate("update blob set stored_at = stored_at where digest = :digest")
        .bind("digest", digest.bytes())
        .execute();
  }

  /// Removes a part of what was written down of a manifest that no version has.
  ///
  /// @return how many rows
  public static int dropHalf(Tx tx, Digest manifest) {
    return tx.handle()
        .createUpdate(
            """
            delete from manifest_blob where manifest = :manifest and digest in
              (select digest from manifest_blob where manifest = :manifest limit :n)
            """)
        .bind("manifest", manifest.bytes())
        .bind("n", RELEASED)
        .execute();
  }

  /// All that the manifest holds is written down now.
  public static void complete(Tx tx, Digest manifest, Instant now) {
    tx.handle()
        .createUpdate(
            """
            insert into manifest (digest, stored_at) values (:digest, :now)
            on conflict (digest) do update set dropped_at = null
            where manifest.dropped_at is not null
            """)
        .bind("digest", manifest.bytes())
        .bind("now", now)
        .execute();
  }

  private static Map<Digest, Long> sizes(
      Reading reading, String question, Object owner, Collection<Digest> digests) {
    if (digests.isEmpty()) {
      return Map.of();
    }
    var found = new HashMap<Digest, Long>();
    reading
        .handle()
        .createQuery(question)
        .bind("owner", owner)
        .bindList("digests", digests.stream().map(Digest::bytes).toList())
        .map((RowViewMapper<Sized>) Blobs::sized)
        .forEach(row -> found.put(row.digest(), row.sizeBytes()));
    return found;
  }

  private static Sized sized(RowView row) {
    return new Sized(
        Digest.ofBytes(row.getColumn("digest", byte[].class)),
        row.getColumn("size_bytes", Long.class));
  }
}
