// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.project;

import io.cairn.core.access.NamespaceId;
import io.cairn.core.access.UserId;
import io.cairn.core.fact.Reading;
import io.cairn.core.fact.Tx;
import io.cairn.core.name.Name;
import io.cairn.core.name.Title;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;

/// Rows of projects.
final class ProjectRows {
  private static final String ALL =
      """
      select p.seq, p.id, p.namespace_id, n.name as team, p.name, p.title, p.description,
             p.revision, p.created_at, p.deleted_at
      from project p join namespace n on n.id = p.namespace_id
      """;

  private static final String SELECT = ALL + "where p.deleted_at is null ";
  private static final String SELECT_DELETED = ALL + "where p.deleted_at is not null ";

  private ProjectRows() {}

  private record Numbered(long seq, Project project) {}

  /// A tombstone.
  record Tomb(long seq, Project project, Instant deletedAt) {}

  /// The one that was deleted last of those that had the name; or the one of `id`, if it had the
  /// name. Index: project_deleted.
  static Optional<Tomb> deleted(Reading reading, NamespaceId team, Name name, Optional<UUID> id) {
    var query =
        reading
            .handle()
            .createQuery(
                SELECT_DELETED
                    + "and p.namespace_id = :team and p.name_key = :key"
                    + (id.isPresent() ? " and p.id = :id" : "")
                    + " order by p.deleted_at desc, p.seq desc limit 1")
            .bind("team", team.value())
            .bind("key", name.key());
    id.ifPresent(given -> query.bind("id", given));
    return query.map((RowViewMapper<Tomb>) ProjectRows::tomb).findOne();
  }

  /// Newest first. Index: project_deleted.
  static Page<Tomb> deletedPage(Reading reading, NamespaceId team, PageRequest request) {
    var rows =
        reading
            .handle()
            .createQuery(
                SELECT_DELETED
                    + "and p.namespace_id = :team and p.seq < :after order by p.seq desc limit :n")
            .bind("team", team.value())
            .bind("after", request.afterSeq(Long.MAX_VALUE))
            .bind("n", request.limit() + 1)
            .map((RowViewMapper<Tomb>) ProjectRows::tomb)
            .list();
    return Page.of(rows, request.limit(), tomb -> Cursor.of(tomb.seq()));
  }

  /// Makes it live again under `name`; false if somebody else did it meanwhile. Fails on the unique
  /// indexes if name or title is taken.
  static boolean restore(Tx tx, ProjectId id, Name name) {
    return tx.handle()
            .createUpdate(
                """
                update project
                set deleted_at = null, name = :name, name_key = :key, revision = revision + 1
                where id = :id and deleted_at is not null
                """)
            .bind("id", id.value())
            .bind("name", name.text())
            .bind("key", name.key())
            .execute()
        == 1;
  }

  private static Tomb tomb(RowView row) {
    return new Tomb(
        row.getColumn("seq", Long.class), project(row), row.getColumn("deleted_at", Instant.class));
  }

  /// Index: project_by_name.
  static Optional<Project> byName(Reading reading, NamespaceId team, Name name) {
    return reading
        .handle()
        .createQuery(SELECT + "and p.namespace_id = :team and p.name_key = :key")
        .bind("team", team.value())
        .bind("key", name.key())
        .map((RowViewMapper<Project>) ProjectRows::project)
        .findOne();
  }

  static Optional<Project> byId(Reading reading, ProjectId id) {
    return reading
        .handle()
        .createQuery(SELECT + "and p.id = :id")
        .bind("id", id.value())
        .map((RowViewMapper<Project>) ProjectRows::project)
        .findOne();
  }

  /// Newest first. Index: project_by_seq.
  static Page<Project> page(Reading reading, NamespaceId team, PageRequest request) {
    var rows =
        reading
            .handle()
            .createQuery(
                SELECT
                    + "and p.namespace_id = :team and p.seq < :after order by p.seq desc limit :n")
            .bind("team", team.value())
            .bind("after", request.afterSeq(Long.MAX_VALUE))
            .bind("n", request.limit() + 1)
            .map(
                (RowViewMapper<Numbered>)
                    row -> new Numbered(row.getColumn("seq", Long.class), project(row)))
            .list();
    return Page.of(rows, request.limit(), row -> Cursor.of(row.seq())).map(Numbered::project);
  }

  /// False if the name or the title is taken.
  static boolean insert(
      Tx tx,
      ProjectId id,
      NamespaceId team,
      Name name,
      Optional<Title> title,
      String description,
      UserId by,
      Instant now) {
    return tx.handle()
            .createUpdate(
                """
                insert into project
                  (id, namespace_id, name, name_key, title, description, revision, created_at,
                   created_by)
                values (:id, :team, :name, :key, :title, :description, 1, :now, :by)
                on conflict do nothing
                """)
            .bind("id", id.value())
            .bind("team", team.value())
            .bind("name", name.text())
            .bind("key", name.key())
            .bindByType("title", title.map(Title::text).orElse(null), String.class)
            .bind("description", description)
            .bind("now", now)
            .bind("by", by.value())
            .execute()
        == 1;
  }

  /// Writes all that may be edited; the revision grows. Fails on the unique indexes if name or
  /// title is taken.
  static void update(Tx tx, Project project) {
    tx.handle()
        .createUpdate(
            """
            update project
            set name = :name, name_key = :key, title = :title, description = :description,
                revision = revision + 1
            where id = :id
            """)
        .bind("id", project.id().value())
        .bind("name", project.name().text())
        .bind("key", project.name().key())
        .bindByType("title", project.title().map(Title::text).orElse(null), String.class)
        .bind("description", project.description())
        .execute();
  }

  /// Takes the row's lock until the transaction ends; false if it is deleted.
  static boolean lock(Tx tx, ProjectId id) {
    return tx.handle()
            .createUpdate(
                "update project set revision = revision where id = :id and deleted_at is null")
            .bind("id", id.value())
            .execute()
        == 1;
  }

  static void tombstone(Tx tx, ProjectId id, Instant now) {
    tx.handle()
        .createUpdate(
            "update project set deleted_at = :now, revision = revision + 1 where id = :id")
        .bind("id", id.value())
        .bind("now", now)
        .execute();
  }

  private static Project project(RowView row) {
    return new Project(
        new ProjectId(row.getColumn("id", UUID.class)),
        new NamespaceId(row.getColumn("namespace_id", UUID.class)),
        new Name(row.getColumn("team", String.class)),
        new Name(row.getColumn("name", String.class)),
        Optional.ofNullable(row.getColumn("title", String.class)).map(Title::new),
        row.getColumn("description", String.class),
        row.getColumn("revision", Long.class),
        row.getColumn("created_at", Instant.class));
  }
}
