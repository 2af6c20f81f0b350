// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.core.access.Member;
import io.cairn.core.name.Title;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A user's role in a team or registry, on the wire.
@Schema(name = "Member")
record MemberBody(
    @Schema(examples = "ada") String user,
    @Nullable String title,
    @Schema(description = "admin, member or viewer", examples = "member") String role,
    Instant addedAt) {
  static MemberBody of(Member member) {
    return new MemberBody(
        member.user().text(),
        member.title().map(Title::text).orElse(null),
        member.role().text(),
        member.addedAt());
  }

  /// The role to give.
  @Schema(name = "MemberRole")
  record Change(
      @Schema(description = "admin, member or viewer", examples = "member", required = true)
          @Nullable String role) {}
}
