// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.access.NamespaceId;
import io.cairn.core.content.Digest;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Label;
import io.cairn.core.name.Name;
import io.cairn.core.name.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A version as it stands in one collection, at its home or as a link, and as one caller may see
/// it.
///
/// @param type the type of the collection
/// @param digest SHA-256 of its manifest
/// @param sizeBytes sum of its files; references not counted
/// @param aliases in the order of their keys, but `latest` first
/// @param description of this place: a link has its own
/// @param metadata of the version: a link shows its home's
/// @param ttl of the version: a link shows its home's
/// @param source where its home is, if this is a link, the home lives, and the caller may read it
/// @param run which run made it first, if there is one and the caller may read its team
/// @param deletedAt when it was taken out of the collection, if it was; only history and the list
///   of what is deleted lead to such
/// @param recall that holds here: spoken here, or at the home of a link
/// @param revision changes with whatever this record shows of the place and the version; opaque
public record VersionView(
    MembershipId id,
    VersionId version,
    CollectionId collection,
    NamespaceId namespace,
    CollectionPath path,
    Name type,
    long index,
    Digest digest,
    long sizeBytes,
    long files,
    long references,
    List<Label> aliases,
    List<Label> tags,
    String description,
    JsonObject metadata,
    Ttl ttl,
    Instant createdAt,
    Name createdBy,
    boolean isLink,
    Optional<Source> source,
    Optional<Producer> run,
    Optional<Instant> deletedAt,
    Optional<Recall> recall,
    String revision) {
  public VersionView {
    aliases = List.copyOf(aliases);
    tags = List.copyOf(tags);
  }

  /// The home of a linked version.
  public record Source(CollectionPath path, long index) {}

  /// The run that made a version: `path` is `team/project/runs/run`.
  public record Producer(RunId id, String path, Optional<String> title) {}

  /// `team/project/collection:v3`
  public String ref() {
    return path + ":v" + index;
  }

  public boolean isDeleted() {
    return deletedAt.isPresent();
  }

  /// @throws Failure.Conflict `version.recalled` with the reason
  void requireNotRecalled() {
    recall.ifPresent(spoken -> {
      throw spoken.refusal(ref(), "v" + index);
    });
  }

  VersionView withLabels(List<Label> aliases, List<Label> tags) {
    return new VersionView(
        id,
        version,
        collection,
        namespace,
        path,
        type,
        index,
        digest,
        sizeBytes,
        files,
        references,
        aliases,
        tags,
        description,
        metadata,
        ttl,
        createdAt,
        createdBy,
        isLink,
        source,
        run,
        deletedAt,
        recall,
        revision);
  }
}
