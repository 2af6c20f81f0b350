// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/// One version as a collection or a registered model shows it.
///
/// @param ref what names it for ever within its collection, for example `models/digits:v3`
/// @param path collection or registered model
/// @param version `v` and the index
/// @param type for example `model` or `dataset`
/// @param digest `sha256:` of its manifest
/// @param size bytes of all its files
/// @param files how many files it has, references not counted
/// @param versionId of the content; several memberships may share it
/// @param json the server's whole answer
public record Version(
    String ref,
    String path,
    String version,
    long index,
    String type,
    String digest,
    long size,
    long files,
    long references,
    List<String> aliases,
    List<String> tags,
    String description,
    String createdAt,
    String createdBy,
    String versionId,
    JsonNode json) {

  static Version of(JsonNode node) {
    return new Version(
        Json.text(node, "ref"),
        Json.text(node, "path"),
        Json.text(node, "version"),
        Json.number(node, "index"),
        Json.text(node, "type"),
        Json.text(node, "digest"),
        Json.number(node, "size"),
        Json.number(node, "files"),
        Json.number(node, "references"),
        Json.texts(node, "aliases"),
        Json.texts(node, "tags"),
        Json.text(node, "description"),
        Json.text(node, "createdAt"),
        Json.text(node, "createdBy"),
        Json.text(node, "versionId"),
        node);
  }

  /// True in the answer of a commit or link that made something new.
  public boolean isCreated() {
    return Json.isTrue(json, "created");
  }

  /// True if it was deleted since; only the history of an alias leads to such a version.
  public boolean isDeleted() {
    return Json.text(json, "state").equals("deleted");
  }

  /// When it is to go by a time to live of its own; `never` if that has no end; empty without one.
  public Optional<String> expires() {
    return json.path("ttlSeconds").isNumber()
        ? Optional.of(json.path("expiresAt").asText("never"))
        : Optional.empty();
  }

  /// How an alias had come there: `alias, at, by, reason`; empty unless its history was asked.
  public Optional<JsonNode> moved() {
    return Optional.of(json.path("moved")).filter(JsonNode::isObject);
  }

  /// Why it must not be used any more, since when and on whose word; empty if it may.
  public Optional<String> recalled() {
    var recalled = json.path("recalled");
    return recalled.isObject()
        ? Optional.of(
            "recalled at "
                + Json.text(recalled, "at")
                + " by "
                + Json.text(recalled, "by")
                + ": "
                + Json.text(recalled, "reason"))
        : Optional.empty();
  }

  /// What was said about it when it was made, as JSON.
  public JsonNode metadata() {
    return json.path("metadata");
  }

  /// For a link: the version it was linked from, if the key may read it.
  public Optional<String> source() {
    var source = json.path("source");
    return source.isObject()
        ? Optional.of(Json.text(source, "path") + ":" + Json.text(source, "version"))
        : Optional.empty();
  }

  /// Path of the run that made it, if there is one that the key may read.
  public Optional<String> run() {
    var run = json.path("run");
    return run.isObject() ? Optional.of(Json.text(run, "path")) : Optional.empty();
  }
}
