// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.artifact;

import io.cairn.core.content.BlobStore;
import io.cairn.core.content.ManifestEntry.FileEntry;
import io.cairn.core.content.ManifestSearch;
import io.cairn.core.content.ManifestWalk;
import io.cairn.core.content.VerifyingBlobStore;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.FilePath;
import java.io.InputStream;

/// All that a version holds below a folder, for somebody who may read it; nothing is read before it
/// is asked for.
///
/// @param folder `""` is the whole
/// @param store of the bytes
public record VersionTree(VersionView version, String folder, BlobStore store) {
  /// The entries, in the order of the manifest. The caller closes it.
  public ManifestWalk walk() {
    return ManifestWalk.in(store, version.digest(), folder);
  }

  /// Whether the version has an entry of that path.
  public boolean holds(FilePath path) {
    return ManifestSearch.in(store, version.digest()).find(path).isPresent();
  }

  /// The bytes of a file, hashed on the way: a wrong one ends with [Failure.Corrupt] before its
  /// last byte. The caller closes the stream.
  ///
  /// @throws Failure.Corrupt if the bytes are not there in that length
  public InputStream open(FileEntry file) {
    store.requireWhole(file.digest(), file.sizeBytes());
    return new VerifyingBlobStore(store).open(file.digest());
  }
}
