// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;

/// Makes lines of the bytes of one output stream. Memory is bounded whatever comes: a line keeps
/// its first 16 KiB. A carriage return begins the same line anew, so a progress bar is one line.
///
/// Not safe for many threads.
final class ConsoleLine {
  private static final int MAX_BYTES = 16 << 10;

  /// Longer than any secret we know of, so that none is cut in two where a line is cut.
  private static final int MARGIN_BYTES = 4 << 10;

  /// What a line is when it is told.
  interface Sink {
    /// @param cutBytes how many bytes at its end are left out
    /// @param isEnded false if more of it may come; it is then told again under the same number
    void line(long number, String text, long cutBytes, boolean isEnded);
  }

  private final LongSupplier numbers;
  private final Sink sink;
  private final byte[] buffer = new byte[MAX_BYTES + MARGIN_BYTES];
  private int length;
  private long lostBytes;
  private long number = -1;
  private boolean isReturned;
  private boolean isNews;

  ConsoleLine(LongSupplier numbers, Sink sink) {
    this.numbers = numbers;
    this.sink = sink;
  }

  void accept(byte[] bytes, int count) {
    for (var i = 0; i < count; i++) {
      var each = bytes[i];
      if (each == '\n') {
        begin();
        tell(true);
      } else if (each == '\r') {
        begin();
        isReturned = true;
      } else {
        if (isReturned) {
          length = 0;
          lostBytes = 0;
          isReturned = false;
        }
        begin();
        isNews = true;
        if (length < buffer.length) {
          buffer[length++] = each;
        } else {
          lostBytes++;
        }
      }
    }
  }

  /// Tells of a line that is not at its end, if it has news.
  void tellUnfinished() {
    if (isNews) {
      tell(false);
    }
  }

  /// No more bytes come.
  void end() {
    if (number >= 0) {
      tell(true);
    }
  }

  private void begin() {
    if (number < 0) {
      number = numbers.getAsLong();
    }
  }

  private void tell(boolean isEnded) {
    var text = new String(buffer, 0, length, StandardCharsets.UTF_8);
    sink.line(number, text, lostBytes, isEnded);
    isNews = false;
    if (isEnded) {
      length = 0;
      lostBytes = 0;
      number = -1;
      isReturned = false;
    }
  }

  /// At most so many characters of a line are kept.
  static int maxCharacters() {
    return MAX_BYTES;
  }
}
