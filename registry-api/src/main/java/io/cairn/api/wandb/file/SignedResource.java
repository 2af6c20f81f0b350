// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb.file;

import io.cairn.api.http.ReadAhead;
import io.cairn.core.failure.Failure;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Bytes in and out for the SDK, which sends no key with them: the URL itself is the right.
@Path(SignedUrls.PATH)
@Tag(name = "wandb")
public class SignedResource {
  private final SignedUrls urls;
  private final Uploads uploads;
  private final Downloads downloads;

  SignedResource(SignedUrls urls, Uploads uploads, Downloads downloads) {
    this.urls = urls;
    this.uploads = uploads;
    this.downloads = downloads;
  }

  @PUT
  @ReadAhead
  @Consumes(MediaType.WILDCARD)
  @PermitAll
  @Operation(
      summary = "Send bytes by a signed URL",
      description =
          "Of the wandb SDK. 403 if the URL is not one that this server gave out for sending, or has"
              + " expired; 422 if the bytes are others than it promises.")
  public Response put(
      @QueryParam("grant") @Nullable String grant, @Context HttpHeaders headers, InputStream body) {
    var opened = urls.open(given(grant), true);
    try {
      uploads.take(opened, length(headers), body);
    } catch (IOException _) {
      throw new Failure.Invalid("body", "body.cut", "the body broke off; nothing of it was kept");
    }
    return Response.ok().build();
  }

  @GET
  @Produces(MediaType.WILDCARD)
  @PermitAll
  @Operation(
      summary = "Read bytes by a signed URL",
      description =
          "Of the wandb SDK. 403 if the URL is not one that this server gave out for reading, or has"
              + " expired.")
  public Response get(@QueryParam("grant") @Nullable String grant, @Context HttpHeaders headers) {
    return downloads.answer(urls.open(given(grant), false), headers);
  }

  private static String given(@Nullable String grant) {
    if (grant == null) {
      throw new Failure.Unauthenticated("this URL lacks its signature");
    }
    return grant;
  }

  private static OptionalLong length(HttpHeaders headers) {
    var text = headers.getHeaderString(HttpHeaders.CONTENT_LENGTH);
    return text != null && text.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }
}
