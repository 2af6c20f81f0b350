// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.file;

import io.cairn.core.failure.Failure;
import java.util.List;
import java.util.UUID;

/// What a signed URL gives the right to do: one thing, with one object.
public sealed interface Grant {
  /// Send a file of a run; `run` is the run's whole path.
  record PutRunFile(String run, String path) implements Grant {}

  /// Read a file of a run.
  record GetRunFile(String run, String path) implements Grant {}

  /// Send a file into a draft; the bytes must have that MD5, in hex.
  record PutDraftFile(UUID draft, String path, String md5) implements Grant {}

  /// Send the SDK's own manifest of a draft; `part` is empty, or that of one of several writers.
  record PutDraftManifest(UUID draft, String part, String md5) implements Grant {}

  /// Read a blob that a version holds, in hex.
  record GetVersionBlob(UUID version, String digest, String name) implements Grant {}

  /// Read the SDK's own manifest of a version.
  record GetVersionManifest(UUID version) implements Grant {}

  /// Whether it is to send bytes.
  default boolean isUpload() {
    return switch (this) {
      case PutRunFile _, PutDraftFile _, PutDraftManifest _ -> true;
      case GetRunFile _, GetVersionBlob _, GetVersionManifest _ -> false;
    };
  }

  /// The words that are signed.
  default List<String> words() {
    return switch (this) {
      case PutRunFile(var run, var path) -> List.of("put-run-file", run, path);
      case GetRunFile(var run, var path) -> List.of("get-run-file", run, path);
      case PutDraftFile(var draft, var path, var md5) ->
          List.of("put-draft-file", draft.toString(), path, md5);
      case PutDraftManifest(var draft, var part, var md5) ->
          List.of("put-draft-manifest", draft.toString(), part, md5);
      case GetVersionBlob(var version, var digest, var name) ->
          List.of("get-version-blob", version.toString(), digest, name);
      case GetVersionManifest(var version) -> List.of("get-version-manifest", version.toString());
    };
  }

  /// As [#words()] wrote them.
  static Grant of(List<String> words) {
    return switch (words.getFirst()) {
      case "put-run-file" -> new PutRunFile(words.get(1), words.get(2));
      case "get-run-file" -> new GetRunFile(words.get(1), words.get(2));
      case "put-draft-file" ->
          new PutDraftFile(UUID.fromString(words.get(1)), words.get(2), words.get(3));
      case "put-draft-manifest" ->
          new PutDraftManifest(UUID.fromString(words.get(1)), words.get(2), words.get(3));
      case "get-version-blob" ->
          new GetVersionBlob(UUID.fromString(words.get(1)), words.get(2), words.get(3));
      case "get-version-manifest" -> new GetVersionManifest(UUID.fromString(words.get(1)));
      default -> throw new Failure.Forbidden("url.signature", "the URL is of another version");
    };
  }
}
