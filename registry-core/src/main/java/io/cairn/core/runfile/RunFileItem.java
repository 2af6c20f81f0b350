// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.runfile;

import io.cairn.core.name.FilePath;

/// What lies directly in a folder of a run. Folders exist only by what is in them.
public sealed interface RunFileItem {
  record File(RunFile file) implements RunFileItem {}

  /// A folder, with its path from the top.
  record Folder(FilePath path) implements RunFileItem {}
}
