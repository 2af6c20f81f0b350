// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.api.config.ServerConfig;
import io.quarkus.vertx.http.HttpServer;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import org.jboss.logging.Logger;

/// Tells the person at the terminal where the server is and where the first key lies.
@ApplicationScoped
public class Announcement {
  private static final Logger LOG = Logger.getLogger("cairn");

  private final ServerConfig server;
  private final HttpServer http;

  Announcement(ServerConfig server, HttpServer http) {
    this.server = server;
    this.http = http;
  }

  void announce(@ObservesAsync HttpServerStart started) {
    var base =
        server
            .baseUrl()
            .map(Object::toString)
            .orElse("http://" + shown(started.options().getHost()) + ":" + http.getPort());
    var folder = server.dataDir().toAbsolutePath();
    LOG.infof("Cairn is ready at %s", base);
    LOG.infof("data folder %s, admin key in %s", folder, folder.resolve("admin.key"));
  }

  private static String shown(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
  }
}
