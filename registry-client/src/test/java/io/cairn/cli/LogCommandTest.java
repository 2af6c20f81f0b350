// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogCommandTest {
  private static final String COMMITTED = "{\"status\":409,\"code\":\"draft.committed\"}";
  private static final String VERSION =
      "{\"ref\":\"t/p/c:v0\",\"path\":\"t/p/c\",\"version\":\"v0\"}";

  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void a_commit_whose_answer_was_lost_does_not_claim_that_nothing_is_new(@TempDir Path folder)
      throws Exception {
    Files.writeString(folder.resolve("a"), "a");
    var url = "http://127.0.0.1:" + server.getAddress().getPort();
    var cairn = new Cli("HOME", "/nonexistent", "CAIRN_URL", url);

    var json = cairn.run("log", folder.toString(), "--name", "t/p/c", "--json");
    var text = cairn.run("log", folder.toString(), "--name", "t/p/c");

    assertThat(json.exitCode()).as(json.err()).isZero();
    assertThat(json.out()).contains("t/p/c:v0").doesNotContain("\"created\"");
    assertThat(text.err()).contains("committed: ").doesNotContain("was there already");
  }

  private void answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    var body = exchange.getRequestBody().readAllBytes();
    try (exchange) {
      if (path.endsWith("/commit")) {
        send(exchange, 409, COMMITTED);
      } else if (path.endsWith("/resolve")) {
        send(exchange, 200, VERSION);
      } else if (path.endsWith("/missing")) {
        send(exchange, 200, "{\"missing\":[]}");
      } else if (path.endsWith("/manifest")) {
        send(exchange, 200, "{\"digest\":\"" + digest(body) + "\"}");
      } else {
        send(exchange, 200, "{\"id\":\"1\"}");
      }
    }
  }

  private static String digest(byte[] bytes) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "sha256:" + HexFormat.of().formatHex(sha256);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
