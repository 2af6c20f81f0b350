// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.api.wandb.place.Place;
import io.cairn.api.wandb.place.Slug;
import io.cairn.core.name.Label;
import io.cairn.core.name.Name;
import io.cairn.core.name.Reference;
import io.cairn.core.name.Selector;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// How the SDK names artifacts, types and aliases.
final class ArtifactNames {
  private static final Pattern NOT_IN_TYPES = Pattern.compile("[^A-Za-z0-9._-]+");
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private ArtifactNames() {}

  /// `collection:alias`, `collection:v3`, `collection:<digest>`; `latest` without any.
  static Reference reference(Place place, String text) {
    var colon = text.lastIndexOf(':');
    var collection = colon < 0 ? text : text.substring(0, colon);
    var selector = colon < 0 ? "latest" : text.substring(colon + 1);
    return new Reference(place.path(collection(collection)), selector(selector));
  }

  static Selector selector(String text) {
    return DIGEST.matcher(text).matches()
        ? new Selector.ByDigest(text)
        : text.matches("v[0-9]{1,18}")
            ? new Selector.ByIndex(Long.parseLong(text.substring(1)))
            : new Selector.ByAlias(Label.of("alias", text));
  }

  static Name collection(String text) {
    return Slug.of("artifactCollectionName", text);
  }

  /// What ours can't hold of a type is left out of it.
  static Name type(String text) {
    var kept = NOT_IN_TYPES.matcher(text).replaceAll("-").replaceAll("^[^A-Za-z0-9]+", "");
    return Name.of("type", kept.isEmpty() ? "type" : kept);
  }

  /// `latest` moves by itself, and `v3` is a number: neither is set.
  static List<Label> aliases(List<String> texts) {
    return texts.stream()
        .filter(text -> !text.toLowerCase(Locale.ROOT).equals("latest"))
        .map(text -> Label.of("alias", text))
        .toList();
  }

  static List<Label> tags(List<String> texts) {
    return texts.stream().map(text -> Label.of("tag", text)).toList();
  }

  /// A version where it stands.
  static Reference at(io.cairn.core.name.CollectionPath path, long index) {
    return new Reference(path, new Selector.ByIndex(index));
  }
}
