// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.local;

import io.cairn.core.content.Digest;
import io.cairn.core.content.ListedBlob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which file a digest has. The only builder of paths: it takes digests and nothing else.
final class BlobFiles {
  private static final Pattern BLOB_NAME = Pattern.compile("[0-9a-f]{64}");
  private static final int SHARDS = 256;

  private final DataFolder folder;

  BlobFiles(DataFolder folder) {
    this.folder = folder;
  }

  Path file(Digest digest) {
    return shard(digest).resolve(digest.hex());
  }

  Path shard(Digest digest) {
    return folder.blobs().resolve(digest.hex().substring(0, 2));
  }

  Path quarantine() {
    return folder.quarantine();
  }

  Path quarantined(Digest digest) {
    return quarantine().resolve(digest.hex());
  }

  /// Of a plain file; empty if there is none, or something else stands there.
  Optional<BasicFileAttributes> attributes(Path file) throws IOException {
    try {
      var attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return Optional.of(attributes).filter(BasicFileAttributes::isRegularFile);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    }
  }

  /// Up to `limit` blobs by digest, behind the hex `after`, whose hex begins with `hexPrefix`.
  List<ListedBlob> list(String hexPrefix, String after, int limit) throws IOException {
    var found = new ArrayList<ListedBlob>();
    for (var i = 0; i < SHARDS && found.size() < limit; i++) {
      var shard = "%02x".formatted(i);
      var isWanted = shard.startsWith(hexPrefix) || hexPrefix.startsWith(shard);
      if (isWanted && shard.compareTo(after.substring(0, Math.min(2, after.length()))) >= 0) {
        for (var name : names(shard, hexPrefix, after, limit - found.size())) {
          var digest = new Digest(name);
          attributes(file(digest))
              .map(a -> new ListedBlob(digest, a.size(), a.lastModifiedTime().toInstant()))
              .ifPresent(found::add);
        }
      }
    }
    return found;
  }

  private List<String> names(String shard, String hexPrefix, String after, int limit)
      throws IOException {
    try (var files = Files.list(folder.blobs().resolve(shard))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(hexPrefix) && name.compareTo(after) > 0)
          .filter(name -> BLOB_NAME.matcher(name).matches())
          .sorted()
          .limit(limit)
          .toList();
    }
  }
}
