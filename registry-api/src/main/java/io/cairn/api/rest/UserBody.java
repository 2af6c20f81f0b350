// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.core.access.User;
import io.cairn.core.name.Title;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A user on the wire.
@Schema(name = "User", description = "A person or a service account")
record UserBody(
    @Schema(examples = "ada") String name,
    @Nullable String title,
    @Schema(description = "person or service", examples = "person") String kind,
    @Schema(description = "admin, auditor or member", examples = "member") String role,
    @Schema(description = "A disabled user's keys do not work") boolean disabled,
    Instant createdAt,
    String id) {
  static UserBody of(User user) {
    return new UserBody(
        user.name().text(),
        user.title().map(Title::text).orElse(null),
        user.kind().text(),
        user.role().text(),
        user.isDisabled(),
        user.createdAt(),
        user.id().value().toString());
  }
}
