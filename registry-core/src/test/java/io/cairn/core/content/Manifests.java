// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import io.cairn.core.content.ManifestEntry.FileEntry;
import io.cairn.core.content.ManifestEntry.ReferenceEntry;
import io.cairn.core.name.FilePath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/// Manifests for tests.
public final class Manifests {
  // Bytes below, at and above '/'; one, two, three and four bytes of UTF-8; U+FF5E and U+1F600 come
  // in another order as UTF-16.
  private static final List<String> SEGMENTS =
      List.of("a", "b", "a-b", "a.b", "a b", "a\"b", "0", "~", "é", "模型", "\uff5e", "\ud83d\ude00");

  private Manifests() {}

  public static FileEntry file(String path, String content) {
    var bytes = content.getBytes(StandardCharsets.UTF_8);
    return new FileEntry(new FilePath(path), bytes.length, Digest.hash(bytes));
  }

  public static ReferenceEntry reference(String path, String uri) {
    return new ReferenceEntry(new FilePath(path), OptionalLong.empty(), uri, Optional.empty());
  }

  public static byte[] write(Collection<? extends ManifestEntry> sorted) throws IOException {
    var out = new ByteArrayOutputStream();
    ManifestWriter.write(out, sorted.iterator());
    return out.toByteArray();
  }

  static byte[] write(ManifestEntry... sorted) throws IOException {
    return write(Arrays.asList(sorted));
  }

  static List<ManifestEntry> read(byte[] manifest) {
    var entries = new ArrayList<ManifestEntry>();
    new ManifestReader(new ByteArrayInputStream(manifest)).forEachRemaining(entries::add);
    return entries;
  }

  /// Up to `max` entries with paths that are neither twice there nor file and folder, in order.
  static List<ManifestEntry> random(RandomGenerator random, int max) {
    var entries = new ArrayList<ManifestEntry>();
    for (var i = random.nextInt(max + 1); i > 0; i--) {
      var entry = randomEntry(random);
      if (entries.stream().noneMatch(other -> clash(other, entry))) {
        entries.add(entry);
      }
    }
    entries.sort(ManifestEntry.order());
    return entries;
  }

  static ManifestEntry randomEntry(RandomGenerator random) {
    var path = randomPath(random);
    return switch (random.nextInt(4)) {
      case 0 -> reference(path, "s3://bucket/k?versionId=" + random.nextInt(3));
      case 1 ->
          new ReferenceEntry(
              new FilePath(path),
              OptionalLong.of(random.nextLong(ManifestEntry.MAX_SIZE_BYTES + 1)),
              "file:///\"quoted\\" + random.nextInt(3),
              Optional.of("etag:" + random.nextInt(3)));
      default -> file(path, "content " + random.nextInt(5));
    };
  }

  static boolean clash(ManifestEntry a, ManifestEntry b) {
    var one = a.path().text();
    var two = b.path().text();
    return one.equals(two) || one.startsWith(two + "/") || two.startsWith(one + "/");
  }

  private static String randomPath(RandomGenerator random) {
    var path = new StringBuilder(segment(random));
    while (random.nextInt(5) < 2) {
      path.append('/').append(segment(random));
    }
    return path.toString();
  }

  private static String segment(RandomGenerator random) {
    return SEGMENTS.get(random.nextInt(SEGMENTS.size()));
  }
}
