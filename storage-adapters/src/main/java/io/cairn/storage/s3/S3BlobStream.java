// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.s3;

import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/// Bytes of a blob as they come. A line that breaks is opened again where it broke, a few times.
final class S3BlobStream extends InputStream {
  private static final int MAX_REOPENED = 3;

  private final Source source;
  private final long end;
  private long position;
  private int reopened;
  private ResponseInputStream<GetObjectResponse> in;

  /// Opens a blob anew.
  @FunctionalInterface
  interface Source {
    ResponseInputStream<GetObjectResponse> open(long first);
  }

  S3BlobStream(ResponseInputStream<GetObjectResponse> in, long first, Source source) {
    this.in = in;
    this.source = source;
    this.position = first;
    this.end = first + in.response().contentLength();
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
    while (position < end) {
      try {
        var count = in.read(buffer, offset, (int) Math.min(length, end - position));
        if (count > 0) {
          position += count;
          return count;
        }
        reopen(new IOException("the blob store ended a blob too early"));
      } catch (IOException | SdkException e) {
        reopen(e);
      }
    }
    return -1;
  }

  private void reopen(Exception cause) throws IOException {
    in.abort();
    if (reopened == MAX_REOPENED || Thread.currentThread().isInterrupted()) {
      throw new IOException("the connection to the blob store broke", cause);
    }
    reopened++;
    in = source.open(position);
  }

  @Override
  public int available() throws IOException {
    return position < end ? (int) Math.min(in.available(), end - position) : 0;
  }

  @Override
  public void close() throws IOException {
    if (position < end) {
      // Reading a large rest for the sake of one connection would take longer than a new one.
      in.abort();
    } else {
      in.close();
    }
  }
}
