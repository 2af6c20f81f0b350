// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// A real HTTP server on loopback that answers as a test says: it stands for faults that a sound
/// server does not have.
final class TinyServer implements AutoCloseable {
  /// Answers quickly, and tries again as quickly.
  static final RetryPolicy HASTY =
      new RetryPolicy(
          Duration.ofSeconds(20),
          Duration.ofSeconds(2),
          Duration.ofMillis(5),
          Duration.ofMillis(20));

  private final HttpServer server;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  /// What to answer.
  interface Handler {
    void answer(HttpExchange exchange) throws IOException;
  }

  TinyServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  TinyServer on(String path, Handler handler) {
    server.createContext(
        path,
        exchange -> {
          requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          try (exchange) {
            handler.answer(exchange);
          }
        });
    return this;
  }

  /// Method and path of each request, in order.
  List<String> requests() {
    return List.copyOf(requests);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  CairnClient client() {
    return CairnClient.connect(url(), Optional.of("crn_p_test"), HASTY);
  }

  static void send(HttpExchange exchange, int status, String body) throws IOException {
    send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
  }

  static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
