// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.trace;

import io.cairn.core.access.ReadableNamespaces;
import io.cairn.core.content.Digest;
import io.cairn.core.fact.Reading;
import io.cairn.core.failure.Failure;
import io.cairn.core.lineage.Node;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.statement.Query;

/// Which versions hold some bytes, of those that one caller may read: at their homes, which stay
/// when they are deleted, or through links that live. A manifest counts only with a version.
final class HolderRows {
  private static final String READABLE =
      """
      exists (
        select 1 from membership m
        join collection c on c.id = m.collection_id
        join namespace n on n.id = c.namespace_id and n.deleted_at is null
        where m.version_id = v.id
          and (not m.is_link or (m.deleted_at is null and c.deleted_at is null)) and %s)
      """;

  private final ReadableNamespaces readable;

  HolderRows(ReadableNamespaces readable) {
    this.readable = readable;
  }

  /// A version, and where it stands in the order of the pages: first the versions whose manifest
  /// the bytes are, then those whose manifests name them.
  private record Holder(Digest manifest, boolean isItself, long seq, UUID id) {
    Cursor cursor() {
      return new Cursor((isItself ? "m." : "f.") + manifest.hex() + "." + seq);
    }
  }

  /// Where a page begins. Digests and numbers are compared as they lie in the indexes.
  private record Start(boolean isItself, byte[] manifest, long seq) {
    static Start of(PageRequest page) {
      return page.after().map(Start::parse).orElseGet(() -> new Start(true, new byte[32], 0));
    }

    private static Start parse(Cursor cursor) {
      var parts = cursor.key().split("\\.", -1);
      if (parts.length != 3 || !parts[0].matches("[mf]")) {
        throw notOurs();
      }
      var manifest = Digest.parse("cursor", parts[1]).bytes();
      return new Start(parts[0].equals("m"), manifest, new Cursor(parts[2]).seq());
    }

    private static Failure.Invalid notOurs() {
      return new Failure.Invalid(
          "cursor",
          "cursor.opaque",
          "cursor must be a value that an earlier page gave as `next`, for the same list");
    }
  }

  Page<Node> page(Reading reading, Digest digest, PageRequest request) {
    var start = Start.of(request);
    var limit = request.limit() + 1;
    var found = new ArrayList<Holder>();
    if (start.isItself()) {
      found.addAll(itself(reading, digest, start.seq(), limit));
    }
    if (found.size() < limit) {
      var from = start.isItself() ? new Start(false, new byte[32], 0) : start;
      found.addAll(naming(reading, digest, from, limit - found.size()));
    }
    return Page.of(found, request.limit(), Holder::cursor).map(holder -> Node.version(holder.id()));
  }

  /// Index: version_by_manifest.
  private List<Holder> itself(Reading reading, Digest digest, long afterSeq, int limit) {
    return list(
        reading
            .handle()
            .createQuery(
                """
                select v.manifest, v.seq, v.id, true as is_itself from version v
                where v.manifest = :digest and v.seq > :seq and %s
                order by v.seq limit :limit
                """
                    .formatted(condition()))
            .bind("digest", digest.bytes())
            .bind("seq", afterSeq)
            .bind("limit", limit));
  }

  /// Indexes: manifest_blob_holders, then version_by_manifest.
  private List<Holder> naming(Reading reading, Digest digest, Start start, int limit) {
    return list(
        reading
            .handle()
            .createQuery(
                """
                select b.manifest, v.seq, v.id, false as is_itself
                from manifest_blob b join version v on v.manifest = b.manifest
                where b.digest = :digest and b.manifest >= :manifest
                  and (b.manifest > :manifest or v.seq > :seq) and %s
                order by b.manifest, v.seq limit :limit
                """
                    .formatted(condition()))
            .bind("digest", digest.bytes())
            .bind("manifest", start.manifest())
            .bind("seq", start.seq())
            .bind("limit", limit));
  }

  private String condition() {
    return READABLE.formatted(readable.condition("c.namespace_id"));
  }

  private List<Holder> list(Query query) {
    return readable
        .bind(query)
        .map(
            (RowViewMapper<Holder>)
                row ->
                    new Holder(
                        Digest.ofBytes(row.getColumn("manifest", byte[].class)),
                        row.getColumn("is_itself", Boolean.class),
                        row.getColumn("seq", Long.class),
                        row.getColumn("id", UUID.class)))
        .list();
  }
}
