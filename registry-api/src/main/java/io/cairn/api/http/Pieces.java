// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Copies bytes in pieces as large as an answer's own (`quarkus.rest.output-buffer-size`): a
/// stream's own way copies 16 KiB at a time.
public final class Pieces {
  private static final int BYTES = 64 << 10;

  private Pieces() {}

  /// All to the end, which is read, so that a stream that verifies has its say.
  ///
  /// @param sizeBytes about how much it is: a small stream needs no large piece
  public static void copy(InputStream in, OutputStream out, long sizeBytes) throws IOException {
    var piece = new byte[Math.clamp(sizeBytes, 1, BYTES)];
    for (var count = in.read(piece); count >= 0; count = in.read(piece)) {
      out.write(piece, 0, count);
    }
  }
}
