// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// A path below `/api/v1`, every segment and every query value percent-encoded (RFC 3986).
record Route(String text) {
  static Route of(String... segments) {
    return new Route("/api/v1").plus(segments);
  }

  /// @throws CairnException of kind USAGE for a segment that would mean another place: an empty
  ///   one, `.` or `..`, which whoever stands between takes away before the server sees the path
  Route plus(String... segments) {
    var route = new StringBuilder(text);
    for (var segment : segments) {
      if (!isName(segment)) {
        throw CairnException.usage("'" + segment + "' cannot be a name");
      }
      route.append('/').append(encode(segment));
    }
    return new Route(route.toString());
  }

  Route with(String name, String value) {
    var mark = text.indexOf('?') < 0 ? '?' : '&';
    return new Route(text + mark + encode(name) + '=' + encode(value));
  }

  static boolean isName(String segment) {
    return !segment.isEmpty() && !segment.equals(".") && !segment.equals("..");
  }

  private static String encode(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
