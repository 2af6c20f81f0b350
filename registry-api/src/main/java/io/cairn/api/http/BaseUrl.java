// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import io.cairn.api.config.ServerConfig;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Set;

/// By which scheme, host and port the caller reaches the server: what stands before the path of
/// every URL that is given out (security rule T3). Unless it is set, the `Host` of the request is
/// taken only where it names this machine itself; otherwise the address at which the request came
/// in.
@ApplicationScoped
public class BaseUrl {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private final ServerConfig config;
  private final CurrentVertxRequest current;

  BaseUrl(ServerConfig config, CurrentVertxRequest current) {
    this.config = config;
    this.current = current;
  }

  /// Without a slash at its end.
  public String of() {
    return config
        .baseUrl()
        .map(Object::toString)
        .map(url -> url.endsWith("/") ? url.substring(0, url.length() - 1) : url)
        .orElseGet(() -> asked(current.getCurrent().request()));
  }

  private static String asked(HttpServerRequest request) {
    var scheme = request.isSSL() ? "https://" : "http://";
    var authority = request.authority();
    if (authority != null && LOOPBACK.contains(host(authority.host()))) {
      return scheme + host(authority.host()) + port(authority.port());
    }
    var local = request.localAddress();
    return scheme + host(local.hostAddress()) + port(local.port());
  }

  private static String host(String host) {
    var bare = host.toLowerCase(Locale.ROOT);
    return bare.contains(":") && !bare.startsWith("[") ? "[" + bare + "]" : bare;
  }

  private static String port(int port) {
    return port <= 0 ? "" : ":" + port;
  }
}
