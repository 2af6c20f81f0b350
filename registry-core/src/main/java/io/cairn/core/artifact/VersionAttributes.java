// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.NamespaceId;
import io.cairn.core.attribute.Attribute;
import io.cairn.core.attribute.AttributeRows;
import io.cairn.core.attribute.AttributeRows.Subject;
import io.cairn.core.attribute.Flattening;
import io.cairn.core.fact.Tx;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;

/// By what versions are found in each of their places: metadata, tags of the place, type, project.
/// What changes one of these writes them anew in its transaction.
final class VersionAttributes {
  static final String TAG = "tag";
  static final String TYPE = "type";
  static final String PROJECT = "@project";
  static final String METADATA = "metadata";

  private VersionAttributes() {}

  private record Place(Subject subject, Name type, Optional<UUID> project, JsonObject metadata) {}

  /// Of one place.
  static void write(Tx tx, MembershipId id) {
    lockVersion(tx, "select version_id from membership where id = :id", id.value());
    write(tx, "m.id = :id", id.value());
  }

  /// Of all places of a version.
  static void writeAll(Tx tx, VersionId id) {
    lockVersion(tx, ":id", id.value());
    write(tx, "m.version_id = :id", id.value());
  }

  /// Two that write the same rows come one after the other, and the later sees what the earlier
  /// did: a change of metadata locks the version's row, too.
  private static void lockVersion(Tx tx, String version, UUID id) {
    tx.handle()
        .createUpdate("update version set revision = revision where id = (" + version + ")")
        .bind("id", id)
        .execute();
  }

  private static void write(Tx tx, String which, UUID id) {
    var places =
        tx.handle()
            .createQuery(
                """
                select m.id, m.seq, c.namespace_id, c.type, c.project_id, v.metadata
                from membership m
                join collection c on c.id = m.collection_id
                join version v on v.id = m.version_id
                where %s
                """
                    .formatted(which))
            .bind("id", id)
            .map((RowViewMapper<Place>) VersionAttributes::place)
            .list();
    var tags = Tags.of(tx, places.stream().map(place -> place.subject().id()).toList());
    for (var place : places) {
      var attributes = new ArrayList<>(Flattening.of(METADATA, place.metadata()));
      attributes.add(Attribute.text(TYPE, place.type().key()));
      place.project().ifPresent(p -> attributes.add(Attribute.text(PROJECT, p.toString())));
      tags.getOrDefault(place.subject().id(), List.of())
          .forEach(tag -> attributes.add(Attribute.text(TAG, tag.key())));
      AttributeRows.replace(tx, place.subject(), attributes);
    }
  }

  private static Place place(RowView row) {
    return new Place(
        new Subject(
            row.getColumn("id", UUID.class),
            row.getColumn("seq", Long.class),
            new NamespaceId(row.getColumn("namespace_id", UUID.class))),
        new Name(row.getColumn("type", String.class)),
        Optional.ofNullable(row.getColumn("project_id", UUID.class)),
        row.getColumn("metadata", JsonObject.class));
  }
}
