// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.file;

import java.net.URLConnection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A file of a run or of an artifact, as the SDK sees it.
public record FileNode(
    String id,
    String name,
    String directUrl,
    long sizeBytes,
    @Nullable String mimetype,
    Instant updatedAt) {
  /// @param path its name says what it holds
  public static FileNode of(String id, String path, String url, long sizeBytes, Instant updatedAt) {
    return new FileNode(
        id, path, url, sizeBytes, URLConnection.guessContentTypeFromName(path), updatedAt);
  }

  public String displayName() {
    return name;
  }

  public String url() {
    return directUrl;
  }

  public String storagePath() {
    return name;
  }
}
