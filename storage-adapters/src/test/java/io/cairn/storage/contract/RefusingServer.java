// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A store that says no so many times, whatever it is asked, and then one other thing.
public final class RefusingServer implements AutoCloseable {
  private final HttpServer server;
  private final AtomicInteger asked = new AtomicInteger();

  public RefusingServer(int status, int times, String type, String refusal, String otherwise)
      throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          var isRefused = asked.incrementAndGet() <= times;
          exchange.getRequestBody().readAllBytes();
          var body = (isRefused ? refusal : otherwise).getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", type);
          exchange.sendResponseHeaders(isRefused ? status : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public int asked() {
    return asked.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
