// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.NamespaceId;
import io.cairn.core.access.Principal;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Tx;
import io.cairn.core.json.JsonObject;
import io.cairn.core.lineage.Descendants;
import io.cairn.core.lineage.Node;
import io.cairn.core.lineage.NodeKind;
import io.cairn.core.lineage.UniformLists;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.mapper.RowViewMapper;
import org.jspecify.annotations.Nullable;

/// Tells of a recall, or of its end: at the place itself, at every live link of the version, and to
/// all that came of it: runs that used it, versions that these made, and so on. Each is told where
/// its own readers see it; they learn the digest, not the names of a place that they may not read.
final class RecallNews {
  private static final int LOOK_UP = 1_000;

  private final Events events;

  RecallNews(Events events) {
    this.events = events;
  }

  /// What happened, as the ends of the events' kinds.
  enum What {
    RECALLED("recalled", "upstream-recalled"),
    LIFTED("recall-lifted", "upstream-recall-lifted");

    private final String here;
    private final String upstream;

    What(String here, String upstream) {
      this.here = here;
      this.upstream = upstream;
    }
  }

  private record Link(NamespaceId namespace, CollectionId collection, String path, long index) {}

  /// @param scope the collection of a version; the run itself
  private record Owner(UUID node, UUID namespace, UUID scope) {}

  void tell(Tx tx, Principal actor, VersionView view, What what, String reason) {
    var found = Descendants.of(tx, Node.version(view.version().value()));
    var news = new ArrayList<Events.Told>();
    news.add(
        new Events.Told(
            view.collection().value(),
            "version." + what.here,
            view.namespace().value(),
            "version",
            view.version().value(),
            data(
                reason,
                Map.of(
                    "path", view.path().toString(),
                    "index", view.index(),
                    "digest", view.digest().toString(),
                    "isLink", view.isLink(),
                    "dependants", found.steps().size(),
                    "hasMore", found.hasMore()))));
    if (!view.isLink()) {
      links(tx, view).forEach(link -> news.add(ofLink(link, view, what, reason)));
    }
    var owners = owners(tx, found.steps().keySet());
    found
        .steps()
        .forEach((node, steps) -> {
          var owner = owners.get(node.id());
          if (owner != null) {
            news.add(ofDependant(node, owner, steps, view, what, reason));
          }
        });
    events.appendAll(tx, actor.origin(), news);
  }

  private static Events.Told ofLink(Link link, VersionView view, What what, String reason) {
    return new Events.Told(
        link.collection().value(),
        "version." + what.upstream,
        link.namespace().value(),
        "version",
        view.version().value(),
        data(
            reason,
            Map.of(
                "path", link.path(),
                "index", link.index(),
                "digest", view.digest().toString(),
                "steps", 0)));
  }

  private static Events.Told ofDependant(
      Node node, Owner owner, int steps, VersionView view, What what, String reason) {
    return new Events.Told(
        owner.scope(),
        node.kind().word() + "." + what.upstream,
        owner.namespace(),
        node.kind().word(),
        node.id(),
        data(reason, Map.of("digest", view.digest().toString(), "steps", steps)));
  }

  private static JsonObject data(String reason, Map<String, ?> more) {
    var data = new LinkedHashMap<String, @Nullable Object>(more);
    data.put("reason", reason);
    return JsonObject.of("data", data);
  }

  /// Index: membership_by_version.
  private static List<Link> links(Tx tx, VersionView view) {
    return tx.handle()
        .createQuery(
            """
            select c.id, c.namespace_id, c.name, n.name as namespace, p.name as project, m.version_index
            from membership m
            join collection c on c.id = m.collection_id and c.deleted_at is null
            join namespace n on n.id = c.namespace_id and n.deleted_at is null
            left join project p on p.id = c.project_id
            where m.version_id = :id and m.is_link and m.deleted_at is null
            order by m.seq
            """)
        .bind("id", view.version().value())
        .map(
            (RowViewMapper<Link>)
                row ->
                    new Link(
                        new NamespaceId(row.getColumn("namespace_id", UUID.class)),
                        new CollectionId(row.getColumn("id", UUID.class)),
                        CollectionRows.path(
                                row.getColumn("namespace", String.class),
                                row.getColumn("project", String.class),
                                row.getColumn("name", String.class))
                            .toString(),
                        row.getColumn("version_index", Long.class)))
        .list();
  }

  /// The team or registry of each node. Indexes: unique keys of run and version, in batches.
  private static Map<UUID, Owner> owners(Tx tx, Collection<Node> nodes) {
    var owners = new HashMap<UUID, Owner>();
    for (var kind : NodeKind.values()) {
      var question =
          switch (kind) {
            case RUN -> "select id as node, namespace_id, id as scope from run where id in (<ids>)";
            case VERSION ->
                "select v.id as node, c.namespace_id, c.id as scope from version v"
                    + " join collection c on c.id = v.collection_id where v.id in (<ids>)";
          };
      var ids = nodes.stream().filter(node -> node.kind() == kind).map(Node::id).toList();
      for (var from = 0; from < ids.size(); from += LOOK_UP) {
        var batch = ids.subList(from, Math.min(ids.size(), from + LOOK_UP));
        tx.handle()
            .createQuery(question)
            .bindList("ids", UniformLists.of(batch))
            .map(
                (RowViewMapper<Owner>)
                    row ->
                        new Owner(
                            row.getColumn("node", UUID.class),
                            row.getColumn("namespace_id", UUID.class),
                            row.getColumn("scope", UUID.class)))
            .forEach(owner -> owners.put(owner.node(), owner));
      }
    }
    return owners;
  }
}
