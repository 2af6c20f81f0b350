// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.name;

import io.cairn.core.failure.Failure;

/// A version as people and programs write it: `team/project/collection:SELECTOR`,
/// `registry/model:SELECTOR`, or either with `@sha256:<64 hex>`. Without a selector: `latest`.
public record Reference(CollectionPath path, Selector selector) {
  /// @throws Failure.Invalid if the text does not follow the grammar, naming field `ref`
  public static Reference parse(String text) {
    var at = text.indexOf('@');
    if (at >= 0) {
      var selector = text.substring(at + 1);
      if (!selector.startsWith("sha256:")) {
        throw new Failure.Invalid(
            "ref", "ref.grammar", "after '@' a reference has sha256:<64 hex digits>");
      }
      return new Reference(CollectionPath.parse(text.substring(0, at)), Selector.parse(selector));
    }
    var colon = text.indexOf(':');
    if (colon >= 0) {
      return new Reference(
          CollectionPath.parse(text.substring(0, colon)),
          Selector.parse(text.substring(colon + 1)));
    }
    return new Reference(CollectionPath.parse(text), new Selector.ByAlias(Selector.LATEST));
  }

  @Override
  public String toString() {
    var mark = selector instanceof Selector.ByDigest ? "@" : ":";
    return path + mark + selector.text();
  }
}
