// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Finding, describing and deleting versions.
public final class Versions {
  private final Transport transport;

  Versions(Transport transport) {
    this.transport = transport;
  }

  /// The version that `ref` means now, or meant then: after `~` it may be a deleted one.
  ///
  /// @throws CairnException of kind NOT_FOUND if there is none that the key may read
  public Version resolve(String ref) {
    return Version.of(
        transport.json(Call.get(Route.of("resolve").with("ref", Reference.parse(ref).toString()))));
  }

  /// Newest first, at most `max`.
  public List<Version> list(String collection, int max) {
    var route = Reference.parse(collection).collectionRoute().plus("versions");
    return Pages.list(transport, route, max, Version::of);
  }

  /// Deleted versions and links, newest first, at most `max`; their `json` has `deletedAt` and
  /// `restorableUntil`.
  public List<Version> listDeleted(String collection, int max) {
    var route =
        Reference.parse(collection).collectionRoute().plus("versions").with("state", "deleted");
    return Pages.list(transport, route, max, Version::of);
  }

  /// Says that a version must not be used any more: names that may move no longer lead to it.
  ///
  /// @return `version`, `dependants`: what came of it, as nodes of the lineage, and `pulledBy`
  /// @throws CairnException of kind USAGE if `ref` has no selector
  public JsonNode recall(String ref, String reason) {
    return transport.json(Call.put(recallRoute(ref), Json.object().put("reason", reason)));
  }

  /// Who pulled a version, the newest first, at most `max`: `user, path, selector, firstAt, lastAt,
  /// times`.
  public List<JsonNode> pulls(String ref, int max) {
    var route = Reference.parse(ref).versionRoute().plus("pulls");
    return Pages.list(transport, route, max, node -> node);
  }

  /// Takes a recall back.
  public Version liftRecall(String ref, Optional<String> reason) {
    var route = recallRoute(ref);
    return Version.of(
        transport.json(Call.delete(reason.map(text -> route.with("reason", text)).orElse(route))));
  }

  private static Route recallRoute(String ref) {
    var reference = Reference.parse(ref);
    if (reference.selector().isEmpty()) {
      throw CairnException.usage(
          "say which version: '" + ref + "' needs a selector, for example " + ref + ":v0");
    }
    return reference.versionRoute().plus("recall");
  }

  /// Hands each entry of the version to `sink`: `path`, `size`, and `digest` or `ref`.
  public void files(Version version, Consumer<JsonNode> sink) {
    var route = Route.of("versions", version.versionId(), "files");
    Pages.each(transport, route, Long.MAX_VALUE, sink);
  }

  /// Hands what lies directly in a folder of the version to `sink`: entries as [#files], and
  /// folders with `path` and `folder`. `""` is the top.
  public void browse(Version version, String folder, Consumer<JsonNode> sink) {
    var route = Route.of("versions", version.versionId(), "files").with("folder", folder);
    Pages.each(transport, route, Long.MAX_VALUE, sink);
  }

  /// Hands each path at which the files of two versions differ to `sink`, in the order of a
  /// manifest: `path`, `change` (`added`, `removed`, `changed`), and `before` and `after` with
  /// `size` and `digest`, or `ref`. However many there are, a page at a time is held.
  public Comparison diff(String from, String to, Consumer<JsonNode> sink) {
    var first = diffPage(Reference.parse(from).toString(), Reference.parse(to).toString(), null);
    var comparison =
        new Comparison(
            Version.of(first.path("from")), Version.of(first.path("to")), first.path("totals"));
    first.path("items").forEach(sink);
    // What an alias means may change between two pages; what the first page answered does not.
    for (var next = Json.textOrNull(first, "next"); next != null; ) {
      var page = diffPage(comparison.from().ref(), comparison.to().ref(), next);
      page.path("items").forEach(sink);
      next = Json.textOrNull(page, "next");
    }
    return comparison;
  }

  private JsonNode diffPage(String from, String to, @Nullable String cursor) {
    var route = Route.of("diff").with("from", from).with("to", to).with("limit", "500");
    return transport.json(Call.get(cursor == null ? route : route.with("cursor", cursor)));
  }

  /// Versions and links that fulfil all of `where`, in all that the key may read.
  public List<Version> search(VersionSearch search, int max) {
    return Pages.list(transport, search.route(), max, Version::of);
  }

  /// Changes what is said about a version; content never changes.
  public Version edit(
      String ref, Optional<String> description, List<String> addTags, List<String> removeTags) {
    ObjectNode body = Json.object();
    description.ifPresent(text -> body.put("description", text));
    if (!addTags.isEmpty()) {
      body.set("addTags", Json.texts(addTags));
    }
    if (!removeTags.isEmpty()) {
      body.set("removeTags", Json.texts(removeTags));
    }
    return Version.of(transport.json(Call.patch(Reference.parse(ref).versionRoute(), body).once()));
  }

  /// Says how long a version is to live, from its making.
  ///
  /// @param seconds 0: without end; -1: as keep rules say
  public Version setTtl(String ref, long seconds) {
    var body = Json.object().put("ttlSeconds", seconds);
    return Version.of(transport.json(Call.patch(Reference.parse(ref).versionRoute(), body).once()));
  }

  /// Deletes the version in its home, or takes it out of the registered model if it is a link.
  ///
  /// @throws CairnException of kind USAGE if `ref` has no selector: nothing is deleted by default
  public void delete(String ref) {
    var reference = Reference.parse(ref);
    if (reference.selector().isEmpty()) {
      throw CairnException.usage(
          "say which version: '" + ref + "' needs a selector, for example " + ref + ":v0");
    }
    transport.json(Call.delete(exact(reference).versionRoute()));
  }

  /// The same with `v` and the index as its selector: an alias may mean another version by the time
  /// a call is repeated, an index never does.
  Reference exact(Reference reference) {
    if (reference.selectorOrLatest().matches("v[0-9]+")) {
      return reference;
    }
    var version = resolve(reference.toString()).version();
    return new Reference(reference.names(), Optional.of(version));
  }

  /// Brings a deleted version, or a link that was taken away, back. Its aliases are not set again.
  ///
  /// @param ref with the index of the version: a deleted one bears no alias
  /// @throws CairnException of kind USAGE if `ref` has no index, NOT_FOUND if the time for it is
  ///   over, REFUSED if the same content was logged again
  public Version undelete(String ref) {
    var reference = Reference.parse(ref);
    if (!reference.selectorOrLatest().matches("v[0-9]+")) {
      throw CairnException.usage(
          "'" + ref + "' needs the index of a version, for example " + reference.path() + ":v0");
    }
    return Version.of(
        transport.json(Call.post(reference.versionRoute().plus("undelete"), Json.object())));
  }
}
