// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.run;

import io.cairn.api.wandb.graphql.Arguments;
import io.cairn.api.wandb.graphql.LooseJson;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.Label;
import io.cairn.core.name.Title;
import io.cairn.core.run.RunEdit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the SDK says of a run, in our words. It takes any text for titles and tags; what ours can't
/// hold is left out of it, and no training stops for that.
final class RunWords {
  private static final Pattern HIDDEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]+");
  private static final Pattern NOT_IN_LABELS = Pattern.compile("[/:@~%#?\\\\]");
  private static final int MAX_TITLE = 256;
  private static final int MAX_LABEL = 128;

  private RunWords() {}

  static RunEdit edit(Arguments input) {
    var config = input.text("config").map(RunConfigs::read).orElse(RunConfigs.Parts.NOTHING);
    return new RunEdit(
        input.text("displayName").flatMap(text -> title(text)),
        input.text("notes").or(() -> input.text("description")).map(RunWords::prose),
        input.text("groupName").flatMap(text -> title(text)),
        input.text("jobType").flatMap(text -> title(text)),
        input.has("tags")
            ? Optional.of(labels(input.texts("tags")))
            : Optional.<List<Label>>empty(),
        config.config(),
        input
            .text("summaryMetrics")
            .map(text -> JsonObject.of("summaryMetrics", LooseJson.object("summaryMetrics", text)))
            .orElse(JsonObject.empty()),
        config.environment().with(environment(input)));
  }

  private static JsonObject environment(Arguments input) {
    var said = new LinkedHashMap<String, @Nullable Object>();
    input.text("host").filter(text -> !text.isEmpty()).ifPresent(text -> said.put("host", text));
    input
        .text("jobProgram")
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> said.put("program", text));
    var git = new LinkedHashMap<String, Object>();
    input.text("commit").filter(text -> !text.isEmpty()).ifPresent(text -> git.put("commit", text));
    input
        .text("jobRepo")
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> git.put("remote", text));
    if (!git.isEmpty()) {
      said.put("git", Map.copyOf(git));
    }
    return JsonObject.of("environment", said);
  }

  /// Empty if nothing is left of it.
  static Optional<Title> title(String text) {
    var shown = HIDDEN.matcher(text).replaceAll(" ").strip();
    return Optional.of(cut(shown, MAX_TITLE)).filter(some -> !some.isEmpty()).map(Title::new);
  }

  private static List<Label> labels(List<String> texts) {
    return texts.stream()
        .map(text ->
            cut(
                NOT_IN_LABELS.matcher(HIDDEN.matcher(text).replaceAll(" ")).replaceAll("-").strip(),
                MAX_LABEL))
        .filter(text -> !text.isEmpty())
        .map(text -> text.matches("[vV][0-9]+|[0-9a-fA-F]{64}") ? text + "-" : text)
        .map(Label::new)
        .toList();
  }

  private static String prose(String text) {
    return text.codePoints()
        .filter(c ->
            c == '\n'
                || c == '\r'
                || c == '\t'
                || (Character.getType(c) != Character.CONTROL
                    && Character.getType(c) != Character.SURROGATE))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String cut(String text, int max) {
    var normal = java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFC);
    return normal.codePointCount(0, normal.length()) <= max
        ? normal
        : normal.substring(0, normal.offsetByCodePoints(0, max)).strip();
  }
}
