// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.name.Label;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.RowViewMapper;

/// Tags of memberships and collections.
final class Tags {
  private Tags() {}

  private record Row(UUID subject, Label tag) {}

  /// The tags of several subjects in one question, each list in the order of the keys.
  static Map<UUID, List<Label>> of(Reading reading, List<UUID> subjects) {
    if (subjects.isEmpty()) {
      return Map.of();
    }
    return reading
        .handle()
        .createQuery(
            "select subject_id, spelling from tag where subject_id in (<subjects>)"
                + " order by tag_key")
        .bindList("subjects", subjects)
        .map(
            (RowViewMapper<Row>)
                row ->
                    new Row(
                        row.getColumn("subject_id", UUID.class),
                        new Label(row.getColumn("spelling", String.class))))
        .stream()
        .collect(
            Collectors.groupingBy(Row::subject, Collectors.mapping(Row::tag, Collectors.toList())));
  }

  static void add(Tx tx, UUID subject, Collection<Label> tags) {
    for (var tag : tags) {
      tx.handle()
          .createUpdate(
              """
              insert into tag (subject_id, tag_key, spelling) values (:subject, :key, :spelling)
              on conflict (subject_id, tag_key) do nothing
              """)
          .bind("subject", subject)
          .bind("key", tag.key())
          .bind("spelling", tag.text())
          .execute();
    }
  }

  static void remove(Tx tx, UUID subject, Collection<Label> tags) {
    for (var tag : tags) {
      tx.handle()
          .createUpdate("delete from tag where subject_id = :subject and tag_key = :key")
          .bind("subject", subject)
          .bind("key", tag.key())
          .execute();
    }
  }
}
