// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A manifest on its way from a sender to a store: passes its bytes on, but only lines that a
/// [ManifestReader] takes, and shows each entry. So `store.put(upload, new CheckedManifest(…))`
/// keeps a right manifest, and nothing of a wrong one, in one pass and flat memory.
///
/// Reading throws [Failure.Invalid] or [Failure.TooLarge] at the first line that is wrong. Not
/// thread safe; closing closes the body.
public final class CheckedManifest extends InputStream {
  private final InputStream body;
  private final long maxEntries;
  private final Consumer<? super ManifestEntry> eachEntry;
  private final ArrayDeque<byte[]> checked = new ArrayDeque<>();
  private int taken;
  private @Nullable ManifestReader reader;

  /// `eachEntry` is called with every entry, in order, from the thread that reads.
  public CheckedManifest(
      InputStream body, long maxEntries, Consumer<? super ManifestEntry> eachEntry) {
    this.body = body;
    this.maxEntries = maxEntries;
    this.eachEntry = eachEntry;
  }

  /// What the manifest amounts to.
  ///
  /// @throws IllegalStateException if it was not read to its end
  public ManifestSummary summary() {
    if (reader == null || reader.hasNext()) {
      throw new IllegalStateException("the manifest was not read to its end");
    }
    return reader.summary();
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    var count = 0;
    while (count < length) {
      var line = checked.peekFirst();
      if (line == null) {
        if (!checkNext()) {
          break;
        }
        continue;
      }
      var part = Math.min(length - count, line.length - taken);
      System.arraycopy(line, taken, buffer, offset + count, part);
      count += part;
      taken += part;
      if (taken == line.length) {
        checked.removeFirst();
        taken = 0;
      }
    }
    return count == 0 && length > 0 ? -1 : count;
  }

  @Override
  public void close() throws IOException {
    body.close();
  }

  private boolean checkNext() throws IOException {
    try {
      if (reader == null) {
        reader = new ManifestReader(body, maxEntries, checked::addLast);
      } else if (reader.hasNext()) {
        eachEntry.accept(reader.next());
      } else {
        return false;
      }
      return true;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
