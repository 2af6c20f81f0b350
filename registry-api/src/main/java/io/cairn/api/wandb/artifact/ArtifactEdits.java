// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.api.security.Caller;
import io.cairn.api.wandb.graphql.Arguments;
import io.cairn.api.wandb.graphql.FieldRegistry;
import io.cairn.api.wandb.graphql.Fields;
import io.cairn.api.wandb.graphql.LooseJson;
import io.cairn.api.wandb.place.Place;
import io.cairn.api.wandb.place.Places;
import io.cairn.core.artifact.AliasExpectation;
import io.cairn.core.artifact.DeleteVersion;
import io.cairn.core.artifact.EditVersion;
import io.cairn.core.artifact.ListPlaces;
import io.cairn.core.artifact.RemoveAlias;
import io.cairn.core.artifact.SetAlias;
import io.cairn.core.artifact.VersionView;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Label;
import io.cairn.core.name.Selector;
import io.cairn.core.name.Title;
import io.cairn.core.run.RecordInput;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Changes what is said of artifacts, and takes them away.
@ApplicationScoped
public class ArtifactEdits implements Fields {
  private static final Map<String, Boolean> DONE = Map.of("success", true);

  private final Caller caller;
  private final Places places;
  private final ArtifactIds ids;
  private final ArtifactNodes nodes;
  private final ListPlaces listPlaces;
  private final EditVersion editVersion;
  private final Aliases aliases;
  private final DeleteVersion deleteVersion;
  private final RecordInput recordInput;

  ArtifactEdits(
      Caller caller,
      Places places,
      ArtifactIds ids,
      ArtifactNodes nodes,
      ListPlaces listPlaces,
      EditVersion editVersion,
      Aliases aliases,
      DeleteVersion deleteVersion,
      RecordInput recordInput) {
    this.caller = caller;
    this.places = places;
    this.ids = ids;
    this.nodes = nodes;
    this.listPlaces = listPlaces;
    this.editVersion = editVersion;
    this.aliases = aliases;
    this.deleteVersion = deleteVersion;
    this.recordInput = recordInput;
  }

  @Override
  public void answer(FieldRegistry fields) {
    fields
        .mutation("updateArtifact", asked -> update(asked.input()))
        .mutation("deleteArtifact", asked -> delete(asked.input()))
        .mutation("useArtifact", asked -> use(asked.input()))
        .mutation("addAliases", asked -> move(asked.input(), true))
        .mutation("deleteAliases", asked -> move(asked.input(), false))
        .mutation("unlinkArtifact", asked -> unlink(asked.input()));
  }

  private Map<String, Object> update(Arguments input) {
    var view = ids.version(input.needed("artifactID"));
    var edit =
        new EditVersion.Edit(
            input.text("description"),
            input
                .text("metadata")
                .filter(text -> !text.equals("null"))
                .map(text -> JsonObject.of("metadata", LooseJson.object("metadata", text))),
            tags(input, "tagsToAdd"),
            tags(input, "tagsToDelete"),
            input.number("ttlDurationSeconds").map(ArtifactNode::ttl));
    var after =
        editVersion.run(
            caller.principal(),
            ArtifactNames.at(view.path(), view.index()),
            edit,
            Optional.empty());
    return Map.of("artifact", nodes.artifact(after));
  }

  private static List<Label> tags(Arguments input, String field) {
    return ArtifactNames.tags(
        input.objects(field).stream().flatMap(tag -> tag.text("tagName").stream()).toList());
  }

  /// One that people gave names to goes only if they say so; `latest` is no such name.
  private Map<String, Object> delete(Arguments input) {
    var view = ids.version(input.needed("artifactID"));
    var node = nodes.artifact(view);
    deleteVersion.run(
        caller.principal(),
        ArtifactNames.at(view.path(), view.index()),
        new DeleteVersion.Terms(Optional.empty(), input.isTrue("deleteAliases")));
    return Map.of("artifact", node);
  }

  private Map<String, Object> use(Arguments input) {
    var view = ids.version(input.needed("artifactID"));
    var run =
        places.run(input.text("entityName"), input.text("projectName"), input.needed("runName"));
    var role = input.text("usedAs").filter(text -> !text.isBlank()).map(Title::new);
    recordInput.run(caller.principal(), run, view.version().value(), role);
    return Map.of("artifact", nodes.artifact(view));
  }

  private Map<String, Boolean> move(Arguments input, boolean isSet) {
    var view = ids.version(input.needed("artifactID"));
    var known = listPlaces.run(caller.principal(), view.version());
    for (var alias : input.objects("aliases")) {
      var place = places.of(alias.text("entityName"), alias.text("projectName"));
      var path = place.path(ArtifactNames.collection(alias.needed("artifactCollectionName")));
      var index = at(known, path).index();
      for (var label : ArtifactNames.aliases(List.of(alias.needed("alias")))) {
        if (isSet) {
          aliases.set(path, label, index);
        } else {
          aliases.remove(path, label, index);
        }
      }
    }
    return DONE;
  }

  private Map<String, Boolean> unlink(Arguments input) {
    var view = ids.version(input.needed("artifactID"));
    var path = CollectionFields.pathOf(input.needed("artifactPortfolioID"));
    var link = at(listPlaces.run(caller.principal(), view.version()), path);
    if (!link.isLink()) {
      throw new Failure.Conflict("link.home", "the artifact is at home there, and no link");
    }
    deleteVersion.run(
        caller.principal(), ArtifactNames.at(link.path(), link.index()), Optional.empty());
    return DONE;
  }

  private static VersionView at(List<VersionView> known, CollectionPath path) {
    return known.stream()
        .filter(place ->
            Place.of(place.path()).number() == Place.of(path).number()
                && place.path().leaf().key().equals(path.leaf().key()))
        .findFirst()
        .orElseThrow(() -> new Failure.NotFound("the artifact in '" + path + "'"));
  }

  /// Setting and removing aliases.
  @ApplicationScoped
  public static class Aliases {
    private final Caller caller;
    private final SetAlias setAlias;
    private final RemoveAlias removeAlias;

    Aliases(Caller caller, SetAlias setAlias, RemoveAlias removeAlias) {
      this.caller = caller;
      this.setAlias = setAlias;
      this.removeAlias = removeAlias;
    }

    void set(CollectionPath path, Label alias, long index) {
      setAlias.run(
          caller.principal(),
          new SetAlias.Command(
              path, alias, new Selector.ByIndex(index), new AliasExpectation.Anything(), ""));
    }

    /// One that is not there, or elsewhere by now, is no error.
    void remove(CollectionPath path, Label alias, long index) {
      try {
        removeAlias.run(caller.principal(), path, alias, new AliasExpectation.AtIndex(index), "");
      } catch (Failure.NotFound | Failure.Conflict _) {
        // It is not at this artifact.
      }
    }
  }
}
