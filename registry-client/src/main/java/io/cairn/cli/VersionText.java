// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.client.Version;

/// A version as people read it.
final class VersionText {
  private VersionText() {}

  /// `models/digits:v3 sha256:…`, and where the history of an alias was asked, who had moved it.
  static String line(Version version) {
    return name(version)
        + "  "
        + version.digest()
        + state(version)
        + version.moved().map(VersionText::moved).orElse("");
  }

  private static String moved(JsonNode move) {
    var by = Text.of(move, "by");
    var reason = Text.of(move, "reason");
    return "  "
        + Text.of(move, "alias")
        + " moved there "
        + Text.of(move, "at")
        + (by.isEmpty() ? "" : " by " + by)
        + (reason.isEmpty() ? "" : ": " + reason);
  }

  private static String state(Version version) {
    return (version.isDeleted() ? "  deleted" : "")
        + (version.recalled().isPresent() ? "  recalled" : "");
  }

  static String name(Version version) {
    return version.path() + ":" + version.version();
  }

  static String size(Version version) {
    return Units.count(version.files(), "file")
        + ", "
        + Units.bytes(version.size())
        + (version.references() > 0 ? ", " + Units.count(version.references(), "reference") : "");
  }

  /// All that is known, a line each.
  static void print(Output output, Version version) {
    output.line(name(version) + state(version));
    output.field("recall", version.recalled().orElse(""));
    output.field("digest", version.digest());
    output.field("type", version.type());
    output.field(
        "content", Units.count(version.files(), "file") + ", " + Units.bytes(version.size()));
    if (version.references() > 0) {
      output.field("references", Units.count(version.references()));
    }
    output.field("aliases", String.join(", ", version.aliases()));
    output.field("tags", String.join(", ", version.tags()));
    output.field("about", version.description());
    output.field("source", version.source().orElse(""));
    output.field("run", version.run().orElse(""));
    output.field("made", Text.minute(version.createdAt()) + " by " + version.createdBy());
    output.field("expires", version.expires().orElse(""));
    if (!version.metadata().isEmpty()) {
      output.field("metadata", version.metadata().toString());
    }
  }
}
