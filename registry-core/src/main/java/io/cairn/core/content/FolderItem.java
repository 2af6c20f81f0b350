// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import io.cairn.core.name.FilePath;

/// What lies directly in a folder of a version. Folders exist only by what is in them.
public sealed interface FolderItem {
  /// An entry of the manifest.
  record File(ManifestEntry entry) implements FolderItem {}

  /// A folder, with its path from the top of the version.
  record Folder(FilePath path) implements FolderItem {}

  /// What `entry` shows as in the folder whose path, with `/` behind it, has `prefixLength`
  /// characters.
  static FolderItem of(ManifestEntry entry, int prefixLength) {
    var path = entry.path().text();
    var slash = path.indexOf('/', prefixLength);
    return slash < 0 ? new File(entry) : new Folder(new FilePath(path.substring(0, slash)));
  }
}
