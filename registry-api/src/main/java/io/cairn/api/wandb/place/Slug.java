// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.place;

import io.cairn.core.content.Digest;
import io.cairn.core.failure.Failure;
import io.cairn.core.name.Name;
import io.cairn.core.name.Title;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/// Names of the SDK may be any text; ours are slugs. A text outside the grammar becomes a slug with
/// eight digits of its hash at the end, always the same one, and is kept as the title.
public final class Slug {
  private static final Pattern FOREIGN = Pattern.compile("[^A-Za-z0-9_-]+");
  private static final Pattern MADE = Pattern.compile(".*-[0-9a-f]{8}");
  private static final int MAX_STEM = 100;

  private Slug() {}

  /// The name that stands for a text.
  ///
  /// @throws Failure.Invalid naming `field` if the text can't even be a title
  public static Name of(String field, String text) {
    try {
      return Name.of(field, text);
    } catch (Failure.Invalid _) {
      var title = Title.of(field, text).text();
      var stem = FOREIGN.matcher(Normalizer.normalize(title, Normalizer.Form.NFKD)).replaceAll("-");
      var start = stem.replaceAll("^[^A-Za-z0-9]+", "");
      var kept = start.substring(0, Math.min(MAX_STEM, start.length())).replaceAll("-+$", "");
      var hash = Digest.hash(title.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 8);
      return new Name((kept.isEmpty() ? "n" : kept) + "-" + hash);
    }
  }

  /// The title that a thing of that text must get; empty where the text is its name.
  public static Optional<Title> title(String field, String text) {
    return of(field, text).text().equals(text)
        ? Optional.empty()
        : Optional.of(Title.of(field, text));
  }

  /// Whether a title may stand behind it, so that it is worth to ask for it.
  public static boolean mayBeMade(Name name) {
    return MADE.matcher(name.text()).matches();
  }

  /// What the SDK is told: the text that the slug was made of, or the name.
  public static String shown(Name name, Optional<Title> title) {
    return title
        .map(Title::text)
        .filter(text -> mayBeMade(name) && of("name", text).equals(name))
        .orElse(name.text());
  }
}
