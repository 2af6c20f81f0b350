// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.retention;

import java.util.Locale;

/// Why a blob is kept, or why it is not: the first of these that holds.
public enum Need {
  /// A version that lives, in a collection or by a link, holds it or is it.
  VERSIONS,
  /// A version that was deleted and can still be brought back.
  DELETED_VERSIONS,
  /// A version under construction.
  DRAFTS,
  /// A file of a run.
  RUN_FILES,
  /// A face keeps it beside a version that lives, or can still be brought back.
  ATTACHMENTS,
  /// A backup that is being made, or was made and is pinned, counts on it.
  BACKUPS,
  /// Nothing, but it was touched a short while ago.
  GRACE,
  /// Nothing, and it is damaged, with its time to come.
  DAMAGED,
  /// Nothing; it lies in the trash, and its time there is not over.
  TRASH,
  /// Nothing: it goes to the trash.
  DOOM,
  /// Nothing: its bytes go.
  REMOVE;

  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Need of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
