// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.NamespaceId;
import io.cairn.core.access.UserId;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Name;
import io.cairn.core.name.Title;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import io.cairn.core.project.ProjectId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;
import org.jspecify.annotations.Nullable;

/// Rows of collections. Those that find none but live ones say nothing of it in their names.
final class CollectionRows {
  private static final String ALL =
      """
      select c.seq, c.id, c.namespace_id, c.parent_id, n.name as namespace, p.name as project,
             c.name, c.type, c.title, c.description, c.card, c.version_count, c.revision,
             c.created_at, u.name as created_by, lm.version_index as latest_index
      from collection c
      join namespace n on n.id = c.namespace_id
      left join project p on p.id = c.project_id
      left join app_user u on u.id = c.created_by
      left join alias la on la.collection_id = c.id and la.alias_key = 'latest'
      left join membership lm on lm.id = la.membership_id
      """;

  private static final String SELECT = ALL + "where c.deleted_at is null ";

  /// Deleted ones, with columns `deleted_at` and `deleted_with`.
  static final String SELECT_DELETED =
      ALL.replaceFirst("from collection c", ", c.deleted_at, c.deleted_with from collection c")
          + "where c.deleted_at is not null ";

  private CollectionRows() {}

  /// A new row; its times and its maker come beside.
  record New(
      CollectionId id,
      NamespaceId namespace,
      Optional<ProjectId> project,
      Name name,
      Name type,
      Optional<Title> title,
      String description,
      String card) {
    UUID parentId() {
      return project.map(ProjectId::value).orElse(namespace.value());
    }
  }

  private record Numbered(long seq, Collection collection) {}

  /// Index: collection_by_name.
  static Optional<Collection> byName(Reading reading, UUID parentId, Name name) {
    return reading
        .handle()
        .createQuery(SELECT + "and c.parent_id = :parent and c.name_key = :key")
        .bind("parent", parentId)
        .bind("key", name.key())
        .map((RowViewMapper<Collection>) CollectionRows::collection)
        .findOne()
        .map(found -> tagged(reading, found));
  }

  static Optional<Collection> byId(Reading reading, CollectionId id) {
    return reading
        .handle()
        .createQuery(SELECT + "and c.id = :id")
        .bind("id", id.value())
        .map((RowViewMapper<Collection>) CollectionRows::collection)
        .findOne()
        .map(found -> tagged(reading, found));
  }

  /// Newest first. Index: collection_by_seq.
  static Page<Collection> page(
      Reading reading, UUID parentId, Optional<Name> type, PageRequest request) {
    var rows =
        reading
            .handle()
            .createQuery(
                SELECT
                    + "and c.parent_id = :parent and c.seq < :after"
                    + (type.isPresent() ? " and c.type = :type" : "")
                    + " order by c.seq desc limit :n")
            .bind("parent", parentId)
            .bind("after", request.afterSeq(Long.MAX_VALUE))
            .bind("n", request.limit() + 1)
            .bindMap(type.map(t -> Map.of("type", t.text())).orElse(Map.of()))
            .map(
                (RowViewMapper<Numbered>)
                    row -> new Numbered(row.getColumn("seq", Long.class), collection(row)))
            .list();
    var page =
        Page.of(rows, request.limit(), row -> Cursor.of(row.seq())).map(Numbered::collection);
    var tags = Tags.of(reading, page.items().stream().map(c -> c.id().value()).toList());
    return page.map(c -> c.withTags(tags.getOrDefault(c.id().value(), List.of())));
  }

  /// How many live ones there are. Index: collection_by_seq.
  static long count(Reading reading, UUID parentId, Optional<Name> type) {
    return reading
        .handle()
        .createQuery(
            "select count(*) from collection c where c.deleted_at is null and c.parent_id = :parent"
                + (type.isPresent() ? " and c.type = :type" : ""))
        .bind("parent", parentId)
        .bindMap(type.map(t -> Map.of("type", t.text())).orElse(Map.of()))
        .mapTo(Long.class)
        .one();
  }

  /// Types of the live ones, in their order. Index: collection_by_seq.
  static List<Name> types(Reading reading, UUID parentId) {
    return reading
        .handle()
        .createQuery(
            """
            select distinct type from collection
            where deleted_at is null and parent_id = :parent order by type
            """)
        .bind("parent", parentId)
        .mapTo(String.class)
        .map(Name::new)
        .list();
  }

  /// The live collections of a project. Index: collection_by_project.
  static List<CollectionId> inProject(Reading reading, ProjectId project) {
    return reading
        .handle()
        .createQuery("select id from collection where project_id = :id and deleted_at is null")
        .bind("id", project.value())
        .mapTo(UUID.class)
        .map(CollectionId::new)
        .list();
  }

  /// False if the name or the title is taken. All living collections of a team or registry, in
  /// order of creation.
  static List<CollectionId> inNamespace(Reading reading, NamespaceId namespace) {
    return reading
        .handle()
        .createQuery(
            """
            select id from collection
            where deleted_at is null
              and (parent_id = :id
                or project_id in (select p.id from project p where p.namespace_id = :id))
            order by seq
            """)
        .bind("id", namespace.value())
        .mapTo(UUID.class)
        .map(CollectionId::new)
        .list();
  }

  static boolean insert(Tx tx, New row, UserId by, Instant now) {
    return tx.handle()
            .createUpdate(
                """
                insert into collection
                  (id, namespace_id, project_id, parent_id, name, name_key, title, type,
                   description, card, next_index, version_count, last_move_at, revision,
                   created_at, created_by)
                values
                  (:id, :namespace, :project, :parent, :name, :key, :title, :type, :description,
                   :card, 0, 0, 0, 1, :now, :by)
                on conflict do nothing
                """)
            .bind("id", row.id().value())
            .bind("namespace", row.namespace().value())
            .bindByType("project", row.project().map(ProjectId::value).orElse(null), UUID.class)
            .bind("parent", row.parentId())
            .bind("name", row.name().text())
            .bind("key", row.name().key())
            .bindByType("title", row.title().map(Title::text).orElse(null), String.class)
            .bind("type", row.type().text())
            .bind("description", row.description())
            .bind("card", row.card())
            .bind("now", now)
            .bind("by", by.value())
            .execute()
        == 1;
  }

  /// Takes the row's lock until the transaction ends, so that versions and aliases of the
  /// collection change one after another; false if it is deleted.
  static boolean lock(Tx tx, CollectionId id) {
    return tx.handle()
            .createUpdate(
                "update collection set next_index = next_index"
                    + " where id = :id and deleted_at is null")
            .bind("id", id.value())
            .execute()
        == 1;
  }

  /// The index of one more member, which is counted.
  static long takeIndex(Tx tx, CollectionId id) {
    return tx.handle()
        .createQuery(
            """
            update collection
            set next_index = next_index + 1, version_count = version_count + 1
            where id = :id returning next_index - 1
            """)
        .bind("id", id.value())
        .mapTo(Long.class)
        .one();
  }

  static void recount(Tx tx, CollectionId id) {
    tx.handle()
        .createUpdate("update collection set version_count = version_count + 1 where id = :id")
        .bind("id", id.value())
        .execute();
  }

  static void discount(Tx tx, CollectionId id) {
    tx.handle()
        .createUpdate("update collection set version_count = version_count - 1 where id = :id")
        .bind("id", id.value())
        .execute();
  }

  /// The instant of one more alias move here: now, but after every earlier one.
  static Instant takeMoveTime(Tx tx, CollectionId id, Instant now) {
    return tx.handle()
        .createQuery(
            """
            update collection
            set last_move_at = case when last_move_at < :now then :now else last_move_at + 1 end
            where id = :id returning last_move_at
            """)
        .bind("id", id.value())
        .bind("now", now)
        .mapTo(Instant.class)
        .one();
  }

  /// Writes all that may be edited; the revision grows. Fails on the unique indexes if the name or
  /// title is taken.
  static void update(Tx tx, Collection collection) {
    tx.handle()
        .createUpdate(
            """
            update collection
            set name = :name, name_key = :key, title = :title, description = :description,
                card = :card, revision = revision + 1
            where id = :id
            """)
        .bind("id", collection.id().value())
        .bind("name", collection.path().leaf().text())
        .bind("key", collection.path().leaf().key())
        .bindByType("title", collection.title().map(Title::text).orElse(null), String.class)
        .bind("description", collection.description())
        .bind("card", collection.card())
        .execute();
  }

  /// @param with what was deleted: the collection itself, its project, its team or registry
  static void tombstone(Tx tx, CollectionId id, UUID with, Instant now) {
    tx.handle()
        .createUpdate(
            """
            update collection
            set deleted_at = :now, deleted_with = :with, revision = revision + 1
            where id = :id
            """)
        .bind("with", with)
        .bind("id", id.value())
        .bind("now", now)
        .execute();
  }

  private static Collection tagged(Reading reading, Collection collection) {
    var tags = Tags.of(reading, List.of(collection.id().value()));
    return collection.withTags(tags.getOrDefault(collection.id().value(), List.of()));
  }

  static Collection collection(RowView row) {
    @Nullable Long latest = row.getColumn("latest_index", Long.class);
    return new Collection(
        new CollectionId(row.getColumn("id", UUID.class)),
        new NamespaceId(row.getColumn("namespace_id", UUID.class)),
        row.getColumn("parent_id", UUID.class),
        path(
            row.getColumn("namespace", String.class),
            row.getColumn("project", String.class),
            row.getColumn("name", String.class)),
        new Name(row.getColumn("type", String.class)),
        Optional.ofNullable(row.getColumn("title", String.class)).map(Title::new),
        row.getColumn("description", String.class),
        row.getColumn("card", String.class),
        List.of(),
        row.getColumn("version_count", Long.class),
        latest == null ? OptionalLong.empty() : OptionalLong.of(latest),
        row.getColumn("revision", Long.class),
        row.getColumn("created_at", Instant.class),
        new Name(row.getColumn("created_by", String.class)));
  }

  static CollectionPath path(String namespace, @Nullable String project, String name) {
    return project == null
        ? new CollectionPath.InRegistry(new Name(namespace), new Name(name))
        : new CollectionPath.InProject(new Name(namespace), new Name(project), new Name(name));
  }
}
