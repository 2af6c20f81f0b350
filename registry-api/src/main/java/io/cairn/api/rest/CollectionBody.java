// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cairn.core.artifact.Collection;
import io.cairn.core.name.Label;
import io.cairn.core.name.Title;
import io.cairn.core.project.Deleted;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A collection or registered model on the wire.
@Schema(name = "Collection", description = "A collection of a project, or a registered model")
record CollectionBody(
    @Schema(examples = "models/digits") String path,
    String name,
    @Nullable String title,
    @Schema(examples = "model") String type,
    String description,
    @Schema(description = "Model card, in markdown") String card,
    List<String> tags,
    @Schema(description = "How many live versions it has") long versions,
    @Schema(description = "What `latest` points at", examples = "v3") @Nullable String latest,
    Instant createdAt,
    String createdBy,
    String id,
    @Schema(description = "Only in the list of what is deleted")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Instant deletedAt,
    @Schema(description = "Only in the list of what is deleted: till when it can be brought back")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Instant restorableUntil) {
  static CollectionBody of(Collection collection) {
    return of(collection, null, null);
  }

  static CollectionBody deleted(Deleted<Collection> deleted) {
    return of(deleted.what(), deleted.deletedAt(), deleted.restorableUntil());
  }

  private static CollectionBody of(
      Collection collection, @Nullable Instant deletedAt, @Nullable Instant restorableUntil) {
    return new CollectionBody(
        collection.path().toString(),
        collection.path().leaf().text(),
        collection.title().map(Title::text).orElse(null),
        collection.type().text(),
        collection.description(),
        collection.card(),
        collection.tags().stream().map(Label::text).toList(),
        collection.versions(),
        collection.latest().isPresent() ? "v" + collection.latest().getAsLong() : null,
        collection.createdAt(),
        collection.createdBy().text(),
        collection.id().value().toString(),
        deletedAt,
        restorableUntil);
  }
}
