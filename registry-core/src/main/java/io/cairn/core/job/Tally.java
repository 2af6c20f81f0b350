// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.job;

/// How much is done, and how much there is to do as far as is known.
public record Tally(long doneCount, long doneBytes, long totalCount, long totalBytes) {
  public static final Tally NOTHING = new Tally(0, 0, 0, 0);

  public Tally plus(long count, long bytes) {
    return new Tally(doneCount + count, doneBytes + bytes, totalCount, totalBytes);
  }

  public Tally of(long count, long bytes) {
    return new Tally(doneCount, doneBytes, count, bytes);
  }
}
