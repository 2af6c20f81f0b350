// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.CollectionPath;
import io.cairn.core.name.Label;
import io.cairn.core.name.Name;
import io.cairn.core.name.Reference;
import io.cairn.core.name.Selector;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Turns the texts of a request about artifacts into values of the domain, naming the field that is
/// wrong.
final class Parsed {
  private Parsed() {}

  /// A part of the path that the route declares.
  static String part(UriInfo uri, String name) {
    return Objects.requireNonNull(uri.getPathParameters().getFirst(name), name);
  }

  /// `teams/{team}/projects/{project}/collections/{collection}`
  static CollectionPath.InProject inProject(UriInfo uri, String collection) {
    return new CollectionPath.InProject(
        Name.of("team", part(uri, "team")),
        Name.of("project", part(uri, "project")),
        Name.of("collection", collection));
  }

  /// `registries/{registry}/models/{collection}`
  static CollectionPath.InRegistry inRegistry(UriInfo uri, String model) {
    return new CollectionPath.InRegistry(
        Name.of("registry", part(uri, "registry")), Name.of("model", model));
  }

  static Selector selector(String text) {
    return selector("version", text);
  }

  /// Given in that field, which a refusal names.
  static Selector selector(String field, String text) {
    try {
      return Selector.parse(text);
    } catch (Failure.Invalid e) {
      throw e.field().equals("ref") ? new Failure.Invalid(field, e.rule(), e.text()) : e;
    }
  }

  /// A reference given in the field `field`; a refusal names that field.
  static Reference reference(String field, @Nullable String text) {
    try {
      return Reference.parse(Given.required(field, text));
    } catch (Failure.Invalid e) {
      throw new Failure.Invalid(field, e.rule(), e.text());
    }
  }

  static List<Label> labels(String field, @Nullable List<@Nullable String> texts) {
    return texts == null
        ? List.of()
        : texts.stream().map(text -> Label.of(field, Given.required(field, text))).toList();
  }

  static Optional<JsonObject> json(String field, @Nullable Map<String, @Nullable Object> members) {
    return Optional.ofNullable(members).map(given -> JsonObject.of(field, given));
  }

  /// An identity in a URL; a text that is none names nothing.
  static UUID id(String what, String text) {
    try {
      var id = UUID.fromString(text);
      if (id.toString().equals(text)) {
        return id;
      }
    } catch (IllegalArgumentException _) {
      // As below.
    }
    throw new Failure.NotFound(what);
  }

  /// A revision that an entity tag gave; one that is no number is stale for sure.
  static OptionalLong revision(Optional<String> expected) {
    if (expected.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(expected.get()));
    } catch (NumberFormatException _) {
      return OptionalLong.of(-1);
    }
  }
}
