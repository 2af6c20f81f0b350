// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.core.access.Key;
import io.cairn.core.access.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A key on the wire, without what would let anyone use it.
@Schema(name = "Key", description = "What can be told of an API key after it was made")
record KeyBody(
    String id,
    String name,
    @Schema(examples = "ada") String user,
    @Schema(description = "Its first characters") String prefix,
    @Schema(description = "Its last four characters") String lastFour,
    @Schema(examples = "[\"read\",\"write\",\"admin\"]") List<String> scopes,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Schema(description = "Correct to about a minute") @Nullable Instant lastUsedAt,
    @Nullable Instant revokedAt) {
  static KeyBody of(Key key) {
    return new KeyBody(
        key.id().value().toString(),
        key.name(),
        key.user().text(),
        key.prefix(),
        key.lastFour(),
        texts(key.scopes()),
        key.createdAt(),
        key.expiresAt().orElse(null),
        key.lastUsedAt().orElse(null),
        key.revokedAt().orElse(null));
  }

  static List<String> texts(Set<Scope> scopes) {
    return scopes.stream().sorted().map(Scope::text).toList();
  }
}
