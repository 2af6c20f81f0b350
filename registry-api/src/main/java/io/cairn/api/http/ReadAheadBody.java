// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The body of a request as a stream, of which some buffers are read ahead.
///
/// The stream of the framework asks the event loop for one buffer at a time, and each of the two
/// threads waits while the other works. Here the event loop has leave to read [#AHEAD] buffers, and
/// is given more leave before it has used that up. Nothing is asked for before the first `read`.
/// Not for several readers at once.
final class ReadAheadBody extends InputStream {
  /// Buffers, of at most [BodyBuffers#MAX_BYTES] each.
  private static final int AHEAD = 8;

  private final HttpServerRequest request;
  private final Duration patience;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrival = lock.newCondition();
  private final ArrayDeque<Buffer> arrived = new ArrayDeque<>();
  private boolean isWhole;
  private boolean isDropped;
  private @Nullable Throwable fault;

  // Of the reader.
  private boolean isBegun;
  private @Nullable Buffer current;
  private int position;
  private int consumed;

  /// @param patience how long to wait for a byte before the connection is ended
  ReadAheadBody(RoutingContext context, Duration patience) {
    this.request = context.request();
    this.patience = patience;
    // What comes after the answer is read, so that the next request is found, and dropped.
    context.addEndHandler(_ -> drop());
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
    while (copied < length && next(copied == 0)) {
      var buffer = Objects.requireNonNull(current);
      var count = Math.min(length - copied, buffer.length() - position);
      buffer.getBytes(position, position + count, target, offset + copied);
      position += count;
      copied += count;
    }
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
      drop();
      request.fetch(Long.MAX_VALUE);
    }
  }

  private void begin() {
    if (isBegun) {
      return;
    }
    isBegun = true;
    try {
      request.pause().handler(this::arrive).endHandler(_ -> end(null)).exceptionHandler(this::end);
      if (request.version() == HttpVersion.HTTP_1_1
          && "100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
        request.response().writeContinue();
      }
      request.fetch(AHEAD);
    } catch (IllegalStateException _) {
      // The request has no body, or the framework took all of it.
      end(null);
    }
  }

  /// Makes a buffer with bytes the current one.
  ///
  /// @return whether there is one
  private boolean next(boolean mayWait) throws IOException {
    if (current != null && position < current.length()) {
      return true;
    }
    current = take(mayWait);
    position = 0;
    if (current == null) {
      return false;
    }
    consumed++;
    if (consumed >= AHEAD / 2) {
      request.fetch(consumed);
      consumed = 0;
    }
    return true;
  }

  private @Nullable Buffer take(boolean mayWait) throws IOException {
    lock.lock();
    try {
      var left = patience.toNanos();
      while (mayWait && arrived.isEmpty() && !isWhole && fault == null && !isDropped) {
        if (left <= 0) {
          request.connection().close();
          throw new IOException("no byte of the body came in " + patience);
        }
        left = arrival.awaitNanos(left);
      }
      var first = arrived.pollFirst();
      if (first == null && mayWait && (fault != null || isDropped)) {
        throw new IOException("the body broke off", fault);
      }
      return first;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      var interrupted = new InterruptedIOException("interrupted while the body was read");
      interrupted.initCause(e);
      throw interrupted;
    } finally {
      lock.unlock();
    }
  }

  private void arrive(Buffer buffer) {
    lock.lock();
    try {
      if (!isDropped && buffer.length() > 0) {
        arrived.addLast(buffer);
        arrival.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  private void end(@Nullable Throwable reason) {
    lock.lock();
    try {
      isWhole = isWhole || reason == null;
      fault = isWhole ? null : reason;
      arrival.signal();
    } finally {
      lock.unlock();
    }
  }

  private void drop() {
    lock.lock();
    try {
      isDropped = true;
      arrived.clear();
      arrival.signal();
    } finally {
      lock.unlock();
    }
  }
}
