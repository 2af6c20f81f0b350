// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/// Breaks an answer off whose head is on its way, so that nobody takes it for a whole one.
///
/// HTTP/2 resets the stream. HTTP/1.1 knows nothing but the end of the connection, which must come
/// at once: Vert.x would first write out what waits, and meanwhile the framework ends the body in
/// good order, with the last chunk (RFC 9112 § 7.1). So the channel itself is closed.
final class BrokenAnswer {
  private BrokenAnswer() {}

  static void breakOff(RoutingContext context) {
    var connection = context.request().connection();
    if (context.request().version() == HttpVersion.HTTP_2) {
      context.response().reset();
    } else if (connection instanceof ConnectionBase base) {
      base.channel().close();
    } else {
      connection.close();
    }
  }
}
