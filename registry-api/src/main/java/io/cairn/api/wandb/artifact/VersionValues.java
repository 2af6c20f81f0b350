// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.core.artifact.VersionView;
import io.cairn.core.name.Label;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a version has under a key of the SDK's filters and orders.
final class VersionValues {
  private static final String METADATA = "metadata.";

  private VersionValues() {}

  static @Nullable Object of(VersionView view, String key) {
    if (key.startsWith(METADATA)) {
      return view.metadata().members().get(key.substring(METADATA.length()));
    }
    return switch (key) {
      case "alias", "aliases" -> view.aliases().stream().map(Label::text).toList();
      case "tag", "tags" -> view.tags().stream().map(Label::text).toList();
      case "createdAt", "created_at", "updatedAt", "updated_at" -> view.createdAt().toString();
      case "version" -> List.of("v" + view.index(), view.index());
      case "versionIndex", "version_index" -> view.index();
      case "id" -> ArtifactIds.of(view.version());
      case "size", "artifact_size" -> view.sizeBytes();
      case "description" -> view.description();
      case "state" -> "COMMITTED";
      default -> null;
    };
  }
}
