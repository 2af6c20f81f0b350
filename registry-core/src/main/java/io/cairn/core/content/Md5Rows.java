// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowViewMapper;

/// The MD5 of blobs, where it is known. For use cases; none of it asks who may.
public final class Md5Rows {
  private Md5Rows() {}

  public static void put(Tx tx, Digest digest, Md5 md5) {
    tx.handle()
        .createUpdate(
            "insert into blob_md5 (digest, md5) values (:digest, :md5)"
                + " on conflict (digest) do nothing")
        .bind("digest", digest.bytes())
        .bind("md5", md5.bytes())
        .execute();
  }

  /// Of up to [Blobs#BATCH] digests those whose MD5 is known.
  public static Map<Digest, Md5> of(Reading reading, Collection<Digest> digests) {
    if (digests.isEmpty()) {
      return Map.of();
    }
    return reading
        .handle()
        .createQuery("select digest, md5 from blob_md5 where digest in (<digests>)")
        .bindList("digests", digests.stream().map(Digest::bytes).toList())
        .map(
            (RowViewMapper<Map.Entry<Digest, Md5>>)
                row ->
                    Map.entry(
                        Digest.ofBytes(row.getColumn("digest", byte[].class)),
                        Md5.ofBytes(row.getColumn("md5", byte[].class))))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /// A blob of a manifest by its MD5; the one of the lowest digest, if two were made to have it.
  /// Index: blob_md5_by_md5.
  public static Optional<Digest> inManifest(Reading reading, Digest manifest, Md5 md5) {
    List<byte[]> found =
        reading
            .handle()
            .createQuery(
                """
                select s.digest from blob_md5 s
                join manifest_blob m on m.digest = s.digest and m.manifest = :manifest
                where s.md5 = :md5 order by s.digest limit 1
                """)
            .bind("manifest", manifest.bytes())
            .bind("md5", md5.bytes())
            .mapTo(byte[].class)
            .list();
    return found.stream().findFirst().map(Digest::ofBytes);
  }
}
