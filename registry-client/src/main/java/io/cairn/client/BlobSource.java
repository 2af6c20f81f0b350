// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import io.cairn.client.CairnException.Kind;
import io.cairn.reference.ObjectUri;
import io.cairn.reference.Places;
import io.cairn.reference.Recorded;
import io.cairn.reference.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A place where blobs lie as servers and backups keep them: below `blobs/sha256/`, by digest. For
/// many threads.
interface BlobSource extends AutoCloseable {
  /// Empty if it is not there.
  OptionalLong sizeBytes(String digest) throws IOException;

  /// The bytes as they are; the caller closes them.
  ///
  /// @throws NoSuchFileException if it is not there
  InputStream open(String digest) throws IOException;

  @Override
  default void close() {}

  /// @param place a folder, or `s3://bucket/prefix/`, `gs://bucket/prefix/`
  /// @param environment how to speak to a bucket, as its own tools read it
  static BlobSource of(String place, Map<String, String> environment) {
    if (ObjectUri.isOne(place)) {
      return new Bucket(place.endsWith("/") ? place : place + "/", new Places(environment, false));
    }
    var folder = Path.of(place);
    if (!Files.isDirectory(folder)) {
      throw CairnException.usage("there is no folder '" + place + "'");
    }
    return new Folder(folder);
  }

  /// That of a backup, or of a server's data.
  record Folder(Path root) implements BlobSource {
    @Override
    public OptionalLong sizeBytes(String digest) throws IOException {
      var file = BackupFolder.blob(root, digest);
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          ? OptionalLong.of(Files.size(file))
          : OptionalLong.empty();
    }

    @Override
    public InputStream open(String digest) throws IOException {
      return Files.newInputStream(BackupFolder.blob(root, digest), LinkOption.NOFOLLOW_LINKS);
    }
  }

  /// That of a server which keeps its bytes in one.
  record Bucket(String prefix, Places places) implements BlobSource {
    private String uri(String digest) {
      return prefix + "blobs/" + digest.replace(':', '/');
    }

    @Override
    public OptionalLong sizeBytes(String digest) throws IOException {
      try {
        return places
            .look(uri(digest))
            .map(located -> located.found().sizeBytes())
            .orElseGet(OptionalLong::empty);
      } catch (StoreException e) {
        throw translated(e);
      }
    }

    @Override
    public InputStream open(String digest) throws IOException {
      try {
        var blob = Recorded.of(uri(digest), Optional.empty(), Optional.empty());
        return places.open(blob, 0).body();
      } catch (StoreException e) {
        if (e.why() == StoreException.Why.CHANGED) {
          throw new NoSuchFileException(uri(digest));
        }
        throw translated(e);
      }
    }

    private static CairnException translated(StoreException e) {
      var told = OutsideScan.translated(e);
      // Whoever called named the place, and nothing in it.
      var kind = told.kind() == Kind.INTEGRITY ? Kind.REFUSED : told.kind();
      return CairnException.of(kind, "restore.from", told.text(), e);
    }

    @Override
    public void close() {
      places.close();
    }
  }
}
