// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/// What a program says on its two streams, as numbered lines with secrets masked; handed to the
/// spool, and lines that speak to us to the metrics. Safe for many threads.
final class ConsoleLog {
  private final Secrets secrets;
  private final Spool spool;
  private final Metrics metrics;
  private final InstantSource clock;
  private final Stream out = new Stream("stdout");
  private final Stream err = new Stream("stderr");
  private long nextLine;
  private long left;

  ConsoleLog(Secrets secrets, Spool spool, Metrics metrics, InstantSource clock) {
    this.secrets = secrets;
    this.spool = spool;
    this.metrics = metrics;
    this.clock = clock;
  }

  /// One of the two streams of a program.
  final class Stream {
    private final String name;
    private final ConsoleLine line = new ConsoleLine(() -> nextLine++, this::write);

    private Stream(String name) {
      this.name = name;
    }

    void accept(byte[] bytes, int count) {
      synchronized (ConsoleLog.this) {
        line.accept(bytes, count);
      }
    }

    private void write(long number, String text, long cutBytes, boolean isEnded) {
      if (isEnded) {
        metrics.offer(text);
      }
      var masked = isEnded ? secrets.mask(text) : secrets.maskUnfinished(text);
      add(number, cut(masked, cutBytes));
    }

    private void add(long number, String text) {
      if (left > 0 && spool.hasRoom()) {
        // In the place of this line.
        spool.console(number, now(), "stderr", notice(left + 1));
        left = 0;
        return;
      }
      if (left > 0 || !spool.hasRoom()) {
        left++;
        return;
      }
      spool.console(number, now(), name, text);
    }
  }

  Stream out() {
    return out;
  }

  Stream err() {
    return err;
  }

  /// Writes down what stands in lines that are not at their end yet.
  synchronized void tellUnfinished() {
    out.line.tellUnfinished();
    err.line.tellUnfinished();
  }

  synchronized void end() {
    out.line.end();
    err.line.end();
    if (left > 0) {
      spool.console(nextLine++, now(), "stderr", notice(left));
      left = 0;
    }
  }

  /// How many lines there were.
  synchronized long lines() {
    return nextLine;
  }

  private static String notice(long lines) {
    return "[cairn: " + lines + " lines are left out here: more came than could be sent or kept]";
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static String cut(String text, long cutBytes) {
    var max = ConsoleLine.maxCharacters();
    if (text.length() <= max && cutBytes == 0) {
      return text;
    }
    var end = Math.min(text.length(), max);
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    var more = cutBytes + text.length() - end;
    return text.substring(0, end) + " … [cairn: " + more + " more]";
  }

  /// How often unfinished lines are written down.
  static long periodMillis() {
    return TimeUnit.SECONDS.toMillis(1);
  }
}
