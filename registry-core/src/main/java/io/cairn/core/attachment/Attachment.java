// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.attachment;

import io.cairn.core.content.Digest;
import io.cairn.core.json.JsonObject;
import java.util.Optional;

/// Something kept beside a draft or a version. Its bytes are kept as long as those of the version.
///
/// @param kind whose it is, a word of the face's
/// @param bytes if there are any
/// @param mark by which it is found again, if at all
public record Attachment(
    String kind, Optional<Bytes> bytes, Optional<String> mark, JsonObject facts) {
  private static final int MAX_MARK = 256;

  public Attachment {
    if (mark.filter(text -> text.length() > MAX_MARK).isPresent()) {
      throw new IllegalArgumentException("a mark has at most " + MAX_MARK + " characters");
    }
  }

  /// A stored blob.
  public record Bytes(Digest digest, long sizeBytes) {}
}
