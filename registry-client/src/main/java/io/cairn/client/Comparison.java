// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;

/// Two versions that were compared, and what all changes amount to.
///
/// @param totals numbers by name: `added`, `removed`, `changed`, `unchanged`, `bytesAdded`,
///   `bytesRemoved`, and `moved`, which is null if there were too many to tell
public record Comparison(Version from, Version to, JsonNode totals) {}
