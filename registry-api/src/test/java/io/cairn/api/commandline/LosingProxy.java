// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.commandline;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// Between a client and the server: hands every request on, waits until the server has acted, and
/// loses the first answer to each POST by closing the connection.
final class LosingProxy implements AutoCloseable {
  private static final Set<String> OWN = Set.of("host", "content-length", "connection", "upgrade");

  private final URI server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpServer door;
  private final Set<String> lost = ConcurrentHashMap.newKeySet();
  private final List<String> lostPaths = new CopyOnWriteArrayList<>();

  LosingProxy(URI server) throws IOException {
    this.server = server;
    door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    door.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    door.createContext(
        "/",
        exchange -> {
          try (exchange) {
            pass(exchange);
          }
        });
    door.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + door.getAddress().getPort());
  }

  /// The paths of the POSTs whose first answer was lost.
  List<String> lost() {
    return List.copyOf(lostPaths);
  }

  private void pass(HttpExchange exchange) throws IOException {
    var answer = send(exchange);
    if (exchange.getRequestMethod().equals("POST") && lost.add(nameOf(exchange))) {
      lostPaths.add(exchange.getRequestURI().getPath());
      throw new IOException("lost on purpose");
    }
    answer
        .headers()
        .map()
        .forEach((name, values) -> {
          if (!OWN.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
            exchange.getResponseHeaders().put(name, values);
          }
        });
    var body = answer.body();
    exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  /// By its key, or where it has none by its path.
  private static String nameOf(HttpExchange exchange) {
    var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    return key == null ? exchange.getRequestURI().toString() : key;
  }

  private HttpResponse<byte[]> send(HttpExchange exchange) throws IOException {
    var body = exchange.getRequestBody().readAllBytes();
    var request =
        HttpRequest.newBuilder(server.resolve(exchange.getRequestURI().toString()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> request.header(name, value));
          }
        });
    try {
      return http.send(request.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException(e));
    }
  }

  @Override
  public void close() {
    door.stop(0);
    http.shutdownNow();
  }
}
