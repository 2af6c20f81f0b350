// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.Label;
import io.cairn.core.name.Title;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// Reads what a request gave, and says by name what it lacks.
final class Given {
  private Given() {}

  /// @throws Failure.Invalid naming the field if it was left out or null
  static <T> T required(String field, @Nullable T value) {
    if (value == null) {
      throw new Failure.Invalid(field, "required", field + " is required");
    }
    return value;
  }

  /// The body of a request that must have one.
  static <T> T body(@Nullable T body) {
    return required("body", body);
  }

  static Optional<Title> title(@Nullable String value) {
    return Optional.ofNullable(value).map(Title::new);
  }

  /// An instant such as `2026-10-01T12:00:00Z`: the zone must be there.
  static Optional<Instant> instant(String field, @Nullable String value) {
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(value).toInstant());
    } catch (DateTimeParseException _) {
      throw new Failure.Invalid(
          field, "time.grammar", field + " must be a time such as 2026-10-01T12:00:00Z");
    }
  }

  /// An object of a body; empty if it was left out.
  static JsonObject json(String field, @Nullable Map<String, @Nullable Object> members) {
    return members == null ? JsonObject.empty() : JsonObject.of(field, members);
  }

  /// Labels of a body, if they were given.
  static Optional<List<Label>> labels(String field, @Nullable List<@Nullable String> texts) {
    return Optional.ofNullable(texts)
        .map(given -> given.stream().map(text -> Label.of(field, required(field, text))).toList());
  }

  /// The header `Content-Length`, if it was given.
  static OptionalLong length(@Nullable String contentLength) {
    if (contentLength == null) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(contentLength));
    } catch (NumberFormatException _) {
      throw new Failure.Invalid(
          "Content-Length", "length.grammar", "Content-Length must be a number of bytes");
    }
  }
}
