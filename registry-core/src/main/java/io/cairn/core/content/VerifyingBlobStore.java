// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import io.cairn.core.failure.Failure;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// A store whose whole reads are hashed on the way: for readers that do not verify themselves.
///
/// [#open] never hands out the last byte of a damaged blob: it throws [Failure.Corrupt] instead and
/// puts the blob in quarantine, unless it came over a line, which may be what is damaged: then the
/// next scrub tells. It names no local file, as bytes that the kernel sends are not hashed. Ranges
/// pass as they are. Thread safe if the store beneath is.
public final class VerifyingBlobStore extends ForwardingBlobStore {
  public VerifyingBlobStore(BlobStore store) {
    super(store);
  }

  @Override
  public InputStream open(Digest digest) {
    var in = store.open(digest);
    var sizeBytes = store.sizeBytes(digest);
    if (sizeBytes.isEmpty()) {
      closeQuietly(in);
      throw new Failure.NotFound("blob " + digest);
    }
    return new VerifyingStream(in, digest, sizeBytes.getAsLong());
  }

  @Override
  public Optional<Path> localFile(Digest digest) {
    return Optional.empty();
  }

  /// None: nobody would hash what the other store gives by itself.
  @Override
  public Optional<URI> readableUrl(Digest digest, String disposition) {
    return Optional.empty();
  }

  private static void closeQuietly(InputStream in) {
    try {
      in.close();
    } catch (IOException _) {
      // The blob is gone already, which is what the caller is told.
    }
  }

  /// Passes bytes on, but looks at the sum before the buffer with the last one leaves.
  private final class VerifyingStream extends FilterInputStream {
    private final Digest digest;
    private final Digest.Hasher hasher = new Digest.Hasher();
    private long remaining;
    private boolean isVerified;

    VerifyingStream(InputStream in, Digest digest, long sizeBytes) {
      super(in);
      this.digest = digest;
      this.remaining = sizeBytes;
    }

    @Override
    public int read() throws IOException {
      var one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (remaining == 0) {
        verify();
        return -1;
      }
      var count = in.read(buffer, offset, (int) Math.min(length, remaining));
      if (count < 0) {
        throw corrupt();
      }
      hasher.update(buffer, offset, count);
      remaining -= count;
      if (remaining == 0) {
        verify();
      }
      return count;
    }

    @Override
    public long skip(long count) throws IOException {
      var buffer = new byte[(int) Math.min(8_192, Math.max(0, count))];
      return Math.max(0, read(buffer, 0, buffer.length));
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    private void verify() {
      if (!isVerified && !hasher.finish().matches(digest)) {
        throw corrupt();
      }
      isVerified = true;
    }

    private Failure.Corrupt corrupt() {
      if (store.isNear()) {
        store.quarantine(digest);
      }
      return new Failure.Corrupt(digest.toString());
    }
  }
}
