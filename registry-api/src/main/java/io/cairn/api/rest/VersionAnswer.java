// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.EntityTag;
import io.cairn.core.artifact.AliasMove;
import io.cairn.core.artifact.VersionView;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/// One version as an answer, with its entity tag: the revision, and what else the body shows (names
/// that others may change).
final class VersionAnswer {
  private VersionAnswer() {}

  static RestResponse<VersionBody> of(Status status, VersionView view, @Nullable Boolean created) {
    return of(status, view, VersionBody.of(view, created));
  }

  private static RestResponse<VersionBody> of(Status status, VersionView view, VersionBody body) {
    return ResponseBuilder.create(status, body)
        .header(HttpHeaders.ETAG, new EntityTag(tag(view)).header())
        .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
        .build();
  }

  static RestResponse<VersionBody> unlessKnown(VersionView view, @Nullable String ifNoneMatch) {
    return unlessKnown(view, Optional.empty(), ifNoneMatch);
  }

  /// @param moved how an alias had come to the version, if that was asked
  static RestResponse<VersionBody> unlessKnown(
      VersionView view, Optional<AliasMove> moved, @Nullable String ifNoneMatch) {
    if (new EntityTag(tag(view)).isNamedByIfNoneMatch(ifNoneMatch)) {
      return ResponseBuilder.<VersionBody>create(Status.NOT_MODIFIED)
          .header(HttpHeaders.ETAG, new EntityTag(tag(view)).header())
          .build();
    }
    return of(Status.OK, view, VersionBody.of(view, null, moved.orElse(null)));
  }

  /// The revision that `If-Match` expects.
  static Optional<String> expectedRevision(@Nullable String ifMatch) {
    return EntityTag.expected(ifMatch).map(tag -> tag.split("\\.", 2)[0]);
  }

  private static String tag(VersionView view) {
    var names = view.path() + " " + view.source() + " " + view.run();
    return view.revision() + "." + Integer.toHexString(names.hashCode());
  }
}
