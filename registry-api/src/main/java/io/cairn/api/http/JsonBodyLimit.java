// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import io.cairn.core.failure.Failure;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Stops reading a JSON body at 16 MiB, counted while reading and not by the header.
///
/// A method that takes the bytes themselves is not bound by it, since a file may be called JSON:
/// one that reads JSON out of them takes [#limited].
@Provider
public class JsonBodyLimit implements ReaderInterceptor {
  private static final long MAX_BYTES = 16L << 20;

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
    if (MediaType.APPLICATION_JSON_TYPE.isCompatible(context.getMediaType())
        && !InputStream.class.equals(context.getType())) {
      context.setInputStream(limited(context.getInputStream()));
    }
    return context.proceed();
  }

  /// The body, as far as a JSON body may go.
  public static InputStream limited(InputStream body) {
    return new Counted(body);
  }

  private static final class Counted extends FilterInputStream {
    private long left = MAX_BYTES;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      var value = super.read();
      count(value < 0 ? 0 : 1);
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      var read = super.read(buffer, offset, length);
      count(Math.max(read, 0));
      return read;
    }

    private void count(int bytes) {
      left -= bytes;
      if (left < 0) {
        throw new Failure.TooLarge(
            "body", MAX_BYTES, "a JSON body must be at most " + MAX_BYTES + " bytes");
      }
    }
  }
}
