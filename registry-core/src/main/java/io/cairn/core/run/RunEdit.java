// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.run;

import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.Label;
import io.cairn.core.name.Title;
import java.util.List;
import java.util.Optional;

/// What to say of a run. Empty members stay as they are; tags that are given take the place of the
/// old; config, summary and environment are merged over the old by their top-level keys.
public record RunEdit(
    Optional<Title> title,
    Optional<String> notes,
    Optional<Title> group,
    Optional<Title> jobType,
    Optional<List<Label>> tags,
    JsonObject config,
    JsonObject summary,
    JsonObject environment) {
  private static final int MAX_NOTES_CHARACTERS = 1 << 18;
  private static final int MAX_TAGS = 100;

  /// Says nothing.
  public static final RunEdit NOTHING =
      new RunEdit(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          JsonObject.empty(),
          JsonObject.empty(),
          JsonObject.empty());

  public RunEdit {
    notes.ifPresent(RunEdit::checkNotes);
    tags = tags.map(List::copyOf);
    if (tags.filter(given -> given.size() > MAX_TAGS).isPresent()) {
      throw new Failure.Invalid("tags", "tags.count", "tags must be at most " + MAX_TAGS);
    }
  }

  private static void checkNotes(String notes) {
    if (notes.length() > MAX_NOTES_CHARACTERS) {
      throw new Failure.TooLarge(
          "notes",
          MAX_NOTES_CHARACTERS,
          "notes must be at most " + MAX_NOTES_CHARACTERS + " characters");
    }
    if (notes.codePoints().anyMatch(RunEdit::isUnprintable)) {
      throw new Failure.Invalid(
          "notes", "text.control", "notes must not contain control characters but line ends, tabs");
    }
  }

  private static boolean isUnprintable(int codePoint) {
    return switch (codePoint) {
      case '\n', '\r', '\t' -> false;
      default -> {
        var type = Character.getType(codePoint);
        yield type == Character.CONTROL || type == Character.SURROGATE;
      }
    };
  }
}
