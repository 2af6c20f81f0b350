// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wiring;

import io.cairn.api.config.HttpConfig;
import io.cairn.api.http.BodyBuffers;
import io.cairn.api.http.ConnectionRules;
import io.cairn.api.http.Doorkeeper;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Looks at all connections every second, and ends those that are too slow.
@ApplicationScoped
public class ConnectionWatch {
  private static final Logger LOG = Logger.getLogger(ConnectionWatch.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("cairn-connections-", 0).factory());

  @Produces
  @Singleton
  Doorkeeper doorkeeper(HttpConfig config) {
    return new Doorkeeper(
        new ConnectionRules(
            config.maxConnections(),
            config.maxConnectionsPerAddress(),
            config.headTimeout(),
            config.bodySilence(),
            config.bodyGrace(),
            config.bodyMinRate()));
  }

  /// Without TLS there is HTTP/1.1 only: what a connection is at can be told from its bytes.
  @Produces
  @Singleton
  HttpServerOptionsCustomizer plainHttp() {
    return new HttpServerOptionsCustomizer() {
      @Override
      public void customizeHttpServer(HttpServerOptions options) {
        options.setHttp2ClearTextEnabled(false);
        BodyBuffers.configure(options);
      }
    };
  }

  void begin(@Observes StartupEvent start, Doorkeeper doorkeeper) {
    clock.scheduleAtFixedRate(
        () -> sweep(doorkeeper), EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  void end(@Observes ShutdownEvent stop) {
    clock.shutdownNow();
  }

  private static void sweep(Doorkeeper doorkeeper) {
    try {
      var ended = doorkeeper.sweep(EVERY);
      if (ended > 0) {
        LOG.infof("slow connections ended count=%d", ended);
      }
    } catch (RuntimeException e) {
      LOG.error("connections could not be looked at", e);
    }
  }
}
