// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.NamespaceId;
import io.cairn.core.access.ReadableNamespaces;
import io.cairn.core.content.Digest;
import io.cairn.core.fact.Reading;
import io.cairn.core.json.JsonObject;
import io.cairn.core.lineage.UniformLists;
import io.cairn.core.name.CollectionPath.InProject;
import io.cairn.core.name.CollectionPath.InRegistry;
import io.cairn.core.name.Name;
import io.cairn.core.name.Reference;
import io.cairn.core.name.RunId;
import io.cairn.core.name.Selector;
import io.cairn.core.name.Selector.ByAlias;
import io.cairn.core.name.Selector.ByAliasAt;
import io.cairn.core.name.Selector.ByDigest;
import io.cairn.core.name.Selector.ByFormerHolder;
import io.cairn.core.name.Selector.ByIndex;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jdbi.v3.core.result.RowView;
import org.jdbi.v3.core.statement.Query;

/// Asks for versions in their places: live memberships of live collections, each with aliases and
/// tags in one further question, however many they are. Where a selector asks the history of an
/// alias, the membership may be deleted.
final class Versions {
  private static final String COLUMNS =
      """
      select m.id, m.version_id, m.collection_id, m.version_index, m.is_link, m.description,
             m.revision, m.created_at, m.deleted_at, c.namespace_id, c.name, c.type,
             p.name as project, n.name as namespace, v.manifest, v.size_bytes, v.file_count, v.reference_count,
             v.metadata, v.ttl_seconds, v.revision as version_revision, u.name as created_by,
             r.id as run_id, r.name as run_name, r.title as run_title, rp.name as run_project,
             rn.name as run_team,
             h.version_index as home_index, hc.name as home_name, hp.name as home_project,
             hn.name as home_namespace,
             coalesce(kh.reason, k.reason) as recall_reason,
             coalesce(kh.recalled_at, k.recalled_at) as recalled_at, ku.name as recalled_by
      """;

  // The home is joined only where it is another place, lives, and may be read by the caller; the
  // run only where its team may be read.
  private static final String PLACES =
      """
      from collection c
      join namespace n on n.id = c.namespace_id and n.deleted_at is null
      left join project p on p.id = c.project_id
      join membership m on m.collection_id = c.id
      join version v on v.id = m.version_id
      left join app_user u on u.id = m.created_by
      left join membership h on m.is_link and h.id = v.home_id and h.deleted_at is null
      left join collection hc on hc.id = h.collection_id and %s
      left join project hp on hp.id = hc.project_id
      left join namespace hn on hn.id = hc.namespace_id
      left join run r on r.id = v.run_id and r.deleted_at is null and %s
      left join project rp on rp.id = r.project_id
      left join namespace rn on rn.id = r.namespace_id
      left join recall k on k.membership_id = m.id
      left join recall kh on m.is_link and kh.membership_id = v.home_id
      left join app_user ku on ku.id = coalesce(kh.recalled_by, k.recalled_by)
      """;

  private static final String LIVE = "where m.deleted_at is null and c.deleted_at is null ";
  private static final String DELETED = "where m.deleted_at is not null and c.deleted_at is null ";
  private static final String LIVE_OR_DELETED = "where c.deleted_at is null ";

  private final ReadableNamespaces readable;
  private final String places;

  /// For one caller, who decides which homes of links are shown.
  Versions(ReadableNamespaces readable) {
    this.readable = readable;
    this.places =
        PLACES.formatted(
            readable.condition("hc.namespace_id"), readable.condition("r.namespace_id"));
  }

  /// By present names, in one question. Indexes: namespace, project_by_name, collection_by_name,
  /// then the primary key of alias, alias_move_by_time, alias_move_by_alias, (collection_id,
  /// version_index) or version_by_manifest.
  Optional<VersionView> byReference(Reading reading, NamespaceId namespace, Reference reference) {
    var place =
        switch (reference.path()) {
          case InProject _ ->
              """
              and c.parent_id = (select id from project where namespace_id = :namespace
                and name_key = :project and deleted_at is null)
              and c.name_key = :name
              """;
          case InRegistry _ -> "and c.parent_id = :namespace and c.name_key = :name ";
        };
    var query =
        query(reading, reference.selector(), place)
            .bind("namespace", namespace.value())
            .bind("name", reference.path().leaf().key());
    if (reference.path() instanceof InProject p) {
      query.bind("project", p.project().key());
    }
    return one(reading, bind(query, reference.selector()));
  }

  Optional<VersionView> inCollection(Reading reading, CollectionId collection, Selector selector) {
    var query =
        query(reading, selector, "and c.id = :collection ").bind("collection", collection.value());
    return one(reading, bind(query, selector));
  }

  Optional<VersionView> byId(Reading reading, MembershipId id) {
    return one(reading, query(reading, "and m.id = :id").bind("id", id.value()));
  }

  /// The live ones of these places, in the order given; of at most a page.
  List<VersionView> byIds(Reading reading, List<MembershipId> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    var found = new HashMap<MembershipId, VersionView>();
    query(reading, "and m.id in (<ids>)")
        .bindList("ids", UniformLists.of(ids.stream().map(MembershipId::value).toList()))
        .map((RowViewMapper<VersionView>) Versions::view)
        .forEach(view -> found.put(view.id(), view));
    return Labels.onto(reading, ids.stream().map(found::get).filter(Objects::nonNull).toList());
  }

  /// Newest first. Index: (collection_id, version_index).
  Page<VersionView> page(Reading reading, CollectionId collection, PageRequest request) {
    return page(reading, LIVE, collection, request);
  }

  /// What was deleted out of a live collection, newest version first. Index: membership_deleted.
  Page<VersionView> deletedPage(Reading reading, CollectionId collection, PageRequest request) {
    return page(reading, DELETED, collection, request);
  }

  private Page<VersionView> page(
      Reading reading, String living, CollectionId collection, PageRequest request) {
    var rows =
        readable
            .bind(
                reading
                    .handle()
                    .createQuery(
                        COLUMNS
                            + places
                            + living
                            + "and m.collection_id = :collection and m.version_index < :after"
                            + " order by m.version_index desc limit :n"))
            .bind("collection", collection.value())
            .bind("after", request.afterSeq(Long.MAX_VALUE))
            .bind("n", request.limit() + 1)
            .map((RowViewMapper<VersionView>) Versions::view)
            .list();
    var page = Page.of(rows, request.limit(), view -> Cursor.of(view.index()));
    return new Page<>(Labels.onto(reading, page.items()), page.next());
  }

  /// A place of the version that the caller may read: its home if that is one. Index:
  /// membership_by_version.
  Optional<VersionView> anyPlace(Reading reading, VersionId version) {
    return one(
        reading,
        query(
                reading,
                "and m.version_id = :version and "
                    + readable.condition("c.namespace_id")
                    + " order by m.is_link, m.seq limit 1")
            .bind("version", version.value()));
  }

  /// All places of the version that the caller may read: its home, then links, the oldest first.
  /// Index: membership_by_version.
  List<VersionView> places(Reading reading, VersionId version) {
    var rows =
        query(
                reading,
                "and m.version_id = :version and "
                    + readable.condition("c.namespace_id")
                    + " order by m.is_link, m.seq limit "
                    + ListPlaces.MAX_PLACES)
            .bind("version", version.value())
            .map((RowViewMapper<VersionView>) Versions::view)
            .list();
    return Labels.onto(reading, rows);
  }

  /// As [#anyPlace], of many versions at once.
  Map<VersionId, VersionView> firstPlaces(Reading reading, Collection<VersionId> versions) {
    var rows =
        query(
                reading,
                "and m.version_id in (<ids>) and "
                    + readable.condition("c.namespace_id")
                    + " order by m.is_link, m.seq")
            .bindList("ids", UniformLists.of(versions.stream().map(VersionId::value).toList()))
            .map((RowViewMapper<VersionView>) Versions::view)
            .list();
    var first = new LinkedHashMap<VersionId, VersionView>();
    rows.forEach(view -> first.putIfAbsent(view.version(), view));
    var labelled = Labels.onto(reading, List.copyOf(first.values()));
    labelled.forEach(view -> first.put(view.version(), view));
    return first;
  }

  private Query query(Reading reading, String where) {
    return readable.bind(reading.handle().createQuery(COLUMNS + places + LIVE + where));
  }

  private Query query(Reading reading, Selector selector, String place) {
    var living =
        switch (selector) {
          case ByAlias _, ByIndex _, ByDigest _ -> LIVE;
          case ByAliasAt _, ByFormerHolder _ -> LIVE_OR_DELETED;
        };
    return readable.bind(
        reading.handle().createQuery(COLUMNS + places + living + place + condition(selector)));
  }

  private static Optional<VersionView> one(Reading reading, Query query) {
    var found = query.map((RowViewMapper<VersionView>) Versions::view).list();
    return Labels.onto(reading, found).stream().findFirst();
  }

  private static String condition(Selector selector) {
    return switch (selector) {
      case ByAlias _ ->
          "and m.id = (select membership_id from alias"
              + " where collection_id = c.id and alias_key = :selector)";
      case ByAliasAt _ ->
          "and m.id = (select to_membership_id from alias_move"
              + " where collection_id = c.id and alias_key = :selector and moved_at <= :at"
              + " order by moved_at desc limit 1)";
      case ByFormerHolder _ ->
          "and m.id = (select from_membership_id from alias_move"
              + " where collection_id = c.id and alias_key = :selector"
              + " and from_membership_id is not null order by seq desc limit 1 offset :skipped)";
      case ByIndex _ -> "and m.version_index = :selector";
      case ByDigest _ -> "and v.manifest = :selector order by m.version_index desc limit 1";
    };
  }

  private static Query bind(Query query, Selector selector) {
    return switch (selector) {
      case ByAlias(var alias) -> query.bind("selector", alias.key());
      case ByAliasAt(var alias, var at) -> query.bind("selector", alias.key()).bind("at", at);
      case ByFormerHolder(var alias, var steps) ->
          query.bind("selector", alias.key()).bind("skipped", steps - 1);
      case ByIndex(var index) -> query.bind("selector", index);
      case ByDigest(var sha256) -> query.bind("selector", new Digest(sha256).bytes());
    };
  }

  private static VersionView view(RowView row) {
    var isLink = row.getColumn("is_link", Boolean.class);
    return new VersionView(
        new MembershipId(row.getColumn("id", UUID.class)),
        new VersionId(row.getColumn("version_id", UUID.class)),
        new CollectionId(row.getColumn("collection_id", UUID.class)),
        new NamespaceId(row.getColumn("namespace_id", UUID.class)),
        CollectionRows.path(
            row.getColumn("namespace", String.class),
            row.getColumn("project", String.class),
            row.getColumn("name", String.class)),
        new Name(row.getColumn("type", String.class)),
        row.getColumn("version_index", Long.class),
        Digest.ofBytes(row.getColumn("manifest", byte[].class)),
        row.getColumn("size_bytes", Long.class),
        row.getColumn("file_count", Long.class),
        row.getColumn("reference_count", Long.class),
        List.of(),
        List.of(),
        row.getColumn("description", String.class),
        row.getColumn("metadata", JsonObject.class),
        new Ttl(row.getColumn("ttl_seconds", Long.class)),
        row.getColumn("created_at", Instant.class),
        new Name(row.getColumn("created_by", String.class)),
        isLink,
        source(row),
        run(row),
        Optional.ofNullable(row.getColumn("deleted_at", Instant.class)),
        recall(row),
        String.format(
            Locale.ROOT,
            "%s-%d-%d",
            row.getColumn("id", UUID.class),
            row.getColumn("revision", Long.class),
            row.getColumn("version_revision", Long.class)));
  }

  private static Optional<Recall> recall(RowView row) {
    return Optional.ofNullable(row.getColumn("recall_reason", String.class))
        .map(reason ->
            new Recall(
                reason,
                row.getColumn("recalled_at", Instant.class),
                new Name(row.getColumn("recalled_by", String.class))));
  }

  private static Optional<VersionView.Source> source(RowView row) {
    return Optional.ofNullable(row.getColumn("home_name", String.class))
        .map(name ->
            new VersionView.Source(
                CollectionRows.path(
                    row.getColumn("home_namespace", String.class),
                    row.getColumn("home_project", String.class),
                    name),
                row.getColumn("home_index", Long.class)));
  }

  private static Optional<VersionView.Producer> run(RowView row) {
    return Optional.ofNullable(row.getColumn("run_id", UUID.class))
        .map(id ->
            new VersionView.Producer(
                new RunId(id),
                "%s/%s/runs/%s"
                    .formatted(
                        row.getColumn("run_team", String.class),
                        row.getColumn("run_project", String.class),
                        row.getColumn("run_name", String.class)),
                Optional.ofNullable(row.getColumn("run_title", String.class))));
  }
}
