// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.lineage;

import io.cairn.core.json.JsonObject;

/// An edge, from the earlier thing to the later.
///
/// @param facts what is said of this connection alone
public record Edge(EdgeKind kind, Node from, Node to, JsonObject facts) {}
