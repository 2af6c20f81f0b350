// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.attribute;

import io.cairn.core.access.NamespaceId;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.page.Condition.Value;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/// Writes the attributes of things, in the transaction that changes what they are taken from.
public final class AttributeRows {
  private AttributeRows() {}

  /// A thing that can be found.
  ///
  /// @param seq of its own table: the newest have the highest
  public record Subject(UUID id, long seq, NamespaceId namespace) {}

  /// These, and no others, are the attributes of the subject from now on. The caller holds a lock
  /// that keeps two from writing them at once.
  public static void replace(Tx tx, Subject subject, Collection<Attribute> attributes) {
    for (var table : List.of("attribute", "attribute_backlog")) {
      tx.handle()
          .createUpdate("delete from " + table + " where subject_id = :subject")
          .bind("subject", subject.id())
          .execute();
    }
    var batch =
        tx.handle()
            .prepareBatch(
                """
                insert into attribute
                  (subject_id, subject_seq, namespace_id, attribute_key, kind, is_item, number,
                   fold, value, folded)
                values
                  (:subject, :seq, :namespace, :key, :kind, :isItem, :number, :fold, :value,
                   :folded)
                """);
    // Every subject has one without a name, by which all are found.
    add(batch, subject, Attribute.text("", ""));
    attributes.forEach(attribute -> add(batch, subject, attribute));
    batch.execute();
  }

  /// Some of the things whose attributes are still to be written.
  public static List<UUID> backlog(Reading reading, int limit) {
    return reading
        .handle()
        .createQuery("select subject_id from attribute_backlog limit :n")
        .bind("n", limit)
        .mapTo(UUID.class)
        .list();
  }

  private static void add(PreparedBatch batch, Subject subject, Attribute attribute) {
    batch
        .bind("subject", subject.id())
        .bind("seq", subject.seq())
        .bind("namespace", subject.namespace().value())
        .bind("key", attribute.key())
        .bind("kind", kind(attribute.value()))
        .bind("isItem", attribute.isItem());
    switch (attribute.value()) {
      case Value.OfNumber(var number, _) -> bind(batch, number, null);
      case Value.OfText(var text) -> bind(batch, null, text);
      case Value.OfTruth truth -> bind(batch, null, truth.text());
    }
    batch.add();
  }

  /// Always by type: a batch finds out once how each value is bound.
  private static void bind(PreparedBatch batch, @Nullable Double number, @Nullable String text) {
    var small = text == null ? null : Texts.small(text);
    batch
        .bindByType("number", number, Double.class)
        .bindByType("fold", text == null ? null : Texts.fold(text), String.class)
        .bindByType("value", text, String.class)
        .bindByType("folded", Objects.equals(small, text) ? null : small, String.class);
  }

  static String kind(Value value) {
    return switch (value) {
      case Value.OfNumber _ -> "number";
      case Value.OfText _ -> "text";
      case Value.OfTruth _ -> "truth";
    };
  }
}
