// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.api.security.Caller;
import io.cairn.core.access.Principal;
import io.cairn.core.artifact.LogAgain;
import io.cairn.core.artifact.NewVersions;
import io.cairn.core.artifact.ReadVersionFiles;
import io.cairn.core.artifact.VersionView;
import io.cairn.core.attachment.Attachment;
import io.cairn.core.content.PieceStream;
import io.cairn.core.draft.CommitDraft;
import io.cairn.core.draft.Draft;
import io.cairn.core.draft.DraftId;
import io.cairn.core.draft.FindCommitted;
import io.cairn.core.draft.FindDraftFiles;
import io.cairn.core.draft.FindSums;
import io.cairn.core.draft.PutAttachment;
import io.cairn.core.draft.PutManifest;
import io.cairn.core.draft.ReadNote;
import io.cairn.core.failure.Failure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Makes a version of what the SDK sent: checks its sum, keeps its manifest, writes ours, commits.
@ApplicationScoped
public class CommitArtifact {
  private final Caller caller;
  private final ArtifactIds ids;
  private final KeptManifests manifests;
  private final ReadNote readNote;
  private final FindDraftFiles findFiles;
  private final FindCommitted findCommitted;
  private final FindSums sums;
  private final ReadVersionFiles files;
  private final PutAttachment putAttachment;
  private final PutManifest putManifest;
  private final CommitDraft commitDraft;
  private final LogAgain logAgain;

  CommitArtifact(
      Caller caller,
      ArtifactIds ids,
      KeptManifests manifests,
      ReadNote readNote,
      FindDraftFiles findFiles,
      FindCommitted findCommitted,
      FindSums sums,
      ReadVersionFiles files,
      PutAttachment putAttachment,
      PutManifest putManifest,
      CommitDraft commitDraft,
      LogAgain logAgain) {
    this.caller = caller;
    this.ids = ids;
    this.manifests = manifests;
    this.readNote = readNote;
    this.findFiles = findFiles;
    this.findCommitted = findCommitted;
    this.sums = sums;
    this.files = files;
    this.putAttachment = putAttachment;
    this.putManifest = putManifest;
    this.commitDraft = commitDraft;
    this.logAgain = logAgain;
  }

  /// A commit whose answer was lost is answered again.
  VersionView run(DraftId id) throws IOException {
    var actor = caller.principal();
    ReadNote.Noted noted;
    try {
      noted = readNote.run(actor, id, Notes.KIND);
    } catch (Failure.Conflict e) {
      if (e.code().equals("draft.committed")) {
        return findCommitted.run(actor, id);
      }
      throw e;
    }
    var note = noted.note().orElseThrow(() -> new Failure.NotFound("the artifact asked for"));
    var said = new Notes(note.facts());
    var entries = entries(actor, id, said, note);
    var digest = entries.digest().hex();
    if (said.isWhole() && !said.digest().equals(digest)) {
      throw new Failure.DigestMismatch("md5:" + said.digest(), "md5:" + digest);
    }
    Attachment.Bytes kept;
    try (var walk = entries.walk()) {
      kept =
          putAttachment.run(
              actor, id, PieceStream.ofTexts(new ManifestText(walk, ArtifactIds.of(id))));
    }
    translate(actor, noted.draft(), said, entries);
    var attachment =
        new Attachment(
            ArtifactNodes.KIND, Optional.of(kept), Optional.of(digest), said.ofVersion());
    var command =
        new CommitDraft.Command(
            ArtifactNames.aliases(said.aliases()),
            ArtifactNames.tags(said.tags()),
            Optional.empty(),
            Optional.empty(),
            said.ttl(),
            Optional.of(attachment));
    var version = commitDraft.run(actor, id, command).version();
    // Of several writers each one's run is a producer.
    for (var run : said.runs()) {
      if (!noted.draft().run().equals(Optional.of(run))) {
        logAgain.run(actor, version.version(), NewVersions.Words.by(run));
      }
    }
    return version;
  }

  private WandbEntries entries(Principal actor, DraftId id, Notes said, Attachment note) {
    if (said.parts() > 0) {
      return joined(
          readNote.all(actor, id, Notes.PART).stream()
              .flatMap(part -> part.bytes().stream())
              .<Supplier<WandbEntries.Walk>>map(bytes -> () -> manifests.open(bytes.digest()))
              .toList());
    }
    var sent = note.bytes().orElseThrow(CommitArtifact::noManifest);
    Optional<Supplier<WandbEntries.Walk>> base =
        said.isWhole()
            ? Optional.empty()
            : said.base().map(from -> manifests.entries(actor, ids.version(from)));
    return new WandbEntries(() -> manifests.open(sent.digest()), base);
  }

  /// Of two parts that tell of one path the later one holds.
  private static WandbEntries joined(List<Supplier<WandbEntries.Walk>> parts) {
    var joined =
        parts.stream()
            .map(part -> new WandbEntries(part, Optional.empty()))
            .reduce((below, part) -> new WandbEntries(part.sent(), Optional.of(below::walk)));
    return joined.orElseThrow(CommitArtifact::noManifest);
  }

  private static Failure noManifest() {
    return new Failure.Conflict("draft.no-manifest", "the artifact's manifest was not sent");
  }

  private void translate(Principal actor, Draft draft, Notes said, WandbEntries entries)
      throws IOException {
    try (var walk = entries.walk();
        var earlier = new EarlierArtifacts(actor, draft, said.base(), ids, files, sums)) {
      var resolution =
          new Resolution(walk, paths -> findFiles.run(actor, draft.id(), paths), earlier);
      putManifest.run(actor, draft.id(), PieceStream.ofEntries(resolution));
    }
  }
}
