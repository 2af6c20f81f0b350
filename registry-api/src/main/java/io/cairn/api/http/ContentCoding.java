// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import io.cairn.core.failure.Failure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// The native face takes bodies as they are: it unpacks none, so none can unpack to more than was
/// sent (security rule I10). Said before a byte of the body is read.
@ApplicationScoped
public class ContentCoding {
  private static final String PREFIX = "/api/v1/";

  @ServerRequestFilter
  void check(ContainerRequestContext request) {
    var coding = request.getHeaderString(HttpHeaders.CONTENT_ENCODING);
    if (coding != null
        && request.getUriInfo().getRequestUri().getPath().startsWith(PREFIX)
        && !coding.equalsIgnoreCase("identity")) {
      throw new Failure.Invalid(
          HttpHeaders.CONTENT_ENCODING,
          "content-encoding.identity",
          "bodies are taken as they are: send this without Content-Encoding");
    }
  }
}
