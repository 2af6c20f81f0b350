// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import io.netty.channel.Channel;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/// The body of a request as a stream, of which some buffers are read ahead.
///
/// The stream of the framework asks the event loop for one buffer at a time, and each of the two
/// threads waits while the other works. Here the event loop reads ahead of the reader, and rests
/// while there is enough. A long body over plain HTTP/1.1 does not pass the framework at all (see
/// [BodyGate#divert]). Nothing is asked for before the first `read`. Not for several readers at
/// once.
final class ReadAheadBody extends InputStream {
  /// Buffers of the framework, of at most [BodyBuffers#MAX_BYTES] each.
  private static final int AHEAD = 8;

  /// A shorter body is here before the way past the framework is laid.
  private static final long LONG_BYTES = 1 << 20;

  private final HttpServerRequest request;
  private final Arrivals arrivals;

  // Of the reader.
  private boolean isBegun;
  private int consumed;

  /// @param patience how long to wait for a byte before the connection is ended
  ReadAheadBody(RoutingContext context, Duration patience) {
    this.request = context.request();
    this.arrivals = new Arrivals(patience, () -> request.connection().close());
    // What comes after the answer is read, so that the next request is found, and dropped.
    context.addEndHandler(_ -> arrivals.drop());
  }

  /// @throws IOException if the body broke off; what had come of it is handed out before
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    begin();
    var copied = 0;
    try {
      while (copied < length) {
        var count = arrivals.read(target, offset + copied, length - copied, copied == 0);
        if (count <= 0) {
          break;
        }
        copied += count;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      var interrupted = new InterruptedIOException("interrupted while the body was read");
      interrupted.initCause(e);
      throw interrupted;
    }
    askForMore();
    return copied == 0 ? -1 : copied;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  /// What is left of the body is read and dropped, behind the back of the caller.
  @Override
  public void close() {
    if (isBegun) {
      arrivals.drop();
      request.fetch(Long.MAX_VALUE);
    }
  }

  private void begin() {
    if (isBegun) {
      return;
    }
    isBegun = true;
    try {
      request
          .pause()
          .handler(this::arrive)
          .endHandler(_ -> arrivals.end(null))
          .exceptionHandler(arrivals::end);
      if (request.version() == HttpVersion.HTTP_1_1
          && "100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
        request.response().writeContinue();
      }
      request.fetch(AHEAD);
      if (isLong()) {
        channel().ifPresent(this::divert);
      }
    } catch (IllegalStateException _) {
      // The request has no body, or the framework took all of it.
      arrivals.end(null);
    }
  }

  /// Lets what waits in the framework come first, and then leads the rest past it.
  private void divert(Channel channel) {
    var gate = channel.pipeline().get(BodyGate.class);
    if (gate == null) {
      return;
    }
    request.fetch(Long.MAX_VALUE);
    channel
        .eventLoop()
        .execute(() -> {
          if (gate.divert(arrivals::arrive)) {
            arrivals.throttle(channel);
          } else {
            request.pause().fetch(AHEAD);
          }
        });
  }

  private void askForMore() {
    consumed += arrivals.takeConsumed();
    if (consumed >= AHEAD / 2) {
      request.fetch(consumed);
      consumed = 0;
    }
  }

  @SuppressWarnings("deprecation") // the one way to the bytes that copies nothing
  private void arrive(Buffer buffer) {
    arrivals.arrive(buffer.getByteBuf());
  }

  private boolean isLong() {
    var length = request.getHeader("Content-Length");
    // The server has refused what is no number.
    return length == null || Long.parseLong(length) >= LONG_BYTES;
  }

  private Optional<Channel> channel() {
    return request.version() != HttpVersion.HTTP_2
            && request.connection() instanceof ConnectionBase connection
        ? Optional.of(connection.channel())
        : Optional.empty();
  }
}
