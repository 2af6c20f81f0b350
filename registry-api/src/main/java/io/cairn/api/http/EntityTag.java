// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import io.cairn.core.failure.Failure;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A strong entity tag and how conditional headers compare with it (RFC 9110 §8.8.3, §13.1).
///
/// @param value what stands between the quotes: visible ASCII without quotes
public record EntityTag(String value) {
  private static final Pattern ONE = Pattern.compile("\"([\\x21\\x23-\\x7e]*)\"");

  public EntityTag {
    if (!value.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != '"')) {
      throw new IllegalArgumentException("an entity tag is visible ASCII without quotes");
    }
  }

  /// The form for the header `ETag`.
  public String header() {
    return "\"" + value + "\"";
  }

  /// Whether `If-None-Match` names this tag (weak comparison) or is `*`; false without the header.
  public boolean isNamedByIfNoneMatch(@Nullable String header) {
    return header != null
        && tags(header)
            .anyMatch(
                tag -> tag.equals("*") || tag.equals(header()) || tag.equals("W/" + header()));
  }

  /// Whether `If-Match` lets a request pass (strong comparison): true without the header, for `*`
  /// and for this tag.
  public boolean passesIfMatch(@Nullable String header) {
    return header == null || tags(header).anyMatch(tag -> tag.equals("*") || tag.equals(header()));
  }

  /// Whether `If-Range` lets a range be answered (RFC 9110 §13.1.5): true without the header and
  /// for this tag; a date never matches, as we give none.
  public boolean passesIfRange(@Nullable String header) {
    return header == null || header.strip().equals(header());
  }

  /// The one tag that `If-Match` names, without its quotes, for a compare-and-set; empty if there
  /// is no such header, or it is `*`.
  ///
  /// @throws Failure.Invalid if it is no single strong tag
  public static Optional<String> expected(@Nullable String ifMatch) {
    if (ifMatch == null || ifMatch.strip().equals("*")) {
      return Optional.empty();
    }
    var tag = ONE.matcher(ifMatch.strip());
    if (!tag.matches()) {
      throw new Failure.Invalid(
          "If-Match",
          "etag.grammar",
          "If-Match must be one entity tag in quotes, as ETag gave it, or *");
    }
    return Optional.of(tag.group(1));
  }

  private static Stream<String> tags(String header) {
    return Arrays.stream(header.split(",", -1)).map(String::strip);
  }
}
