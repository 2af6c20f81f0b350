// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.api.security.Caller;
import io.cairn.api.wandb.graphql.Arguments;
import io.cairn.api.wandb.graphql.LooseJson;
import io.cairn.api.wandb.place.Place;
import io.cairn.api.wandb.place.Places;
import io.cairn.core.access.Permission;
import io.cairn.core.artifact.LogAgain;
import io.cairn.core.artifact.NewVersions;
import io.cairn.core.artifact.ResolveReference;
import io.cairn.core.artifact.VersionView;
import io.cairn.core.draft.Draft;
import io.cairn.core.draft.FindMarked;
import io.cairn.core.draft.NoteOnDraft;
import io.cairn.core.draft.OpenDraft;
import io.cairn.core.draft.ShareDraft;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Reference;
import io.cairn.core.name.RunId;
import io.cairn.core.name.Selector;
import io.cairn.core.run.FindRun;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Begins an artifact. Content that `latest` has already is not sent again: it is committed at
/// once, which finds it, adds the run, and moves the aliases.
@ApplicationScoped
public class CreateArtifact {
  private static final int MAX_WORD = 256;

  private final Caller caller;
  private final Places places;
  private final Titles titles;
  private final FindRun findRun;
  private final FindMarked findMarked;
  private final ResolveReference resolve;
  private final OpenDraft openDraft;
  private final NoteOnDraft noteOnDraft;
  private final ShareDraft shareDraft;
  private final LogAgain logAgain;

  CreateArtifact(
      Caller caller,
      Places places,
      Titles titles,
      FindRun findRun,
      FindMarked findMarked,
      ResolveReference resolve,
      OpenDraft openDraft,
      NoteOnDraft noteOnDraft,
      ShareDraft shareDraft,
      LogAgain logAgain) {
    this.caller = caller;
    this.places = places;
    this.titles = titles;
    this.findRun = findRun;
    this.findMarked = findMarked;
    this.resolve = resolve;
    this.openDraft = openDraft;
    this.noteOnDraft = noteOnDraft;
    this.shareDraft = shareDraft;
    this.logAgain = logAgain;
  }

  /// An artifact that is begun, or was there.
  record Begun(String id, String state, Map<String, @Nullable Object> artifactSequence) {}

  Begun run(Arguments input) {
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
    var words =
        new Notes.Words(
            aliases,
            tags,
            input.needed("digest"),
            input.number("ttlDurationSeconds"),
            input.number("historyStep"),
            input.text("clientID"),
            run(place, input));
    var twin = latest.filter(there -> there.type().equals(type) && isTwin(path, there, input));
    if (twin.isPresent()) {
      var again = again(twin.get(), words, input);
      if (again.isPresent()) {
        return again.get();
      }
    }
    var draft =
        open(
            new OpenDraft.Command(
                path,
                type,
                words.run(),
                Optional.empty(),
                input.text("description").orElse(""),
                metadata(input)),
            input.text("distributedID").filter(id -> !id.isEmpty()));
    noteOnDraft.run(
        caller.principal(), draft.id(), Notes.KIND, before -> Notes.begin(before, words));
    return new Begun(ArtifactIds.of(draft.id()), "PENDING", sequence(latest));
  }

  /// Those who log under one word fill one draft.
  private Draft open(OpenDraft.Command command, Optional<String> shared) {
    if (shared.isEmpty()) {
      return openDraft.run(caller.principal(), command);
    }
    if (shared.get().length() > MAX_WORD) {
      throw new Failure.Invalid(
          "distributedID", "id.length", "a distributed id has at most " + MAX_WORD + " characters");
    }
    return shareDraft.run(caller.principal(), command, Notes.SHARED, shared.get());
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

  /// Empty if it was deleted meanwhile.
  private Optional<Begun> again(VersionView twin, Notes.Words words, Arguments input) {
    try {
      var added =
          logAgain.run(
              caller.principal(),
              twin.version(),
              new NewVersions.Words(
                  input.text("description").orElse(""),
                  metadata(input),
                  ArtifactNames.aliases(words.aliases()),
                  ArtifactNames.tags(words.tags()),
                  words.run(),
                  Optional.empty(),
                  words.ttl().map(ArtifactNode::ttl)));
      return Optional.of(
          new Begun(
              ArtifactIds.of(added.version().version()),
              "COMMITTED",
              sequence(Optional.of(added.version()))));
    } catch (Failure.NotFound _) {
      return Optional.empty();
    }
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
