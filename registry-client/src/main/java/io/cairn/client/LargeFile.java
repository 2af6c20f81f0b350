// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import io.cairn.client.folder.FolderScan.Found;
import io.cairn.client.folder.Hasher;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// A large file on its way: hashed while it is sent, so that it is read once. What has to be sent
/// again after a line broke is read again, and hashed no second time.
///
/// One body at a time: a new one ends the one before, whose reader may not have noticed yet that
/// its line is gone.
final class LargeFile {
  private static final int BUFFER_BYTES = 256 << 10;

  private final Found file;
  private final FileAccess access;
  private final Progress progress;
  private final MessageDigest sha256 = Hasher.sha256();
  private final ReentrantLock lock = new ReentrantLock();
  private long hashed;
  private long shown;
  private @Nullable Body active;

  LargeFile(Found file, FileAccess access, Progress progress) {
    this.file = file;
    this.access = access;
    this.progress = progress;
  }

  /// The bytes from `offset` up to `end`.
  InputStream body(long offset, long end) throws IOException {
    hashUpTo(offset);
    var body = new Body(access.open(file.file(), offset), offset, end);
    lock.lock();
    try {
      active = body;
      show(offset);
    } finally {
      lock.unlock();
    }
    return body;
  }

  /// Ends the body that is being sent.
  void stop() {
    lock.lock();
    try {
      active = null;
    } finally {
      lock.unlock();
    }
  }

  /// SHA-256 of the whole file, in hex.
  String sha256() throws IOException {
    stop();
    hashUpTo(file.sizeBytes());
    show(file.sizeBytes());
    return HexFormat.of().formatHex(sha256.digest());
  }

  /// Bytes that were sent by an earlier run of the program are read once here.
  private void hashUpTo(long offset) throws IOException {
    stop();
    if (hashed >= offset) {
      return;
    }
    try (var in = access.open(file.file(), hashed)) {
      var buffer = new byte[BUFFER_BYTES];
      while (hashed < offset) {
        var count = in.read(buffer, 0, (int) Math.min(buffer.length, offset - hashed));
        if (count < 0) {
          throw new IOException("'" + file.path() + "' is shorter than it was");
        }
        sha256.update(buffer, 0, count);
        hashed += count;
        if (hashed > shown) {
          progress.already(hashed - shown);
          shown = hashed;
        }
      }
    }
  }

  private void show(long position) {
    progress.bytes(position - shown);
    shown = position;
  }

  private final class Body extends FilterInputStream {
    private final long end;
    private long position;

    Body(InputStream in, long position, long end) {
      super(in);
      this.position = position;
      this.end = end;
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
      if (position == end) {
        return -1;
      }
      var count = in.read(buffer, offset, (int) Math.min(length, end - position));
      if (count < 0) {
        throw new IOException("'" + file.path() + "' is shorter than it was");
      }
      lock.lock();
      try {
        if (active != this) {
          throw new IOException("this body was given up");
        }
        var known = Math.clamp(hashed - position, 0, count);
        sha256.update(buffer, offset + known, count - known);
        position += count;
        hashed = Math.max(hashed, position);
        show(position);
      } finally {
        lock.unlock();
      }
      return count;
    }
  }
}
