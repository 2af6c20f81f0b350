// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.core.attachment.Attachment;
import io.cairn.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What must be remembered of a draft between the SDK's words: it says with the first what counts
/// at the commit.
final class Notes {
  /// Of drafts; the mark is the id that the SDK gave the artifact itself.
  static final String KIND = "wandb-draft";

  private static final String ALIASES = "aliases";
  private static final String TAGS = "tags";
  private static final String DIGEST = "digest";
  private static final String MANIFEST_TYPE = "manifestType";
  private static final String BASE = "base";

  private final JsonObject facts;

  Notes(JsonObject facts) {
    this.facts = facts;
  }

  static Attachment begin(
      List<String> aliases,
      List<String> tags,
      String digest,
      Optional<Long> ttl,
      Optional<Long> step,
      Optional<String> clientId) {
    var facts = new LinkedHashMap<String, @Nullable Object>();
    facts.put(ALIASES, aliases);
    facts.put(TAGS, tags);
    facts.put(DIGEST, digest);
    ttl.ifPresent(seconds -> facts.put(ArtifactNode.TTL, seconds));
    step.ifPresent(number -> facts.put(ArtifactNode.STEP, number));
    return new Attachment(KIND, Optional.empty(), clientId, JsonObject.of("note", facts));
  }

  /// With what is said of the manifest.
  static Attachment manifest(Attachment before, Optional<String> type, Optional<String> base) {
    var facts = new LinkedHashMap<String, @Nullable Object>();
    type.ifPresent(word -> facts.put(MANIFEST_TYPE, word));
    base.ifPresent(id -> facts.put(BASE, id));
    return new Attachment(
        before.kind(),
        before.bytes(),
        before.mark(),
        before.facts().with(JsonObject.of("note", facts)));
  }

  /// With the manifest itself.
  static Attachment sent(Attachment before, Attachment.Bytes bytes) {
    return new Attachment(before.kind(), Optional.of(bytes), before.mark(), before.facts());
  }

  List<String> aliases() {
    return texts(ALIASES);
  }

  List<String> tags() {
    return texts(TAGS);
  }

  String digest() {
    return text(DIGEST).orElse("");
  }

  boolean isWhole() {
    return text(MANIFEST_TYPE).orElse("FULL").equals("FULL");
  }

  Optional<String> base() {
    return text(BASE);
  }

  /// What stays with the version.
  JsonObject ofVersion() {
    var kept = new LinkedHashMap<String, @Nullable Object>(facts.members());
    kept.keySet().retainAll(List.of(ArtifactNode.TTL, ArtifactNode.STEP));
    return JsonObject.of("note", kept);
  }

  private Optional<String> text(String key) {
    return facts.members().get(key) instanceof String text ? Optional.of(text) : Optional.empty();
  }

  private List<String> texts(String key) {
    return facts.members().get(key) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }
}
