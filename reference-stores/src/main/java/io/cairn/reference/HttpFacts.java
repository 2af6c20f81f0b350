// SPDX-License-Identifier: Apache-2.0
package io.cairn.reference;

import java.time.DateTimeException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;

/// What the headers of an answer say of what lies behind a URL (RFC 9110 §8.8, RFC 9530).
public final class HttpFacts {
  private static final Pattern TOTAL = Pattern.compile("bytes [0-9]+-[0-9]+/([0-9]{1,16})");
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,16}");
  private static final Pattern SHA256 = Pattern.compile("(?:^|[ ,])sha-256=:([A-Za-z0-9+/=]+):");

  private HttpFacts() {}

  /// @param header the first of that name, whose case does not matter
  public static Found found(String url, int status, Function<String, Optional<String>> header) {
    var sums =
        Sums.NONE
            .withEtag(header.apply("ETag"))
            .withBase64("sha256", header.apply("Repr-Digest").flatMap(HttpFacts::sha256));
    var modified = header.apply("Last-Modified").flatMap(HttpFacts::time);
    if (modified.isPresent()) {
      sums = sums.with(Sums.MODIFIED, modified.get());
    }
    return new Found(url, size(status, header), Optional.empty(), sums);
  }

  private static OptionalLong size(int status, Function<String, Optional<String>> header) {
    if (status == 206) {
      var range = TOTAL.matcher(header.apply("Content-Range").orElse(""));
      return range.matches()
          ? OptionalLong.of(Long.parseLong(range.group(1)))
          : OptionalLong.empty();
    }
    // With a coding it is the length of something else.
    var isCoded = header.apply("Content-Encoding").filter(c -> !c.equals("identity")).isPresent();
    return header
        .apply("Content-Length")
        .filter(text -> !isCoded && LENGTH.matcher(text).matches())
        .map(text -> OptionalLong.of(Long.parseLong(text)))
        .orElseGet(OptionalLong::empty);
  }

  private static Optional<String> sha256(String digests) {
    var found = SHA256.matcher(digests);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private static Optional<String> time(String text) {
    try {
      var time = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
      return Optional.of(time.toInstant().toString());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
