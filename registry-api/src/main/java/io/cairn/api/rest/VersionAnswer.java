// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.EntityTag;
import io.cairn.core.artifact.AliasMove;
import io.cairn.core.artifact.ResolveReference.Resolved;
import io.cairn.core.artifact.VersionView;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/// One version as an answer, with its entity tag: the revision, and what else the body shows (names
/// that others may change).
final class VersionAnswer {
  static final String CACHING = "private, no-cache";

  private VersionAnswer() {}

  static RestResponse<VersionBody> of(Status status, VersionView view, @Nullable Boolean created) {
    return ResponseBuilder.create(status, VersionBody.of(view, created))
        .header(HttpHeaders.ETAG, entityTag(view).header())
        .header(HttpHeaders.CACHE_CONTROL, CACHING)
        .build();
  }

  static RestResponse<VersionBody> unlessKnown(VersionView view, @Nullable String ifNoneMatch) {
    return unlessKnown(tag(view), () -> VersionBody.of(view), ifNoneMatch);
  }

  /// For an answer that may come from the history of an alias.
  ///
  /// @param moved how the alias had come to the version, if that was asked
  static RestResponse<VersionBody> unlessKnown(
      Resolved resolved, Optional<AliasMove> moved, @Nullable String ifNoneMatch) {
    var tag = tag(resolved.version()) + (resolved.isGone() ? ".gone" : "");
    return unlessKnown(tag, () -> VersionBody.inHistory(resolved, moved.orElse(null)), ifNoneMatch);
  }

  private static RestResponse<VersionBody> unlessKnown(
      String tag, Supplier<VersionBody> body, @Nullable String ifNoneMatch) {
    var entityTag = new EntityTag(tag);
    var answer =
        entityTag.isNamedByIfNoneMatch(ifNoneMatch)
            ? ResponseBuilder.<VersionBody>create(Status.NOT_MODIFIED)
            : ResponseBuilder.create(Status.OK, body.get())
                .header(HttpHeaders.CACHE_CONTROL, CACHING);
    return answer.header(HttpHeaders.ETAG, entityTag.header()).build();
  }

  /// The revision that `If-Match` expects.
  static Optional<String> expectedRevision(@Nullable String ifMatch) {
    return EntityTag.expected(ifMatch).map(tag -> tag.split("\\.", 2)[0]);
  }

  static EntityTag entityTag(VersionView view) {
    return new EntityTag(tag(view));
  }

  private static String tag(VersionView view) {
    var names = view.path() + " " + view.source() + " " + view.run();
    return view.revision() + "." + Integer.toHexString(names.hashCode());
  }
}
