// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.api.security.Caller;
import io.cairn.api.wandb.graphql.Arguments;
import io.cairn.api.wandb.graphql.LooseJson;
import io.cairn.api.wandb.place.Place;
import io.cairn.api.wandb.place.Places;
import io.cairn.core.access.Permission;
import io.cairn.core.artifact.FindVersion;
import io.cairn.core.artifact.ResolveReference;
import io.cairn.core.artifact.VersionView;
import io.cairn.core.content.BlobStore;
import io.cairn.core.draft.CommitDraft;
import io.cairn.core.draft.Draft;
import io.cairn.core.draft.FindMarked;
import io.cairn.core.draft.NoteOnDraft;
import io.cairn.core.draft.OpenDraft;
import io.cairn.core.draft.PutManifest;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Reference;
import io.cairn.core.name.RunId;
import io.cairn.core.name.Selector;
import io.cairn.core.run.FindRun;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Begins an artifact. Content that `latest` has already is not sent again: it is committed at
/// once, which finds it, adds the run, and moves the aliases.
@ApplicationScoped
public class CreateArtifact {
  private final Caller caller;
  private final Places places;
  private final Titles titles;
  private final FindRun findRun;
  private final FindMarked findMarked;
  private final FindVersion findVersion;
  private final ResolveReference resolve;
  private final OpenDraft openDraft;
  private final NoteOnDraft noteOnDraft;
  private final PutManifest putManifest;
  private final CommitDraft commitDraft;
  private final BlobStore store;

  CreateArtifact(
      Caller caller,
      Places places,
      Titles titles,
      FindRun findRun,
      FindMarked findMarked,
      FindVersion findVersion,
      ResolveReference resolve,
      OpenDraft openDraft,
      NoteOnDraft noteOnDraft,
      PutManifest putManifest,
      CommitDraft commitDraft,
      BlobStore store) {
    this.caller = caller;
    this.places = places;
    this.titles = titles;
    this.findRun = findRun;
    this.findMarked = findMarked;
    this.findVersion = findVersion;
    this.resolve = resolve;
    this.openDraft = openDraft;
    this.noteOnDraft = noteOnDraft;
    this.putManifest = putManifest;
    this.commitDraft = commitDraft;
    this.store = store;
  }

  /// An artifact that is begun, or was there.
  record Begun(String id, String state, Map<String, @Nullable Object> artifactSequence) {}

  Begun run(Arguments input) throws IOException {
    var name =
        input
            .text("artifactCollectionName")
            .or(() -> input.texts("artifactCollectionNames").stream().findFirst())
            .orElseThrow(() ->
                new Failure.Invalid(
                    "artifactCollectionName", "name.required", "the artifact needs a name"));
    var place = places.of(input.text("entityName"), input.text("projectName"));
    var path = place.path(ArtifactNames.collection(name));
    var type = ArtifactNames.type(input.needed("artifactTypeName"));
    titles.keep(path, type, input.text("projectName").orElse(""), name);
    var latest = latest(path);
    var aliases = input.objects("aliases").stream().flatMap(a -> a.text("alias").stream()).toList();
    var tags = input.objects("tags").stream().flatMap(t -> t.text("tagName").stream()).toList();
    // Said now, not after gigabytes were sent.
    ArtifactNames.aliases(aliases);
    ArtifactNames.tags(tags);
    var twin = latest.filter(there -> isTwin(path, there, input));
    var draft =
        openDraft.run(
            caller.principal(),
            new OpenDraft.Command(
                path,
                type,
                run(place, input),
                twin.map(there -> ArtifactNames.at(path, there.index())),
                input.text("description").orElse(""),
                metadata(input)));
    if (twin.isPresent()) {
      return found(draft, twin.get(), aliases, tags);
    }
    noteOnDraft.run(
        caller.principal(),
        draft.id(),
        Notes.KIND,
        _ ->
            Notes.begin(
                aliases,
                tags,
                input.needed("digest"),
                input.number("ttlDurationSeconds"),
                input.number("historyStep"),
                input.text("clientID")));
    return new Begun(ArtifactIds.of(draft.id()), "PENDING", sequence(latest));
  }

  private Optional<VersionView> latest(CollectionPath path) {
    try {
      var latest = new Selector.ByAlias(Selector.LATEST);
      return Optional.of(resolve.live(caller.principal(), new Reference(path, latest)));
    } catch (Failure.NotFound | Failure.Conflict _) {
      return Optional.empty();
    }
  }

  private boolean isTwin(CollectionPath path, VersionView latest, Arguments input) {
    return input.isTrue("enableDigestDeduplication")
        && !input.has("distributedID")
        && findMarked
            .inCollection(caller.principal(), path, ArtifactNodes.KIND, input.needed("digest"))
            .filter(latest.version()::equals)
            .isPresent();
  }

  private Begun found(Draft draft, VersionView twin, List<String> aliases, List<String> tags)
      throws IOException {
    var actor = caller.principal();
    try (var manifest = store.open(twin.digest())) {
      putManifest.run(actor, draft.id(), manifest);
    }
    var added =
        commitDraft.run(
            actor,
            draft.id(),
            new CommitDraft.Command(
                ArtifactNames.aliases(aliases),
                ArtifactNames.tags(tags),
                Optional.empty(),
                Optional.empty()));
    return new Begun(
        ArtifactIds.of(added.version().version()),
        "COMMITTED",
        sequence(Optional.of(findVersion.run(actor, added.version().version()))));
  }

  private Optional<RunId> run(Place place, Arguments input) {
    return switch (place) {
      case Place.InTeam in ->
          input
              .text("runName")
              .filter(text -> !text.isEmpty())
              .map(run ->
                  findRun.run(
                      caller.principal(),
                      places.run(
                          Optional.of(in.team().text()), Optional.of(in.project().text()), run),
                      Permission.WRITE));
      case Place.OfRegistry _ -> Optional.empty();
    };
  }

  private static JsonObject metadata(Arguments input) {
    return input
        .text("metadata")
        .filter(text -> !text.equals("null"))
        .map(text -> JsonObject.of("metadata", LooseJson.object("metadata", text)))
        .orElse(JsonObject.empty());
  }

  private static Map<String, @Nullable Object> sequence(Optional<VersionView> latest) {
    var sequence = new java.util.HashMap<String, @Nullable Object>();
    sequence.put(
        "latestArtifact",
        latest.map(view -> Map.of("id", ArtifactIds.of(view.version()))).orElse(null));
    return sequence;
  }
}
