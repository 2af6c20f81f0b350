// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.EntityTag;
import io.cairn.core.run.Run;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.OptionalLong;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/// A run as an answer, with its entity tag: the revision, which edits expect, and behind a dot what
/// changes by itself (metrics, signs of life), which only readers compare.
final class RunAnswer {
  private RunAnswer() {}

  static RestResponse<RunBody> of(Status status, Run run) {
    return ResponseBuilder.create(status, RunBody.of(run))
        .header(HttpHeaders.ETAG, new EntityTag(tag(run)).header())
        .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
        .build();
  }

  static RestResponse<RunBody> unlessKnown(Run run, @Nullable String ifNoneMatch) {
    if (new EntityTag(tag(run)).isNamedByIfNoneMatch(ifNoneMatch)) {
      return ResponseBuilder.<RunBody>create(Status.NOT_MODIFIED)
          .header(HttpHeaders.ETAG, new EntityTag(tag(run)).header())
          .build();
    }
    return of(Status.OK, run);
  }

  /// The revision that `If-Match` expects.
  static OptionalLong expectedRevision(@Nullable String ifMatch) {
    return Parsed.revision(EntityTag.expected(ifMatch).map(tag -> tag.split("\\.", 2)[0]));
  }

  private static String tag(Run run) {
    var moving =
        run.state()
            + " "
            + run.heartbeatAt()
            + " "
            + run.summary()
            + " "
            + run.path()
            + run.clash();
    return run.revision() + "." + Integer.toHexString(moving.hashCode());
  }
}
