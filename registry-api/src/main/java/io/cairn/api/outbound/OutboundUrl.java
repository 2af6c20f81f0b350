// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.outbound;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/// A URL that may be asked for, taken apart once: nobody reads its text a second time.
///
/// @param target path and query, as they go on the wire
record OutboundUrl(boolean isSecure, HostName host, int port, String target, URI uri) {
  private static final int MAX_LENGTH = 8_192;

  /// @param isPlainAllowed whether `http` is opened too
  static OutboundUrl parse(String text, boolean isPlainAllowed) throws Refused {
    if (text.length() > MAX_LENGTH
        || text.chars().anyMatch(c -> c <= 0x20 || c == '\\' || c == 0x7F)) {
      throw new Refused("is no legal URL");
    }
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException _) {
      throw new Refused("is no legal URL");
    }
    var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw new Refused("has a scheme that this server does not open");
    }
    if (scheme.equals("http") && !isPlainAllowed) {
      throw new Refused("is http, and this server opens https only (CAIRN_OUTBOUND_HTTP)");
    }
    if (uri.getHost() == null
        || uri.getRawUserInfo() != null
        || uri.getRawAuthority().contains("@")) {
      throw new Refused("has no legal host, or a user's name in front of it");
    }
    var isSecure = scheme.equals("https");
    var port = uri.getPort() < 0 ? (isSecure ? 443 : 80) : uri.getPort();
    if (port < 1 || port > 65_535) {
      throw new Refused("has no legal port");
    }
    return new OutboundUrl(isSecure, HostName.parse(uri.getHost()), port, target(uri), uri);
  }

  /// Where a redirect leads.
  OutboundUrl redirected(String location, boolean isPlainAllowed) throws Refused {
    URI next;
    try {
      next = uri.resolve(new URI(location));
    } catch (URISyntaxException _) {
      throw new Refused("redirects to what is no URL");
    }
    var url = parse(next.toString(), isPlainAllowed);
    if (isSecure && !url.isSecure) {
      throw new Refused("redirects from https to http");
    }
    return url;
  }

  /// As in the header `Host`.
  String authority() {
    return port == (isSecure ? 443 : 80) ? host.text() : host.text() + ":" + port;
  }

  private static String target(URI uri) {
    var ascii = URI.create(uri.toASCIIString());
    var path =
        ascii.getRawPath() == null || ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
    return ascii.getRawQuery() == null ? path : path + "?" + ascii.getRawQuery();
  }
}
