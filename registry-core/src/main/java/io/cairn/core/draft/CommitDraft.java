// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.draft;

import io.cairn.core.access.Principal;
import io.cairn.core.artifact.Collections;
import io.cairn.core.artifact.NewVersions;
import io.cairn.core.artifact.NewVersions.Added;
import io.cairn.core.artifact.NewVersions.Words;
import io.cairn.core.artifact.Ttl;
import io.cairn.core.artifact.VersionContent;
import io.cairn.core.artifact.VersionView;
import io.cairn.core.attachment.Attachment;
import io.cairn.core.attachment.Attachments;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.Blobs;
import io.cairn.core.content.ManifestSummary;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.Tx;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.Label;
import java.util.List;
import java.util.Optional;

/// Makes a draft a version. Every entry's bytes are found present and usable first; what the
/// manifest holds is written down in batches; then one transaction makes the version, its index,
/// aliases, lineage and event. Killed at any instruction, either all of it is there or none.
public final class CommitDraft {
  private final Facts facts;
  private final BlobStore store;
  private final Drafts drafts;
  private final Collections collections;
  private final NewVersions versions;

  public CommitDraft(
      Facts facts, BlobStore store, Drafts drafts, Collections collections, NewVersions versions) {
    this.facts = facts;
    this.store = store;
    this.drafts = drafts;
    this.collections = collections;
    this.versions = versions;
  }

  /// @param description takes the place of the draft's, if there
  /// @param metadata takes the place of the draft's, if there
  /// @param ttl of two that are given to one content the longer one holds
  /// @param attachment is kept beside the version, if that is new
  public record Command(
      List<Label> aliases,
      List<Label> tags,
      Optional<String> description,
      Optional<JsonObject> metadata,
      Optional<Ttl> ttl,
      Optional<Attachment> attachment) {
    /// No time to live, and nothing is kept beside the version.
    public Command(
        List<Label> aliases,
        List<Label> tags,
        Optional<String> description,
        Optional<JsonObject> metadata) {
      this(aliases, tags, description, metadata, Optional.empty(), Optional.empty());
    }

    public Command {
      // The bounds of words are those of the version.
      new Words(
          description.orElse(""),
          metadata.orElse(JsonObject.empty()),
          aliases,
          tags,
          Optional.empty(),
          Optional.empty(),
          ttl);
    }
  }

  /// @throws Failure.Conflict `draft.committed`, `draft.abandoned`, `draft.no-manifest`, or
  ///   `draft.missing-blobs` with the first 100 digests that were not sent
  /// @throws Failure.Gone `draft.expired`
  /// @throws Failure.Invalid field `manifest`, rule `manifest.size`, if an entry's size is not that
  ///   of its bytes
  /// @throws Failure.Forbidden if the actor may no longer write there, or an alias is protected
  public Added run(Principal actor, DraftId id, Command command) {
    var draft = facts.write(tx -> drafts.use(tx, actor, id));
    var manifest =
        draft
            .manifest()
            .orElseThrow(() ->
                new Failure.Conflict(
                    "draft.no-manifest", "the draft has no manifest yet; send it first"));
    var check = new ContentCheck(facts, store, drafts, draft, manifest.digest());
    var base = facts.read(reading -> drafts.base(reading, actor, draft));
    var usesBase = check.requireAll(base.map(VersionView::digest));
    check.writeDown(usesBase ? base.map(VersionView::digest) : Optional.empty());
    var added = facts.write(tx -> commit(tx, actor, id, manifest, command, usesBase));
    drafts.release(id);
    return added;
  }

  private Added commit(
      Tx tx,
      Principal actor,
      DraftId id,
      ManifestSummary manifest,
      Command command,
      boolean usesBase) {
    var draft = drafts.requireOpen(tx, actor, id);
    var now = drafts.timeline().now();
    if (!DraftRows.end(tx, id, DraftState.COMMITTED, now)) {
      throw Drafts.ended(drafts.require(tx, actor, id).state());
    }
    if (!draft.manifest().equals(Optional.of(manifest))) {
      throw new Failure.Conflict(
          "draft.changed", "the draft got another manifest during the commit; commit again");
    }
    var collection =
        collections
            .byId(tx, draft.collection())
            .orElseThrow(() -> new Failure.NotFound("the collection of the draft"));
    var base = drafts.base(tx, actor, draft);
    if (usesBase && base.isEmpty()) {
      throw new Failure.NotFound("the base of the draft");
    }
    Blobs.complete(tx, manifest.digest(), now);
    var content =
        new VersionContent(
            manifest.digest(), manifest.totalFileBytes(), manifest.files(), manifest.references());
    var words =
        new Words(
            command.description().orElse(draft.description()),
            command.metadata().orElse(draft.metadata()),
            command.aliases(),
            command.tags(),
            draft.run(),
            base.map(VersionView::version),
            command.ttl());
    var added = versions.add(tx, actor, collection, content, words);
    var version = added.version().version().value();
    DraftRows.setVersion(tx, id, version);
    command
        .attachment()
        .filter(_ -> added.isNew())
        .ifPresent(attachment -> Attachments.put(tx, version, attachment));
    return added;
  }
}
