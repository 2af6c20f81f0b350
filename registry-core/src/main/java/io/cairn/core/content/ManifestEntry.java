// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.content;

import io.cairn.core.failure.Failure;
import io.cairn.core.name.FilePath;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// One line of a manifest: a file whose bytes Cairn keeps, or a reference to bytes elsewhere.
///
/// Sizes are bytes, 0 to [#MAX_SIZE_BYTES].
public sealed interface ManifestEntry {
  /// Largest integer that every JSON reader keeps exactly: 2⁵³ − 1 (RFC 8259 §6).
  long MAX_SIZE_BYTES = (1L << 53) - 1;

  FilePath path();

  /// Its line in a manifest, with `\n`.
  default byte[] line() {
    return ManifestLine.write(this);
  }

  /// The order of a manifest: by the bytes of the path's UTF-8, which is the order of code points.
  /// It is not the order of [String#compareTo], nor that of a data base with a language collation.
  static Comparator<ManifestEntry> order() {
    return (a, b) -> PathOrder.compare(PathOrder.bytes(a.path()), PathOrder.bytes(b.path()));
  }

  /// A file of the version; its bytes are the blob `digest`.
  record FileEntry(FilePath path, long sizeBytes, Digest digest) implements ManifestEntry {
    public FileEntry {
      checkSize(sizeBytes);
    }
  }

  /// Bytes that stay at `uri`. The size and what `uri` gives as a checksum (`etag:…`) where known.
  ///
  /// The URI is recorded, not opened: any scheme, 1 to 8,192 bytes, no blanks, no control
  /// characters. The checksum is 1 to 1,024 bytes without control characters.
  record ReferenceEntry(
      FilePath path, OptionalLong sizeBytes, String uri, Optional<String> checksum)
      implements ManifestEntry {
    private static final int MAX_URI_BYTES = 8_192;
    private static final int MAX_CHECKSUM_BYTES = 1_024;
    private static final Pattern URI_START = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.+");

    public ReferenceEntry {
      sizeBytes.ifPresent(ManifestEntry::checkSize);
      checkText("ref", uri, MAX_URI_BYTES);
      if (!URI_START.matcher(uri).matches() || uri.codePoints().anyMatch(Character::isSpaceChar)) {
        throw new Failure.Invalid("ref", "ref.uri", "ref must be a URI such as s3://bucket/key");
      }
      checksum.ifPresent(text -> checkText("checksum", text, MAX_CHECKSUM_BYTES));
    }

    private static void checkText(String field, String text, int maxBytes) {
      if (text.isEmpty() || text.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
        throw new Failure.Invalid(
            field, field + ".length", field + " must be 1 to " + maxBytes + " bytes of UTF-8");
      }
      if (text.codePoints().anyMatch(ReferenceEntry::isControlOrBroken)) {
        throw new Failure.Invalid(
            field, field + ".control", field + " must not contain control characters");
      }
    }

    private static boolean isControlOrBroken(int codePoint) {
      var type = Character.getType(codePoint);
      return type == Character.CONTROL || type == Character.SURROGATE;
    }
  }

  private static void checkSize(long sizeBytes) {
    if (sizeBytes < 0 || sizeBytes > MAX_SIZE_BYTES) {
      throw new Failure.Invalid(
          "size", "size.range", "size must be from 0 to " + MAX_SIZE_BYTES + " bytes");
    }
  }
}
