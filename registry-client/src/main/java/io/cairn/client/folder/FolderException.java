// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.folder;

import java.io.IOException;
import java.io.Serial;

/// A folder or manifest that cannot be used as it is; the message names the file and the remedy.
public final class FolderException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  /// Who has to act.
  public enum Why {
    /// The folder, a file or a name in it.
    FOLDER,
    /// Bytes that do not hash to what they should.
    DAMAGED
  }

  private final Why why;

  public FolderException(Why why, String message) {
    super(message);
    this.why = why;
  }

  public Why why() {
    return why;
  }
}
