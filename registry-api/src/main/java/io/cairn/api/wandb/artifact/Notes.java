// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.artifact;

import io.cairn.core.artifact.Ttl;
import io.cairn.core.attachment.Attachment;
import io.cairn.core.failure.Failure;
import io.cairn.core.json.JsonObject;
import io.cairn.core.name.RunId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What must be remembered of a draft between the SDK's words: it says with the first what counts
/// at the commit.
final class Notes {
  /// Of drafts; the mark is the id that the SDK gave the artifact itself.
  static final String KIND = "wandb-draft";

  /// Of drafts that several writers fill; the mark is the word that all of them know.
  static final String SHARED = "wandb-shared";

  /// Of the manifest of one of them; its number follows.
  static final String PART = "wandb-part:";

  private static final int MAX_PARTS = 1_000;
  private static final String PARTS = "parts";
  private static final String RUNS = "runs";
  private static final String ALIASES = "aliases";
  private static final String TAGS = "tags";
  private static final String DIGEST = "digest";
  private static final String MANIFEST_TYPE = "manifestType";
  private static final String BASE = "base";
  private static final String TTL = "ttlDurationSeconds";
  private static final String PATCH = "PATCH";

  private final JsonObject facts;

  Notes(JsonObject facts) {
    this.facts = facts;
  }

  /// What a writer says with its first word.
  record Words(
      List<String> aliases,
      List<String> tags,
      String digest,
      Optional<Long> ttl,
      Optional<Long> step,
      Optional<String> clientId,
      Optional<RunId> run) {}

  static String kind(String part) {
    return part.isEmpty() ? KIND : PART + part;
  }

  /// What one of several writers says comes to what the others said.
  static Attachment begin(Attachment before, Words words) {
    var said = new Notes(before.facts());
    var facts = new LinkedHashMap<String, @Nullable Object>();
    facts.put(ALIASES, with(said.texts(ALIASES), words.aliases()));
    facts.put(TAGS, with(said.texts(TAGS), words.tags()));
    facts.put(RUNS, with(said.texts(RUNS), words.run().map(RunId::toString).stream().toList()));
    facts.put(DIGEST, words.digest());
    words.ttl().ifPresent(seconds -> facts.put(TTL, seconds));
    words.step().ifPresent(number -> facts.put(ArtifactNode.STEP, number));
    return new Attachment(
        KIND,
        Optional.empty(),
        before.mark().or(words::clientId),
        before.facts().with(JsonObject.of("note", facts)));
  }

  private static List<String> with(List<String> before, List<String> more) {
    var all = new LinkedHashSet<>(before);
    all.addAll(more);
    return List.copyOf(all);
  }

  /// With what is said of the manifest. That of one of several writers is one more part.
  static Attachment manifest(Attachment before, Optional<String> type, Optional<String> base) {
    var facts = new LinkedHashMap<String, @Nullable Object>();
    type.ifPresent(word -> facts.put(MANIFEST_TYPE, word));
    base.ifPresent(id -> facts.put(BASE, id));
    if (type.equals(Optional.of(PATCH))) {
      var parts = new Notes(before.facts()).parts() + 1;
      if (parts > MAX_PARTS) {
        throw new Failure.TooLarge(
            "artifactManifest", MAX_PARTS, "so many writers can share an artifact, and no more");
      }
      facts.put(PARTS, parts);
    }
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

  /// How many writers began to send a part; 0 if one sends the whole.
  long parts() {
    return facts.members().get(PARTS) instanceof Number count ? count.longValue() : 0;
  }

  /// Of the part that was begun last; empty if one writer sends the whole.
  String part() {
    return text(MANIFEST_TYPE).filter(PATCH::equals).isPresent()
        ? String.format(Locale.ROOT, "%06d", parts())
        : "";
  }

  List<RunId> runs() {
    return texts(RUNS).stream().map(UUID::fromString).map(RunId::new).toList();
  }

  boolean isWhole() {
    return text(MANIFEST_TYPE).orElse("FULL").equals("FULL");
  }

  Optional<String> base() {
    return text(BASE);
  }

  Optional<Ttl> ttl() {
    return facts.members().get(TTL) instanceof Number seconds
        ? Optional.of(ArtifactNode.ttl(seconds.longValue()))
        : Optional.empty();
  }

  /// What stays with the version.
  JsonObject ofVersion() {
    var kept = new LinkedHashMap<String, @Nullable Object>(facts.members());
    kept.keySet().retainAll(List.of(ArtifactNode.STEP));
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
