// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.Label;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What request bodies of several routes have in common.
final class Bodies {
  private Bodies() {}

  /// @throws Failure.Invalid if the request came without a body
  static <T> T required(@Nullable T body) {
    if (body == null) {
      throw new Failure.Invalid("body", "body.missing", "the body must be a JSON object");
    }
    return body;
  }

  /// @throws Failure.Invalid if the field is missing or null
  static <T> T required(String field, @Nullable T value) {
    if (value == null) {
      throw new Failure.Invalid(field, "field.missing", field + " is missing");
    }
    return value;
  }

  /// An object of a body; empty if it is missing.
  static JsonObject json(String field, @Nullable Map<String, @Nullable Object> members) {
    return members == null ? JsonObject.empty() : JsonObject.of(field, members);
  }

  /// Labels of a body, if they are there.
  static Optional<List<Label>> labels(String field, @Nullable List<@Nullable String> texts) {
    return Optional.ofNullable(texts)
        .map(given -> given.stream().map(text -> Label.of(field, required(field, text))).toList());
  }
}
