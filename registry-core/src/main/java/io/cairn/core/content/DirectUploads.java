// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import io.cairn.core.failure.Failure;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/// A store to which clients may send bytes past the server, by a URL that it signs. What they send
/// lies where nobody reads it, and becomes a blob only when it was proved to be what was promised.
///
/// Thread safe; all calls block. A place that does not work throws [Failure.Unavailable].
public interface DirectUploads {
  /// Most bytes of one upload; 0 while it can sign none.
  long maxBytes();

  /// A request by which anybody may send exactly these bytes, for that long.
  ///
  /// @throws Failure.Conflict `upload.unsigned` if it can sign none
  Signed sign(UUID draft, UUID upload, Digest digest, long sizeBytes, Duration lifetime);

  /// What to send, and with which headers; all of them are part of what was signed.
  record Signed(String method, URI url, Map<String, String> headers) {
    public Signed {
      headers = Map.copyOf(headers);
    }
  }

  /// Makes what was sent a blob, durable before this returns. What was sent stays until [#discard]:
  /// so a caller that is killed may call again.
  ///
  /// @throws Failure.NotFound if nothing was sent
  /// @throws Failure.DigestMismatch if other bytes were sent
  void accept(UUID draft, UUID upload, Digest digest, long sizeBytes);

  /// Removes what was sent.
  void discard(UUID draft, UUID upload);
}
