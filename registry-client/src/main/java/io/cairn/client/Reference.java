// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import java.util.List;
import java.util.Optional;

/// A version as people write it: `team/project/collection:SELECTOR`, `registry/model:SELECTOR`, or
/// either with `@sha256:<64 hex>`; the selector may be absent.
///
/// Only the shape is checked here; names and selectors are the server's to judge.
public record Reference(List<String> names, Optional<String> selector) {
  public Reference {
    names = List.copyOf(names);
  }

  /// @throws CairnException of kind USAGE if there are not two or three names
  public static Reference parse(String text) {
    var reference = split(text);
    if (reference.names.size() != 2 && reference.names.size() != 3) {
      throw CairnException.usage(
          "'"
              + text
              + "' is no reference; write team/project/collection:v3, registry/model:production,"
              + " or either with @sha256:<digest>");
    }
    return reference;
  }

  /// As [#parse], for any number of names (listings go by depth).
  ///
  /// @throws CairnException of kind USAGE if a name or the selector is empty, `.` or `..`
  public static Reference split(String text) {
    var at = text.indexOf('@');
    var mark = at >= 0 ? at : text.indexOf(':');
    var path = mark < 0 ? text : text.substring(0, mark);
    Optional<String> selector = mark < 0 ? Optional.empty() : Optional.of(text.substring(mark + 1));
    var names = List.of(path.split("/", -1));
    if (names.stream().anyMatch(String::isBlank) || selector.filter(String::isBlank).isPresent()) {
      throw CairnException.usage("'" + text + "' has an empty part; write for example a/b/c:v3");
    }
    if (!names.stream().allMatch(Route::isName)
        || !selector.filter(Route::isName).equals(selector)) {
      throw CairnException.usage("'" + text + "' has '.' or '..' as a name; write it out");
    }
    return new Reference(names, selector);
  }

  /// True for `registry/model`, false for `team/project/collection`.
  public boolean isModel() {
    return names.size() == 2;
  }

  /// The collection's path, without selector.
  public String path() {
    return String.join("/", names);
  }

  /// The selector, or `latest`.
  public String selectorOrLatest() {
    return selector.orElse("latest");
  }

  Route collectionRoute() {
    return isModel()
        ? Route.of("registries", names.get(0), "models", names.get(1))
        : Route.of("teams", names.get(0), "projects", names.get(1), "collections", names.get(2));
  }

  Route versionRoute() {
    return collectionRoute().plus("versions", selectorOrLatest());
  }

  @Override
  public String toString() {
    return path()
        + selector.map(text -> (text.startsWith("sha256:") ? "@" : ":") + text).orElse("");
  }
}
