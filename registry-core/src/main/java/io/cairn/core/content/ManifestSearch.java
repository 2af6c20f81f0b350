// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import io.cairn.core.failure.Failure;
import io.cairn.core.name.FilePath;
import io.cairn.core.page.Cursor;
import io.cairn.core.page.Page;
import io.cairn.core.page.PageRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Looks things up in a stored manifest by range reads, without reading it whole: its lines are
/// sorted, so a path among 1,000,000 is found by about fifteen reads of 4 KiB.
///
/// The manifest is trusted to be one that a [ManifestReader] took. Thread safe if the source is.
public final class ManifestSearch {
  // Twice the longest line, so that a block from anywhere holds a whole line if one begins early.
  private static final int BLOCK_BYTES = 2 * ManifestLine.MAX_BYTES;

  // Enough for several lines of usual length. Where it is not, a block is read.
  private static final int STRIDE_BYTES = 4 * 1_024;

  // So many lines are read in turn before the search jumps.
  private static final int NEAR_LINES = 8;

  private static final long FIRST_LINE = ManifestLine.HEADER.length;

  private final Digest manifest;
  private final long sizeBytes;
  private final RangeSource source;

  /// `source` gives ranges of the manifest, which has `sizeBytes` bytes.
  public ManifestSearch(Digest manifest, long sizeBytes, RangeSource source) {
    this.manifest = manifest;
    this.sizeBytes = sizeBytes;
    this.source = source;
  }

  /// Some bytes of something that lies elsewhere.
  @FunctionalInterface
  public interface RangeSource {
    /// `length` bytes from `offset`; fewer only where the whole ends.
    byte[] read(long offset, int length) throws IOException;
  }

  /// Of the manifest `digest`, which a version has.
  ///
  /// @throws Failure.Corrupt if it does not lie in `store`
  public static ManifestSearch in(BlobStore store, Digest digest) {
    var sizeBytes =
        store.sizeBytes(digest).orElseThrow(() -> new Failure.Corrupt(digest.toString()));
    return new ManifestSearch(
        digest,
        sizeBytes,
        (offset, length) -> {
          try (var in = store.openRange(digest, offset, length)) {
            return in.readNBytes(length);
          }
        });
  }

  public Optional<ManifestEntry> find(FilePath path) {
    var entry = seek(PathOrder.bytes(path)).peek();
    return Optional.ofNullable(entry).filter(found -> found.path().equals(path));
  }

  /// All entries below a folder, at any depth, in the order of the manifest; `""` is the whole.
  public Page<ManifestEntry> list(String folder, PageRequest page) {
    var prefix = prefix(folder);
    var from = page.after().map(last -> last.key() + "\0").orElse(prefix);
    var cut = seek(utf8(from));
    var entries = new ArrayList<ManifestEntry>();
    for (var entry = cut.peek();
        entry != null && entries.size() <= page.limit() && isBelow(entry, prefix);
        entry = cut.peek()) {
      entries.add(entry);
      cut.skip();
    }
    return Page.of(entries, page.limit(), entry -> new Cursor(entry.path().text()));
  }

  /// What lies directly in a folder, files and folders mixed, in the order of the manifest; `""` is
  /// the top. Jumps over what lies deeper, so it does not matter how much that is.
  public Page<FolderItem> browse(String folder, PageRequest page) {
    var prefix = prefix(folder);
    var from = page.after().map(ManifestSearch::behind).orElse(prefix);
    var cut = seek(utf8(from));
    var items = new ArrayList<FolderItem>();
    for (var entry = cut.peek();
        entry != null && items.size() <= page.limit() && isBelow(entry, prefix);
        entry = cut.peek()) {
      var item = FolderItem.of(entry, prefix.length());
      items.add(item);
      switch (item) {
        case FolderItem.File _ -> cut.skip();
        case FolderItem.Folder _ -> cut = jump(cut, utf8(behind(cursor(item))));
      }
    }
    return Page.of(items, page.limit(), ManifestSearch::cursor);
  }

  private static Cursor cursor(FolderItem item) {
    return new Cursor(
        switch (item) {
          case FolderItem.File(var entry) -> entry.path().text();
          case FolderItem.Folder(var path) -> path.text() + "/";
        });
  }

  /// The least text that is behind an item and all in it: `0` is the byte behind `/`.
  private static String behind(Cursor item) {
    var key = item.key();
    return key.endsWith("/") ? key.substring(0, key.length() - 1) + "0" : key + "\0";
  }

  private static String prefix(String folder) {
    return folder.isEmpty() ? "" : new FilePath(folder).text() + "/";
  }

  private static boolean isBelow(ManifestEntry entry, String prefix) {
    return entry.path().text().startsWith(prefix);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Where the first line stands whose path comes behind `path`; the end if there is none.
  long offsetBehind(String path) {
    return seek(utf8(path + "\0")).position;
  }

  /// Where the first line stands that is in the folder or behind it; `""` is the top.
  long offsetOf(String folder) {
    return seek(utf8(prefix(folder))).position;
  }

  /// The lines from the first whose path is `key` or behind it.
  private Cut seek(byte[] key) {
    return bisect(key, FIRST_LINE, sizeBytes);
  }

  /// As [#seek], but all of `cut` that came is before the key, and what is near is found soon.
  private Cut jump(Cut cut, byte[] key) {
    for (var i = 0; i < NEAR_LINES; i++) {
      if (!isBefore(cut.peek(), key)) {
        return cut;
      }
      cut.skip();
    }
    var low = cut.position;
    var high = sizeBytes;
    for (var step = (long) STRIDE_BYTES; low + step < high; step *= 4) {
      var probe = probe(low + step, high, key);
      if (probe.isBefore()) {
        low = probe.end();
      } else {
        high = low + step;
      }
    }
    return bisect(key, low, high);
  }

  /// All lines that begin before `low`, where one begins, are before the key; none from `high` on.
  private Cut bisect(byte[] key, long low, long high) {
    while (high - low > STRIDE_BYTES) {
      var middle = low + (high - low) / 2;
      var probe = probe(middle, high, key);
      if (probe.isBefore()) {
        low = probe.end();
      } else {
        high = middle;
      }
    }
    var cut = new Cut(low);
    while (isBefore(cut.peek(), key)) {
      cut.skip();
    }
    return cut;
  }

  private static boolean isBefore(@Nullable ManifestEntry entry, byte[] key) {
    return entry != null && PathOrder.compare(PathOrder.bytes(entry.path()), key) < 0;
  }

  /// Whether the first line that begins at or behind an offset is before a key, and where it ends.
  private record Probe(boolean isBefore, long end) {}

  private Probe probe(long offset, long high, byte[] key) {
    var block = read(offset - 1, STRIDE_BYTES);
    var start = indexAfterLineFeed(block, 0);
    if (start < 0 || indexAfterLineFeed(block, start) < 0) {
      block = read(offset - 1, BLOCK_BYTES);
      start = lineEnd(block, 0);
    }
    if (offset - 1 + start >= high) {
      return new Probe(false, high);
    }
    var end = lineEnd(block, start);
    var entry = ManifestLines.parse(manifest, Arrays.copyOfRange(block, start, end));
    return new Probe(isBefore(entry, key), offset - 1 + end);
  }

  private int lineEnd(byte[] block, int from) {
    var end = indexAfterLineFeed(block, from);
    if (end < 0) {
      throw new Failure.Corrupt(manifest.toString());
    }
    return end;
  }

  /// Negative if there is none.
  private static int indexAfterLineFeed(byte[] block, int from) {
    for (var i = from; i < block.length; i++) {
      if (block[i] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private byte[] read(long offset, int length) {
    try {
      return source.read(offset, length);
    } catch (IOException e) {
      throw new Failure.Unavailable("manifest " + manifest, e);
    }
  }

  /// The lines from some offset on, block by block.
  private final class Cut {
    private long position;
    private byte[] block = new byte[0];
    private int start;
    private int end;
    private @Nullable ManifestEntry peeked;

    Cut(long position) {
      this.position = position;
    }

    /// The entry at the position; null at the end.
    @Nullable ManifestEntry peek() {
      if (peeked == null && position < sizeBytes) {
        if (indexAfterLineFeed(block, start) < 0) {
          block = read(position, BLOCK_BYTES);
          start = 0;
        }
        end = lineEnd(block, start);
        peeked = ManifestLines.parse(manifest, Arrays.copyOfRange(block, start, end));
      }
      return peeked;
    }

    /// Goes behind the entry that was peeked at.
    void skip() {
      position += end - start;
      start = end;
      peeked = null;
    }
  }
}
