// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.api.security.Caller;
import io.cairn.api.wandb.file.Grant;
import io.cairn.api.wandb.file.SignedUrls;
import io.cairn.api.wandb.graphql.Arguments;
import io.cairn.api.wandb.graphql.Connection;
import io.cairn.api.wandb.graphql.FieldRegistry;
import io.cairn.api.wandb.graphql.Fields;
import io.cairn.api.wandb.place.GlobalId;
import io.cairn.core.artifact.VersionView;
import io.cairn.core.content.Md5;
import io.cairn.core.draft.DraftId;
import io.cairn.core.draft.NoteOnDraft;
import io.cairn.core.draft.ReadNote;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.FilePath;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Logging an artifact, from its first word to the commit.
@ApplicationScoped
public class ArtifactUploads implements Fields {
  private static final String MANIFEST = "ArtifactManifest";

  private final Caller caller;
  private final SignedUrls urls;
  private final CreateArtifact create;
  private final CommitArtifact commit;
  private final NoteOnDraft noteOnDraft;
  private final ReadNote readNote;
  private final ArtifactNodes nodes;

  ArtifactUploads(
      Caller caller,
      SignedUrls urls,
      CreateArtifact create,
      CommitArtifact commit,
      NoteOnDraft noteOnDraft,
      ReadNote readNote,
      ArtifactNodes nodes) {
    this.caller = caller;
    this.urls = urls;
    this.create = create;
    this.commit = commit;
    this.noteOnDraft = noteOnDraft;
    this.readNote = readNote;
    this.nodes = nodes;
  }

  /// Where to send bytes.
  record UploadNode(
      String id,
      String name,
      String storagePath,
      @Nullable String uploadUrl,
      List<String> uploadHeaders,
      Map<String, String> artifact) {
    public @Nullable Object uploadMultipartUrls() {
      return null;
    }
  }

  @Override
  public void answer(FieldRegistry fields) {
    fields
        .mutation("createArtifact", asked -> Map.of("artifact", create.run(asked.input())))
        .mutation("createArtifactManifest", asked -> createManifest(asked.input()))
        .mutation("updateArtifactManifest", asked -> updateManifest(asked.input()))
        .mutation("createArtifactFiles", asked -> files(asked.input()))
        .mutation(
            "completeMultipartUploadArtifact",
            _ -> {
              throw new Failure.Conflict("upload.parts", "files are sent whole here, not in parts");
            })
        .mutation("commitArtifact", asked -> commit(asked.input()));
  }

  private Map<String, Object> createManifest(Arguments input) {
    var draft = ArtifactIds.draft(input.needed("artifactID"));
    var note =
        noteOnDraft.run(
            caller.principal(),
            draft,
            Notes.KIND,
            before -> Notes.manifest(before, input.text("type"), input.text("baseArtifactID")));
    return manifest(draft, new Notes(note.facts()).part(), input.text("digest"));
  }

  private Map<String, Object> updateManifest(Arguments input) {
    var id = GlobalId.require(MANIFEST, input.needed("artifactManifestID")).split(":", 2);
    var draft = new DraftId(GlobalId.uuid(MANIFEST, GlobalId.of(MANIFEST, id[0])));
    noteOnDraft.run(
        caller.principal(),
        draft,
        Notes.KIND,
        before -> Notes.manifest(before, Optional.empty(), input.text("baseArtifactID")));
    return manifest(draft, id.length == 2 ? id[1] : "", input.text("digest"));
  }

  private Map<String, Object> manifest(DraftId draft, String part, Optional<String> digest) {
    var md5 = digest.filter(text -> !text.isEmpty()).map(Md5::ofBase64);
    var id = GlobalId.of(MANIFEST, draft.value() + (part.isEmpty() ? "" : ":" + part));
    var file =
        new UploadNode(
            id,
            "wandb_manifest.json",
            "",
            urls.of(new Grant.PutDraftManifest(draft.value(), part, md5.map(Md5::hex).orElse(""))),
            headers(md5),
            Map.of());
    return Map.of("artifactManifest", Map.of("id", id, "file", file));
  }

  /// As many as were asked for, in their order: the SDK counts on it.
  private Map<String, Object> files(Arguments input) {
    var asked = new HashSet<DraftId>();
    var uploads = new ArrayList<UploadNode>();
    for (var spec : input.objects("artifactFiles")) {
      var draft = ArtifactIds.draft(spec.needed("artifactID"));
      if (asked.add(draft)) {
        readNote.run(caller.principal(), draft, Notes.KIND);
      }
      var path = new FilePath(spec.needed("name"));
      var md5 = Md5.ofBase64(spec.needed("md5"));
      uploads.add(
          new UploadNode(
              GlobalId.of("File", draft.value() + ":" + path),
              path.text(),
              path.text(),
              urls.of(new Grant.PutDraftFile(draft.value(), path.text(), md5.hex())),
              headers(Optional.of(md5)),
              Map.of("id", ArtifactIds.of(draft))));
    }
    return Map.of("files", Connection.whole(uploads));
  }

  private static List<String> headers(Optional<Md5> md5) {
    return md5.map(sum -> List.of("Content-MD5:" + sum.base64())).orElse(List.of());
  }

  private Map<String, Object> commit(Arguments input) throws java.io.IOException {
    VersionView version = commit.run(ArtifactIds.draft(input.needed("artifactID")));
    return Map.of("artifact", nodes.artifact(version));
  }
}
