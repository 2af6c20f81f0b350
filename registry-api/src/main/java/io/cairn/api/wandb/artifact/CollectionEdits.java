// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.api.security.Caller;
import io.cairn.api.wandb.graphql.Arguments;
import io.cairn.api.wandb.graphql.FieldRegistry;
import io.cairn.api.wandb.graphql.Fields;
import io.cairn.api.wandb.place.Places;
import io.cairn.api.wandb.place.Slug;
import io.cairn.core.artifact.DeleteCollection;
import io.cairn.core.artifact.EditCollection;
import io.cairn.core.artifact.ReadCollections;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Label;
import io.cairn.core.name.Title;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Changes collections, and takes them away.
@ApplicationScoped
public class CollectionEdits implements Fields {
  private final Caller caller;
  private final Places places;
  private final ArtifactNodes nodes;
  private final ReadCollections readCollections;
  private final EditCollection editCollection;
  private final DeleteCollection deleteCollection;

  CollectionEdits(
      Caller caller,
      Places places,
      ArtifactNodes nodes,
      ReadCollections readCollections,
      EditCollection editCollection,
      DeleteCollection deleteCollection) {
    this.caller = caller;
    this.places = places;
    this.nodes = nodes;
    this.readCollections = readCollections;
    this.editCollection = editCollection;
    this.deleteCollection = deleteCollection;
  }

  @Override
  public void answer(FieldRegistry fields) {
    fields
        .mutation("updateArtifactSequence", asked -> update(asked.input(), "artifactSequenceID"))
        .mutation("updateArtifactPortfolio", asked -> update(asked.input(), "artifactPortfolioID"))
        .mutation("deleteArtifactSequence", asked -> delete(asked.input(), "artifactSequenceID"))
        .mutation("deleteArtifactPortfolio", asked -> delete(asked.input(), "artifactPortfolioID"))
        .mutation("moveArtifactSequence", asked -> move(asked.input()))
        .mutation("createArtifactCollectionTagAssignments", asked -> tag(asked.input(), true))
        .mutation("deleteArtifactCollectionTagAssignments", asked -> tag(asked.input(), false));
  }

  private Map<String, Object> update(Arguments input, String id) {
    var path = CollectionFields.pathOf(input.needed(id));
    var name = input.text("name").filter(text -> !text.isEmpty());
    var current = nodes.collection(readCollections.one(caller.principal(), path));
    var isRenamed = name.isPresent() && !name.get().equals(current.name());
    var edit =
        new EditCollection.Edit(
            isRenamed ? name.map(ArtifactNames::collection) : Optional.empty(),
            isRenamed
                ? name.map(text -> Slug.title("name", text))
                : Optional.<Optional<Title>>empty(),
            input.text("description"),
            Optional.empty(),
            Optional.empty());
    var after = editCollection.run(caller.principal(), path, edit, OptionalLong.empty());
    return Map.of("artifactCollection", nodes.collection(after));
  }

  private Map<String, Object> delete(Arguments input, String id) {
    var path = CollectionFields.pathOf(input.needed(id));
    var before = nodes.collection(readCollections.one(caller.principal(), path));
    deleteCollection.run(caller.principal(), path, OptionalLong.empty());
    return Map.of("artifactCollection", before);
  }

  private Map<String, Object> move(Arguments input) {
    var path = CollectionFields.pathOf(input.needed("artifactSequenceID"));
    var current = nodes.collection(readCollections.one(caller.principal(), path));
    var wanted = ArtifactNames.type(input.needed("destinationArtifactTypeName"));
    if (!wanted.key().equals(current.defaultArtifactType().type().key())) {
      throw new Failure.Conflict(
          "collection.type", "the type of a collection stays; log to another collection");
    }
    return Map.of("artifactCollection", current);
  }

  /// Against what it is now: somebody else's tags stay.
  private Map<String, Object> tag(Arguments input, boolean isAdded) {
    CollectionPath path =
        places
            .of(input.text("entityName"), input.text("projectName"))
            .path(ArtifactNames.collection(input.needed("artifactCollectionName")));
    var given =
        ArtifactNames.tags(
            input.objects("tags").stream().flatMap(tag -> tag.text("tagName").stream()).toList());
    var current = readCollections.one(caller.principal(), path);
    var keys = given.stream().map(Label::key).toList();
    var tags = new ArrayList<Label>(current.tags());
    tags.removeIf(tag -> keys.contains(tag.key()));
    if (isAdded) {
      tags.addAll(given);
    }
    var edit =
        new EditCollection.Edit(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.<List<Label>>of(tags));
    editCollection.run(caller.principal(), path, edit, OptionalLong.of(current.revision()));
    return isAdded
        ? Map.of("tags", given.stream().map(Label::text).map(TagNode::of).toList())
        : Map.of("success", true);
  }
}
