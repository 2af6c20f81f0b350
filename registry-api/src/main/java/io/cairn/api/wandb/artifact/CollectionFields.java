// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.api.security.Caller;
import io.cairn.api.wandb.graphql.Asked;
import io.cairn.api.wandb.graphql.Connection;
import io.cairn.api.wandb.graphql.FieldRegistry;
import io.cairn.api.wandb.graphql.Fields;
import io.cairn.api.wandb.graphql.MongoFilter;
import io.cairn.api.wandb.graphql.Reads;
import io.cairn.api.wandb.place.GlobalId;
import io.cairn.api.wandb.place.Place;
import io.cairn.api.wandb.place.ProjectNode;
import io.cairn.core.artifact.AliasView;
import io.cairn.core.artifact.Collection;
import io.cairn.core.artifact.ListVersions;
import io.cairn.core.artifact.MembershipId;
import io.cairn.core.artifact.ReadAliases;
import io.cairn.core.artifact.ReadCollections;
import io.cairn.core.artifact.ResolveReference;
import io.cairn.core.artifact.VersionView;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Label;
import io.cairn.core.name.Name;
import io.cairn.core.name.Reference;
import io.cairn.core.name.Selector;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Types, collections and their versions.
@ApplicationScoped
public class CollectionFields implements Fields {
  private static final int PAGE = 50;

  private final Caller caller;
  private final ArtifactNodes nodes;
  private final ReadCollections readCollections;
  private final ListVersions listVersions;
  private final ReadAliases readAliases;
  private final ResolveReference resolve;

  CollectionFields(
      Caller caller,
      ArtifactNodes nodes,
      ReadCollections readCollections,
      ListVersions listVersions,
      ReadAliases readAliases,
      ResolveReference resolve) {
    this.caller = caller;
    this.nodes = nodes;
    this.readCollections = readCollections;
    this.listVersions = listVersions;
    this.readAliases = readAliases;
    this.resolve = resolve;
  }

  static CollectionPath pathOf(String id) {
    return CollectionPath.parse(GlobalId.require(CollectionNode.KIND, id));
  }

  @Override
  public void answer(FieldRegistry fields) {
    fields
        .query(
            "artifactCollection",
            asked -> Reads.orNull(() -> one(pathOf(asked.arguments().needed("id")))))
        .on("Project", "artifactType", this::type)
        .on(
            "Project",
            "artifactCollection",
            asked -> named(asked.of(ProjectNode.class).place(), asked, Optional.empty()))
        .on(
            "Project",
            "artifactCollections",
            asked -> collections(asked.of(ProjectNode.class).place(), asked, Optional.empty()))
        .on(
            "ArtifactType",
            "artifactCollection",
            asked -> {
              var type = asked.of(TypeNode.class);
              return type.place().isEmpty()
                  ? null
                  : named(type.place().get(), asked, Optional.of(type.type()));
            })
        .on(
            "ArtifactType",
            "artifactCollections",
            asked -> {
              var type = asked.of(TypeNode.class);
              return type.place().isEmpty()
                  ? null
                  : collections(type.place().get(), asked, Optional.of(type.type()));
            });
    for (var kind : List.of("ArtifactSequence", "ArtifactPortfolio")) {
      fields
          .on(kind, "aliases", this::aliases)
          .on(kind, "artifacts", this::artifacts)
          .on(kind, "artifactMembership", this::membership);
    }
    fields.on(
        "ArtifactSequence",
        "latestArtifact",
        asked -> {
          // Of one that is just begun it is known already.
          if (!(asked.of(Object.class) instanceof CollectionNode node)) {
            return ((Map<?, ?>) asked.of(Object.class)).get("latestArtifact");
          }
          var latest = version(node.path(), new Selector.ByAlias(Selector.LATEST));
          return latest == null ? null : nodes.artifact(latest);
        });
  }

  CollectionNode one(CollectionPath path) {
    return nodes.collection(readCollections.one(caller.principal(), path));
  }

  private @Nullable CollectionNode named(Place place, Asked asked, Optional<Name> type) {
    return Reads.orNull(() -> {
      var path = place.path(ArtifactNames.collection(asked.arguments().needed("name")));
      var node = one(path);
      return type.isPresent() && !type.get().key().equals(node.defaultArtifactType().type().key())
          ? null
          : node;
    });
  }

  private @Nullable TypeNode type(Asked asked) {
    var place = asked.of(ProjectNode.class).place();
    return Reads.orNull(
        () -> ArtifactNodes.type(ArtifactNames.type(asked.arguments().needed("name")), place));
  }

  Connection<TypeNode> types(Asked asked) {
    var place = asked.of(ProjectNode.class).place();
    var found = new TreeMap<String, TypeNode>();
    for (var type : readCollections.types(caller.principal(), beside(place))) {
      found.putIfAbsent(type.key(), ArtifactNodes.type(type, place));
    }
    return Connection.whole(List.copyOf(found.values()));
  }

  /// A path there; of what is none, no matter.
  private static CollectionPath beside(Place place) {
    return place.path(new Name("any"));
  }

  /// Newest first, or in the order that is asked for. Those of a filter are looked for among all.
  private @Nullable Connection<CollectionNode> collections(
      Place place, Asked asked, Optional<Name> type) {
    var filter = MongoFilter.parse(asked.arguments().text("filters"));
    return Reads.orNull(() -> {
      var order = asked.arguments().text("order").filter(text -> !text.isEmpty());
      if (filter.isEmpty() && order.isEmpty()) {
        var request = Connection.request(asked.arguments(), PAGE);
        var total =
            asked.wants("totalCount")
                ? Long.valueOf(readCollections.count(caller.principal(), beside(place), type))
                : null;
        return Connection.of(page(place, type, request), total, nodes::collection);
      }
      var found =
          all(place, type).stream()
              .map(nodes::collection)
              .filter(node -> filter.holds(key -> value(node, key)));
      var sorted = order.map(text -> found.sorted(Sorting.of(text, CollectionFields::value)));
      return Connection.slice(
          asked.arguments(), PAGE, sorted.orElse(found).toList(), CollectionNode::id);
    });
  }

  static @Nullable Object value(CollectionNode node, String key) {
    return switch (key) {
      case "name" -> node.name();
      case "description" -> node.description();
      case "tag", "tags" ->
          node.details()
              .map(found -> found.tags().stream().map(Label::text).toList())
              .orElse(List.of());
      case "createdAt", "created_at", "updatedAt", "updated_at" ->
          node.createdAt() == null ? null : String.valueOf(node.createdAt());
      case "type" -> node.defaultArtifactType().name();
      default -> null;
    };
  }

  List<Collection> all(Place place, Optional<Name> type) {
    var all = new ArrayList<Collection>();
    Optional<Cursor> after = Optional.empty();
    do {
      var page = page(place, type, new PageRequest(PageRequest.MAX_LIMIT, after));
      all.addAll(page.items());
      after = page.next();
    } while (after.isPresent());
    return all;
  }

  private Page<Collection> page(Place place, Optional<Name> type, PageRequest request) {
    return switch (place) {
      case Place.InTeam(var team, var project) ->
          readCollections.inProject(caller.principal(), team, project, type, request);
      case Place.OfRegistry(var registry) ->
          readCollections.inRegistry(caller.principal(), registry, type, request);
    };
  }

  private Connection<AliasNode> aliases(Asked asked) {
    var node = asked.of(CollectionNode.class);
    var page =
        readAliases.all(
            caller.principal(), node.path(), Connection.request(asked.arguments(), 1_000));
    return Connection.of(page, null, (AliasView view) -> AliasNode.of(view.alias().text(), node));
  }

  /// A version and its number in the collection.
  record VersionEdge(String version, ArtifactNode node) {}

  /// A page of them.
  record VersionEdges(List<VersionEdge> edges, Connection.PageInfo pageInfo, long totalCount) {}

  /// Newest first, or in the order that is asked for.
  private VersionEdges artifacts(Asked asked) {
    var node = asked.of(CollectionNode.class);
    var arguments = asked.arguments();
    var filter = MongoFilter.parse(arguments.text("filters"));
    var order = arguments.text("order").filter(text -> !text.isEmpty());
    if (order.isEmpty() && filter.isOnly("state", "COMMITTED")) {
      var page =
          listVersions.run(caller.principal(), node.path(), Connection.request(arguments, PAGE));
      var next = page.next().map(Cursor::wire).orElse(null);
      return new VersionEdges(
          edges(page.items()),
          new Connection.PageInfo(next, next != null),
          node.details().map(Collection::versions).orElse((long) page.items().size()));
    }
    var found = matches(node.path(), filter, order);
    order.ifPresent(text -> found.sort(Sorting.of(text, (match, _) -> match.value())));
    var slice = Connection.slice(arguments, PAGE, found, match -> "v" + match.index());
    var ids = slice.edges().stream().map(edge -> edge.node().id()).toList();
    return new VersionEdges(
        edges(listVersions.these(caller.principal(), node.path(), ids)),
        slice.pageInfo(),
        Objects.requireNonNull(slice.totalCount()));
  }

  /// What is kept of a version that a filter lets through: there may be very many.
  ///
  /// @param value by which it is ordered
  private record Match(MembershipId id, long index, @Nullable Object value) {}

  private List<VersionEdge> edges(List<VersionView> views) {
    var artifacts = nodes.artifacts(views);
    return views.stream()
        .map(view ->
            new VersionEdge(
                "v" + view.index(), Objects.requireNonNull(artifacts.get(view.version()))))
        .toList();
  }

  private List<Match> matches(CollectionPath path, MongoFilter filter, Optional<String> order) {
    var key = order.map(Sorting::key);
    var found = new ArrayList<Match>();
    Optional<Cursor> after = Optional.empty();
    do {
      var page =
          listVersions.run(caller.principal(), path, new PageRequest(PageRequest.MAX_LIMIT, after));
      page.items().stream()
          .filter(view -> filter.holds(name -> VersionValues.of(view, name)))
          .map(view -> new Match(view.id(), view.index(), value(view, key)))
          .forEach(found::add);
      after = page.next();
    } while (after.isPresent());
    return found;
  }

  private static @Nullable Object value(VersionView view, Optional<String> key) {
    return key.isPresent() ? VersionValues.of(view, key.get()) : null;
  }

  private @Nullable MembershipNode membership(Asked asked) {
    var node = asked.of(CollectionNode.class);
    var found =
        Reads.orNull(() ->
            version(node.path(), ArtifactNames.selector(asked.arguments().needed("aliasName"))));
    return found == null ? null : nodes.membership(found);
  }

  private @Nullable VersionView version(CollectionPath path, Selector selector) {
    return Reads.orNull(() -> resolve.live(caller.principal(), new Reference(path, selector)));
  }
}
