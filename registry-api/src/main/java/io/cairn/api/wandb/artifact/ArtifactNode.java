// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.core.artifact.Ttl;
import io.cairn.core.artifact.VersionView;
import io.cairn.core.attachment.Attachment;
import io.cairn.core.name.Label;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A version as the SDK sees it: always that of its home, also where a link led to it.
///
/// @param view at its home, or where the home may not be read, at a link
/// @param note what the SDK said of it that Cairn has no word for
/// @param artifactSequence the collection of its home
/// @param versionIndex at its home
public record ArtifactNode(
    VersionView view,
    Optional<Attachment> note,
    CollectionNode artifactSequence,
    long versionIndex) {
  private static final long INHERITED = -1;

  static final String STEP = "historyStep";

  public String id() {
    return ArtifactIds.of(view.version());
  }

  public TypeNode artifactType() {
    return artifactSequence.defaultArtifactType();
  }

  public String description() {
    return view.description();
  }

  public String metadata() {
    return view.metadata().toString();
  }

  public long ttlDurationSeconds() {
    return Math.max(0, view.ttl().seconds());
  }

  public boolean ttlIsInherited() {
    return !view.ttl().isOwn();
  }

  /// The SDK's -1: as it is above it; less or nothing: never.
  static Ttl ttl(long seconds) {
    return seconds == INHERITED ? Ttl.BY_RULES : new Ttl(Math.max(0, seconds));
  }

  public List<TagNode> tags() {
    return view.tags().stream().map(Label::text).map(TagNode::of).toList();
  }

  public @Nullable Long historyStep() {
    return number(STEP).orElse(null);
  }

  public String state() {
    return view.isDeleted() ? "DELETED" : "COMMITTED";
  }

  public long size() {
    return view.sizeBytes();
  }

  /// The SDK's own sum where it is known; else the digest, which is nobody else's.
  public String digest() {
    return note.flatMap(Attachment::mark).orElse(view.digest().hex());
  }

  public String digestAlgorithm() {
    return "MANIFEST_MD5";
  }

  /// The digest by which every other client knows it.
  public String commitHash() {
    return view.digest().hex();
  }

  public long fileCount() {
    return view.files() + view.references();
  }

  public Instant createdAt() {
    return view.createdAt();
  }

  public @Nullable Instant updatedAt() {
    return null;
  }

  public List<AliasNode> aliases() {
    return view.isLink()
        ? List.of()
        : view.aliases().stream()
            .map(alias -> AliasNode.of(alias.text(), artifactSequence))
            .toList();
  }

  private Optional<Long> number(String key) {
    return note.map(found -> found.facts().members().get(key))
        .filter(Number.class::isInstance)
        .map(number -> ((Number) number).longValue());
  }
}
