// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.api.security.Caller;
import io.cairn.api.wandb.graphql.Arguments;
import io.cairn.api.wandb.graphql.FieldRegistry;
import io.cairn.api.wandb.graphql.Fields;
import io.cairn.api.wandb.place.Places;
import io.cairn.core.artifact.LinkVersion;
import io.cairn.core.artifact.LinkVersion.IfLinked;
import io.cairn.core.artifact.VersionView;
import io.cairn.core.draft.FindMarked;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.CollectionPath;
import jakarta.enterprise.context.ApplicationScoped;

/// Links artifacts into registries, and into the project `model-registry` that was before them.
@ApplicationScoped
public class LinkFields implements Fields {
  private final Caller caller;
  private final Places places;
  private final ArtifactIds ids;
  private final ArtifactNodes nodes;
  private final Titles titles;
  private final FindMarked findMarked;
  private final LinkVersion linkVersion;

  LinkFields(
      Caller caller,
      Places places,
      ArtifactIds ids,
      ArtifactNodes nodes,
      Titles titles,
      FindMarked findMarked,
      LinkVersion linkVersion) {
    this.caller = caller;
    this.places = places;
    this.ids = ids;
    this.nodes = nodes;
    this.titles = titles;
    this.findMarked = findMarked;
    this.linkVersion = linkVersion;
  }

  /// A link.
  record Linked(long versionIndex, MembershipNode artifactMembership) {}

  @Override
  public void answer(FieldRegistry fields) {
    fields.mutation("linkArtifact", asked -> link(asked.input()));
  }

  private Linked link(Arguments input) {
    var source = source(input);
    CollectionPath path;
    if (input.has("artifactPortfolioID")) {
      path = CollectionFields.pathOf(input.needed("artifactPortfolioID"));
    } else {
      var name = input.needed("artifactPortfolioName");
      path =
          places
              .of(input.text("entityName"), input.text("projectName"))
              .path(ArtifactNames.collection(name));
      titles.keep(path, source.type(), input.text("projectName").orElse(""), name);
    }
    var aliases =
        input.objects("aliases").stream().flatMap(alias -> alias.text("alias").stream()).toList();
    var linked =
        linkVersion.run(
            caller.principal(),
            new LinkVersion.Command(
                path,
                ArtifactNames.at(source.path(), source.index()),
                ArtifactNames.aliases(aliases),
                IfLinked.RETURN_EXISTING,
                ""));
    return new Linked(linked.version().index(), nodes.membership(linked.version()));
  }

  private VersionView source(Arguments input) {
    if (input.has("artifactID")) {
      return ids.version(input.needed("artifactID"));
    }
    var draft =
        findMarked
            .draft(Notes.KIND, input.needed("clientID"))
            .orElseThrow(() -> new Failure.NotFound("the artifact asked for"));
    return ids.version(ArtifactIds.of(draft));
  }
}
