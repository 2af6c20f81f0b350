// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;

/// A file of a run.
///
/// @param digest `sha256:` and 64 hex digits; empty for a folder
/// @param isFolder a folder, which only a browsed folder shows
/// @param json the server's whole answer
public record RunFile(String path, long size, String digest, boolean isFolder, JsonNode json) {
  static RunFile of(JsonNode node) {
    return new RunFile(
        Json.text(node, "path"),
        Json.number(node, "size"),
        Json.text(node, "digest"),
        Json.isTrue(node, "folder"),
        node);
  }
}
