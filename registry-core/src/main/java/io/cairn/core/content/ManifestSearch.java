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
/// sorted, so a path among 1,000,000 is found by about a dozen reads of 64 KiB.
///
/// The manifest is trusted to be one that a [ManifestReader] took. Thread safe if the source is.
public final class ManifestSearch {
  // Twice the longest line, so that a block from anywhere holds a whole line if one begins early.
  private static final int BLOCK_BYTES = 2 * ManifestLine.MAX_BYTES;

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

  /// Of the manifest `digest`, which lies in `store`.
  ///
  /// @throws Failure.NotFound if it does not
  public static ManifestSearch in(BlobStore store, Digest digest) {
    var sizeBytes =
        store.sizeBytes(digest).orElseThrow(() -> new Failure.NotFound("manifest " + digest));
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
    var entry = new Cut(firstAtOrAfter(PathOrder.bytes(path))).next();
    return Optional.ofNullable(entry).filter(found -> found.path().equals(path));
  }

  /// All entries below a folder, at any depth, in the order of the manifest; `""` is the whole.
  public Page<ManifestEntry> list(String folder, PageRequest page) {
    var prefix = folder.isEmpty() ? "" : new FilePath(folder).text() + "/";
    var from = page.after().map(last -> last.key() + "\0").orElse(prefix);
    var cut = new Cut(firstAtOrAfter(utf8(from)));
    var entries = new ArrayList<ManifestEntry>();
    for (var entry = cut.next();
        entry != null && entries.size() <= page.limit() && isBelow(entry, prefix);
        entry = cut.next()) {
      entries.add(entry);
    }
    return Page.of(entries, page.limit(), entry -> new Cursor(entry.path().text()));
  }

  /// What lies directly in a folder, files and folders mixed, in the order of the manifest; `""` is
  /// the top. Jumps over what lies deeper.
  public Page<FolderItem> browse(String folder, PageRequest page) {
    var prefix = folder.isEmpty() ? "" : new FilePath(folder).text() + "/";
    var from = page.after().map(ManifestSearch::behind).orElse(prefix);
    var cut = new Cut(firstAtOrAfter(utf8(from)));
    var items = new ArrayList<FolderItem>();
    for (var entry = cut.next();
        entry != null && items.size() <= page.limit() && isBelow(entry, prefix);
        entry = cut.next()) {
      var item = FolderItem.of(entry, prefix.length());
      items.add(item);
      if (item instanceof FolderItem.Folder) {
        cut = new Cut(firstAtOrAfter(utf8(behind(cursor(item)))));
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

  private static boolean isBelow(ManifestEntry entry, String prefix) {
    return entry.path().text().startsWith(prefix);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Offset of the first line whose path is `key` or behind it; the end if there is none.
  private long firstAtOrAfter(byte[] key) {
    // All lines that begin before `low` are before the key, none that begins from `high` on is.
    var low = (long) ManifestLine.HEADER.length;
    var high = sizeBytes;
    while (high - low > BLOCK_BYTES / 2) {
      var middle = low + (high - low) / 2;
      var block = read(middle - 1, BLOCK_BYTES);
      var start = indexAfterLineFeed(block, 0);
      if (middle - 1 + start >= high) {
        high = middle;
        continue;
      }
      var end = indexAfterLineFeed(block, start);
      var entry = parse(Arrays.copyOfRange(block, start, end));
      if (PathOrder.compare(PathOrder.bytes(entry.path()), key) < 0) {
        low = middle - 1 + end;
      } else {
        high = middle;
      }
    }
    var rest = new Cut(low);
    for (var entry = rest.next();
        entry != null && PathOrder.compare(PathOrder.bytes(entry.path()), key) < 0;
        entry = rest.next()) {
      low = rest.position;
    }
    return low;
  }

  private int indexAfterLineFeed(byte[] block, int from) {
    for (var i = from; i < block.length; i++) {
      if (block[i] == '\n') {
        return i + 1;
      }
    }
    throw new Failure.Corrupt(manifest.toString());
  }

  private ManifestEntry parse(byte[] lineWithFeed) {
    try {
      return ManifestLine.read(Arrays.copyOf(lineWithFeed, lineWithFeed.length - 1), 0);
    } catch (Failure.Invalid _) {
      throw new Failure.Corrupt(manifest.toString());
    }
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

    Cut(long position) {
      this.position = position;
    }

    @Nullable ManifestEntry next() {
      if (position >= sizeBytes) {
        return null;
      }
      if (!hasWholeLine()) {
        block = read(position, BLOCK_BYTES);
        start = 0;
      }
      var behind = indexAfterLineFeed(block, start);
      var entry = parse(Arrays.copyOfRange(block, start, behind));
      position += behind - start;
      start = behind;
      return entry;
    }

    private boolean hasWholeLine() {
      for (var i = start; i < block.length; i++) {
        if (block[i] == '\n') {
          return true;
        }
      }
      return false;
    }
  }
}
