// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.api.wandb.file.Manifests;
import io.cairn.api.wandb.file.VerifiedAnswer;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.FindVersion;
import io.cairn.core.artifact.VersionId;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.Md5;
import io.cairn.core.content.Md5Stream;
import io.cairn.core.content.PieceStream;
import io.cairn.core.draft.DraftId;
import io.cairn.core.draft.NoteOnDraft;
import io.cairn.core.draft.PutAttachment;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;

/// Takes the SDK's manifests, and gives them back: as they were kept, or made of ours while they
/// are sent.
@ApplicationScoped
public class ManifestDoor implements Manifests {
  private final PutAttachment putAttachment;
  private final NoteOnDraft noteOnDraft;
  private final FindVersion findVersion;
  private final KeptManifests manifests;
  private final BlobStore store;

  ManifestDoor(
      PutAttachment putAttachment,
      NoteOnDraft noteOnDraft,
      FindVersion findVersion,
      KeptManifests manifests,
      BlobStore store) {
    this.putAttachment = putAttachment;
    this.noteOnDraft = noteOnDraft;
    this.findVersion = findVersion;
    this.manifests = manifests;
    this.store = store;
  }

  @Override
  public void take(Principal actor, UUID draft, String part, String md5, InputStream body)
      throws IOException {
    var id = new DraftId(draft);
    var bytes =
        putAttachment.run(actor, id, md5.isEmpty() ? body : new Md5Stream(body, new Md5(md5)));
    noteOnDraft.run(actor, id, Notes.kind(part), before -> Notes.sent(before, bytes));
  }

  @Override
  public Response answer(Principal actor, UUID version, HttpHeaders headers) {
    var view = findVersion.run(actor, new VersionId(version));
    var kept = manifests.kept(view);
    if (kept.isPresent()) {
      return new VerifiedAnswer(
              store, kept.get().digest(), kept.get().sizeBytes(), "wandb_manifest.json")
          .to(headers);
    }
    var entries = manifests.entries(actor, view);
    StreamingOutput output =
        out -> {
          try (var walk = entries.get()) {
            PieceStream.ofTexts(new ManifestText(walk, ArtifactIds.of(view.version())))
                .transferTo(out);
          }
        };
    return Response.ok(output, MediaType.APPLICATION_JSON_TYPE).build();
  }
}
