// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.attachment;

import io.cairn.core.attachment.Attachment.Bytes;
import io.cairn.core.content.Digest;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.json.JsonObject;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;

/// Rows of attachments. For use cases; none of it asks who may.
public final class Attachments {
  private static final String SELECT =
      "select kind, digest, size_bytes, mark, facts from attachment ";

  private Attachments() {}

  /// Takes the place of what the subject had of that kind.
  public static void put(Tx tx, UUID subject, Attachment attachment) {
    tx.handle()
        .createUpdate(
            """
            insert into attachment (subject_id, kind, digest, size_bytes, mark, facts)
            values (:subject, :kind, :digest, :size, :mark, :facts)
            on conflict (subject_id, kind) do update
              set digest = excluded.digest, size_bytes = excluded.size_bytes,
                  mark = excluded.mark, facts = excluded.facts
            """)
        .bind("subject", subject)
        .bind("kind", attachment.kind())
        .bindByType(
            "digest",
            attachment.bytes().map(Bytes::digest).map(Digest::bytes).orElse(null),
            byte[].class)
        .bind("size", attachment.bytes().map(Bytes::sizeBytes).orElse(0L))
        .bindByType("mark", attachment.mark().orElse(null), String.class)
        .bind("facts", attachment.facts())
        .execute();
  }

  /// Index: the primary key.
  public static Optional<Attachment> find(Reading reading, UUID subject, String kind) {
    return reading
        .handle()
        .createQuery(SELECT + "where subject_id = :subject and kind = :kind")
        .bind("subject", subject)
        .bind("kind", kind)
        .map((RowViewMapper<Attachment>) Attachments::attachment)
        .findOne();
  }

  /// Those of one subject whose kinds begin so, in the order of their kinds.
  public static List<Attachment> all(Reading reading, UUID subject, String kinds) {
    return reading
        .handle()
        .createQuery(SELECT + "where subject_id = :subject")
        .bind("subject", subject)
        .map((RowViewMapper<Attachment>) Attachments::attachment)
        .stream()
        .filter(there -> there.kind().startsWith(kinds))
        .sorted(Comparator.comparing(Attachment::kind))
        .toList();
  }

  /// Those of several subjects, by subject.
  public static Map<UUID, Attachment> of(Reading reading, Collection<UUID> subjects, String kind) {
    if (subjects.isEmpty()) {
      return Map.of();
    }
    return reading
        .handle()
        .createQuery(
            "select subject_id, kind, digest, size_bytes, mark, facts from attachment"
                + " where kind = :kind and subject_id in (<subjects>)")
        .bind("kind", kind)
        .bindList("subjects", List.copyOf(subjects))
        .map(
            (RowViewMapper<Map.Entry<UUID, Attachment>>)
                row -> Map.entry(row.getColumn("subject_id", UUID.class), attachment(row)))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /// The subject that was marked so last. Index: attachment_by_mark.
  public static Optional<UUID> marked(Reading reading, String kind, String mark) {
    return reading
        .handle()
        .createQuery(
            "select subject_id from attachment where kind = :kind and mark = :mark"
                + " order by subject_id desc limit 1")
        .bind("kind", kind)
        .bind("mark", mark)
        .mapTo(UUID.class)
        .findOne();
  }

  /// The live version of a collection that was marked so. Index: attachment_by_mark.
  public static Optional<UUID> markedIn(
      Reading reading, UUID collection, String kind, String mark) {
    return reading
        .handle()
        .createQuery(
            """
            select a.subject_id from attachment a
            join version v on v.id = a.subject_id and v.collection_id = :collection
            where a.kind = :kind and a.mark = :mark and v.deleted_at is null
            order by a.subject_id desc limit 1
            """)
        .bind("collection", collection)
        .bind("kind", kind)
        .bind("mark", mark)
        .mapTo(UUID.class)
        .findOne();
  }

  private static Attachment attachment(RowView row) {
    var digest = Optional.ofNullable(row.getColumn("digest", byte[].class)).map(Digest::ofBytes);
    var size = row.getColumn("size_bytes", Long.class);
    return new Attachment(
        row.getColumn("kind", String.class),
        digest.map(found -> new Bytes(found, size)),
        Optional.ofNullable(row.getColumn("mark", String.class)),
        row.getColumn("facts", JsonObject.class));
  }
}
