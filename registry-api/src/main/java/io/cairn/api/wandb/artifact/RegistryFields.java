// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.api.security.Caller;
import io.cairn.api.wandb.account.EntityNode;
import io.cairn.api.wandb.graphql.Asked;
import io.cairn.api.wandb.graphql.Connection;
import io.cairn.api.wandb.graphql.FieldRegistry;
import io.cairn.api.wandb.graphql.Fields;
import io.cairn.api.wandb.graphql.MongoFilter;
import io.cairn.api.wandb.place.Place;
import io.cairn.api.wandb.place.ProjectNode;
import io.cairn.core.access.ListNamespaces;
import io.cairn.core.access.Namespace;
import io.cairn.core.access.NamespaceKind;
import io.cairn.core.artifact.ListVersions;
import io.cairn.core.artifact.VersionView;
import io.cairn.core.name.Name;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import io.cairn.core.registry.DescribeRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Looking through registries, their collections and versions. What a filter asks is looked for
/// among all that the caller may read.
@ApplicationScoped
public class RegistryFields implements Fields {
  private static final int PAGE = 50;

  private final Caller caller;
  private final ListNamespaces listNamespaces;
  private final DescribeRegistry describeRegistry;
  private final CollectionFields collections;
  private final ListVersions listVersions;
  private final ArtifactNodes nodes;

  RegistryFields(
      Caller caller,
      ListNamespaces listNamespaces,
      DescribeRegistry describeRegistry,
      CollectionFields collections,
      ListVersions listVersions,
      ArtifactNodes nodes) {
    this.caller = caller;
    this.listNamespaces = listNamespaces;
    this.describeRegistry = describeRegistry;
    this.collections = collections;
    this.listVersions = listVersions;
    this.nodes = nodes;
  }

  @Override
  public void answer(FieldRegistry fields) {
    fields
        .on("Entity", "projects", this::registries)
        .on("Entity", "artifactCollections", this::collections)
        .on("Entity", "artifactMemberships", this::memberships)
        .on("Project", "description", this::description)
        .on(
            "Project",
            "allowAllArtifactTypesInRegistry",
            asked -> types(asked.of(ProjectNode.class)).isEmpty())
        .on("Project", "artifactTypes", this::acceptedTypes);
  }

  private List<Name> types(ProjectNode node) {
    return node.place() instanceof Place.OfRegistry(var registry)
        ? describeRegistry.run(caller.principal(), registry).acceptedTypes()
        : List.of();
  }

  /// Of a registry what it takes, of a project what it has.
  private Connection<TypeNode> acceptedTypes(Asked asked) {
    var node = asked.of(ProjectNode.class);
    return node.place() instanceof Place.OfRegistry && asked.arguments().isTrue("includeAll")
        ? Connection.whole(
            types(node).stream().map(type -> ArtifactNodes.type(type, node.place())).toList())
        : collections.types(asked);
  }

  private String description(Asked asked) {
    var node = asked.of(ProjectNode.class);
    return node.place() instanceof Place.OfRegistry(var registry)
        ? describeRegistry.run(caller.principal(), registry).description()
        : node.description();
  }

  private static ProjectNode node(Namespace registry) {
    return new ProjectNode(
        new Place.OfRegistry(registry.name()),
        registry.title(),
        Optional.of(
            new ProjectNode.Details(
                "", registry.isOpen() ? "PRIVATE" : "RESTRICTED", registry.createdAt())));
  }

  private List<ProjectNode> all(Asked asked, String filters) {
    if (!asked.of(EntityNode.class).isOrganization()) {
      return List.of();
    }
    var filter = MongoFilter.parse(asked.arguments().text(filters));
    var found = new ArrayList<ProjectNode>();
    Optional<Cursor> after = Optional.empty();
    do {
      var page =
          listNamespaces.run(
              caller.principal(),
              NamespaceKind.REGISTRY,
              new PageRequest(PageRequest.MAX_LIMIT, after));
      page.items().stream()
          .map(RegistryFields::node)
          .filter(node -> filter.holds(key -> value(node, key)))
          .forEach(found::add);
      after = page.next();
    } while (after.isPresent());
    found.sort(Comparator.comparing(ProjectNode::name));
    return found;
  }

  private @Nullable Object value(ProjectNode node, String key) {
    return switch (key) {
      case "name" -> List.of(node.name(), node.name().substring(Place.REGISTRY_PREFIX.length()));
      case "id" -> node.place().number();
      case "description" ->
          node.place() instanceof Place.OfRegistry(var registry)
              ? describeRegistry.run(caller.principal(), registry).description()
              : "";
      case "createdAt", "created_at", "updatedAt", "updated_at" -> String.valueOf(node.createdAt());
      default -> null;
    };
  }

  private Connection<ProjectNode> registries(Asked asked) {
    var found = all(asked, "filters");
    order(asked).ifPresent(text -> found.sort(Sorting.of(text, RegistryFields::sorted)));
    return Connection.slice(asked.arguments(), PAGE, found, ProjectNode::name);
  }

  private List<CollectionNode> collectionsOf(Asked asked, String filters) {
    var filter = MongoFilter.parse(asked.arguments().text(filters));
    return all(asked, "projectFilters").stream()
        .flatMap(registry -> collections.all(registry.place(), Optional.empty()).stream())
        .map(nodes::collection)
        .filter(node -> filter.holds(key -> CollectionFields.value(node, key)))
        .sorted(Comparator.comparing(node -> node.path().toString()))
        .toList();
  }

  private Connection<CollectionNode> collections(Asked asked) {
    var found = collectionsOf(asked, "filters");
    var sorted =
        order(asked)
            .map(text -> found.stream().sorted(Sorting.of(text, CollectionFields::value)).toList())
            .orElse(found);
    return Connection.slice(asked.arguments(), PAGE, sorted, node -> node.path().toString());
  }

  /// Collection by collection, in each the newest first.
  private Connection<MembershipNode> memberships(Asked asked) {
    var filter = MongoFilter.parse(asked.arguments().text("filters"));
    var request = Connection.request(asked.arguments(), PAGE);
    var from = request.after().map(cursor -> cursor.key().split(" ", 2));
    var found = new ArrayList<VersionView>();
    for (var collection : collectionsOf(asked, "collectionFilters")) {
      var path = collection.path().toString();
      var order = from.map(parts -> path.compareTo(parts[0])).orElse(1);
      if (order < 0) {
        continue;
      }
      var after = order == 0 ? from.map(parts -> new Cursor(parts[1])) : Optional.<Cursor>empty();
      do {
        var page =
            listVersions.run(
                caller.principal(),
                collection.path(),
                new PageRequest(PageRequest.MAX_LIMIT, after));
        page.items().stream()
            .filter(view -> filter.holds(key -> VersionValues.of(view, key)))
            .forEach(found::add);
        after = page.next();
      } while (after.isPresent() && found.size() <= request.limit());
      if (found.size() > request.limit()) {
        break;
      }
    }
    var page =
        Page.of(
            found.subList(0, Math.min(found.size(), request.limit() + 1)),
            request.limit(),
            last -> new Cursor(last.path() + " " + last.index()));
    return Connection.of(
        new Page<>(nodes.memberships(page.items()), page.next()),
        null,
        java.util.function.Function.identity());
  }

  private static Optional<String> order(Asked asked) {
    return asked.arguments().text("order").filter(text -> !text.isEmpty());
  }

  private static @Nullable Object sorted(ProjectNode node, String key) {
    return key.equals("name") ? node.name() : String.valueOf(node.createdAt());
  }
}
