// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.api.security.Caller;
import io.cairn.api.wandb.place.Place;
import io.cairn.api.wandb.place.Slug;
import io.cairn.core.artifact.Collection;
import io.cairn.core.artifact.DescribeVersions;
import io.cairn.core.artifact.ReadCollections;
import io.cairn.core.artifact.VersionId;
import io.cairn.core.artifact.VersionView;
import io.cairn.core.attachment.Attachment;
import io.cairn.core.draft.ReadAttachment;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Name;
import io.cairn.core.name.Title;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Makes nodes of versions and collections; of a whole page with a few questions.
@ApplicationScoped
public class ArtifactNodes {
  /// Whose attachments are ours.
  static final String KIND = "wandb";

  private final Caller caller;
  private final ReadCollections readCollections;
  private final DescribeVersions describeVersions;
  private final ReadAttachment readAttachment;

  ArtifactNodes(
      Caller caller,
      ReadCollections readCollections,
      DescribeVersions describeVersions,
      ReadAttachment readAttachment) {
    this.caller = caller;
    this.readCollections = readCollections;
    this.describeVersions = describeVersions;
    this.readAttachment = readAttachment;
  }

  ArtifactNode artifact(VersionView view) {
    return Objects.requireNonNull(artifacts(List.of(view)).get(view.version()));
  }

  MembershipNode membership(VersionView view) {
    return memberships(List.of(view)).getFirst();
  }

  List<MembershipNode> memberships(List<VersionView> views) {
    var artifacts = artifacts(views);
    var collections = new HashMap<CollectionPath, CollectionNode>();
    return views.stream()
        .map(view ->
            new MembershipNode(
                view,
                collections.computeIfAbsent(view.path(), path -> collection(path, view.type())),
                Objects.requireNonNull(artifacts.get(view.version()))))
        .toList();
  }

  /// Of each version the node at its home.
  Map<VersionId, ArtifactNode> artifacts(List<VersionView> views) {
    var links =
        views.stream().filter(VersionView::isLink).map(VersionView::version).distinct().toList();
    var homes = describeVersions.run(caller.principal(), links);
    var notes = readAttachment.run(views, KIND);
    var collections = new HashMap<CollectionPath, CollectionNode>();
    var nodes = new HashMap<VersionId, ArtifactNode>();
    for (var view : views) {
      var home = homes.getOrDefault(view.version(), view);
      nodes.put(
          view.version(), node(home, Optional.ofNullable(notes.get(view.version())), collections));
    }
    return nodes;
  }

  private ArtifactNode node(
      VersionView view,
      Optional<Attachment> note,
      Map<CollectionPath, CollectionNode> collections) {
    // Whose home may not be read is shown as if it were at home where it may.
    var path = view.source().map(VersionView.Source::path).orElse(view.path());
    var index = view.source().map(VersionView.Source::index).orElse(view.index());
    return new ArtifactNode(
        view,
        note,
        collections.computeIfAbsent(path, here -> collection(here, view.type())),
        index);
  }

  /// By its name; the title is asked for only where there may be one.
  CollectionNode collection(CollectionPath path, Name type) {
    return new CollectionNode(path, shown(path), type(type, Place.of(path)), Optional.empty());
  }

  CollectionNode collection(Collection collection) {
    return new CollectionNode(
        collection.path(),
        Slug.shown(collection.path().leaf(), collection.title()),
        type(collection.type(), Place.of(collection.path())),
        Optional.of(collection));
  }

  static TypeNode type(Name type, Place place) {
    return new TypeNode(type, Optional.of(place));
  }

  private String shown(CollectionPath path) {
    Optional<Title> title = Optional.empty();
    if (Slug.mayBeMade(path.leaf())) {
      try {
        title = readCollections.one(caller.principal(), path).title();
      } catch (Failure.NotFound _) {
        // Deleted meanwhile, or not to be read: its name will do.
      }
    }
    return Slug.shown(path.leaf(), title);
  }
}
