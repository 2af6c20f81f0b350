// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Some bytes of a representation: `length` of them (at least one) from `offset`.
record ByteRange(long offset, long length) {
  /// More ranges than that in one request are refused (security rule L4).
  private static final int MAX_RANGES = 16;

  private static final Pattern HEADER = Pattern.compile("(?i)bytes\\s*=(.*)");
  private static final Pattern SPEC = Pattern.compile("([0-9]{0,18})\\s*-\\s*([0-9]{0,18})");

  /// What a `Range` header asks for of `sizeBytes` bytes (RFC 9110 §14.1.2): empty if the header is
  /// absent or is none that we understand, and so the whole is sent; an empty list if nothing of it
  /// can be satisfied, or if it asks for too many or for overlapping ranges, and so 416 is
  /// answered.
  static Optional<List<ByteRange>> parse(@Nullable String header, long sizeBytes) {
    var specs = header == null ? null : HEADER.matcher(header.strip());
    if (specs == null || !specs.matches()) {
      return Optional.empty();
    }
    var ranges = new ArrayList<ByteRange>();
    var count = 0;
    for (var spec : specs.group(1).split(",", -1)) {
      var matcher = SPEC.matcher(spec.strip());
      if (spec.isBlank()) {
        continue;
      }
      if (!matcher.matches() || !isOrdered(matcher.group(1), matcher.group(2))) {
        return Optional.empty();
      }
      count++;
      of(matcher.group(1), matcher.group(2), sizeBytes).ifPresent(ranges::add);
    }
    if (count == 0) {
      return Optional.empty();
    }
    return Optional.of(count > MAX_RANGES || hasOverlap(ranges) ? List.of() : ranges);
  }

  /// The form for the header `Content-Range`.
  String contentRange(long sizeBytes) {
    return "bytes " + offset + "-" + (offset + length - 1) + "/" + sizeBytes;
  }

  private static boolean isOrdered(String first, String last) {
    if (first.isEmpty()) {
      return !last.isEmpty();
    }
    return last.isEmpty() || Long.parseLong(first) <= Long.parseLong(last);
  }

  private static Optional<ByteRange> of(String first, String last, long sizeBytes) {
    if (first.isEmpty()) {
      var length = Math.min(Long.parseLong(last), sizeBytes);
      return length == 0
          ? Optional.empty()
          : Optional.of(new ByteRange(sizeBytes - length, length));
    }
    var offset = Long.parseLong(first);
    if (offset >= sizeBytes) {
      return Optional.empty();
    }
    var end = last.isEmpty() ? sizeBytes : Math.min(Long.parseLong(last) + 1, sizeBytes);
    return Optional.of(new ByteRange(offset, end - offset));
  }

  private static boolean hasOverlap(List<ByteRange> ranges) {
    var sorted = ranges.stream().sorted(Comparator.comparingLong(ByteRange::offset)).toList();
    for (var i = 1; i < sorted.size(); i++) {
      var before = sorted.get(i - 1);
      if (before.offset() + before.length() > sorted.get(i).offset()) {
        return true;
      }
    }
    return false;
  }
}
