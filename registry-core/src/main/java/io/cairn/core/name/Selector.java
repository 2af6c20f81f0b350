// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.name;

import io.cairn.core.failure.Failure;
import java.util.regex.Pattern;

/// Which version of a collection is meant: `production`, `v3`, or `sha256:<64 hex>`.
public sealed interface Selector {
  /// The version that the alias points at now.
  record ByAlias(Label alias) implements Selector {}

  /// The version of that index, from 0.
  record ByIndex(long index) implements Selector {}

  /// The version whose manifest has that SHA-256: 64 lower-case hex digits.
  record ByDigest(String sha256) implements Selector {}

  /// The alias that every collection has.
  Label LATEST = new Label("latest");

  Pattern INDEX = Pattern.compile("v(0|[1-9][0-9]{0,17})");
  Pattern DIGEST = Pattern.compile("sha256:([0-9a-f]{64})");

  /// @throws Failure.Invalid if the text is no alias, `v<index>` or `sha256:<64 hex>`
  static Selector parse(String text) {
    var index = INDEX.matcher(text);
    if (index.matches()) {
      return new ByIndex(Long.parseLong(index.group(1)));
    }
    if (text.startsWith("sha256:")) {
      var digest = DIGEST.matcher(text);
      if (!digest.matches()) {
        throw new Failure.Invalid(
            "ref", "digest.grammar", "a digest is 'sha256:' and 64 lower-case hex digits");
      }
      return new ByDigest(digest.group(1));
    }
    return new ByAlias(Label.of("ref", text));
  }

  /// The text that [#parse] would read back.
  default String text() {
    return switch (this) {
      case ByAlias(var alias) -> alias.text();
      case ByIndex(var index) -> "v" + index;
      case ByDigest(var sha256) -> "sha256:" + sha256;
    };
  }
}
