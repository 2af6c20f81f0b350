// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The bytes of an answer, which end with an error if nothing comes for a minute while somebody
/// waits for them: a line can go silent behind the headers too, and the caller then goes on over
/// another.
final class WatchedBody extends FilterInputStream {
  private static final Duration SILENCE = Duration.ofSeconds(60);

  private final Duration silence;
  private volatile long waitingSinceNanos;
  private volatile boolean isWaiting;
  private volatile boolean isSilent;
  private final SilenceWatch watch;

  WatchedBody(InputStream in, Duration silence) {
    super(in);
    this.silence = silence;
    this.watch = SilenceWatch.over(this::lastMove, silence, this::giveUp);
  }

  static BodyHandler<InputStream> handler() {
    return _ ->
        BodySubscribers.mapping(
            BodySubscribers.ofInputStream(), in -> new WatchedBody(in, SILENCE));
  }

  /// Whoever reads slowly is not the line's fault.
  private long lastMove() {
    return isWaiting ? waitingSinceNanos : System.nanoTime();
  }

  private void giveUp() {
    isSilent = true;
    try {
      in.close();
    } catch (IOException e) {
      // Whoever waits hears of the silence, which is the cause.
    }
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    waitingSinceNanos = System.nanoTime();
    isWaiting = true;
    try {
      var count = in.read(buffer, offset, length);
      if (count < 0 && isSilent) {
        throw silent(null);
      }
      return count;
    } catch (IOException e) {
      throw isSilent ? silent(e) : e;
    } finally {
      isWaiting = false;
    }
  }

  private IOException silent(@Nullable IOException cause) {
    return new IOException("nothing came for " + silence.toSeconds() + " s", cause);
  }

  @Override
  public void close() throws IOException {
    watch.close();
    super.close();
  }
}
