// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A client of the native REST face, for one thread, that hides nothing: no retries, and a lost
/// connection is an [UncheckedIOException].
public final class Session implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final URI server;
  private final String key;

  public Session(URI server, String key) {
    this.server = server;
    this.key = key;
  }

  /// An answer: the status, and the body as bytes.
  public record Answer(int status, byte[] body) {
    public boolean isSuccess() {
      return status >= 200 && status < 300;
    }

    public JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  public Answer get(String path) {
    return send("GET", path, BodyPublishers.noBody(), null);
  }

  public Answer json(String method, String path, Object body) {
    try {
      return send(
          method,
          path,
          BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)),
          "application/json");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A POST with an `Idempotency-Key`.
  public Answer post(String path, Object body, String idempotencyKey) {
    try {
      return send(
          "POST",
          path,
          BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)),
          "application/json",
          Map.of("Idempotency-Key", idempotencyKey));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether `/q/health/…` says UP.
  public boolean isUp(String what) {
    return send(request("GET", "/q/health/" + what, BodyPublishers.noBody())).status() == 200;
  }

  public Answer bytes(String method, String path, byte[] body) {
    return send(method, path, BodyPublishers.ofByteArray(body), "application/octet-stream");
  }

  public Answer bytes(String method, String path, byte[] body, String type) {
    return send(method, path, BodyPublishers.ofByteArray(body), type);
  }

  /// Answers what the server says to a request that must succeed.
  public static Answer ok(Answer answer) {
    if (!answer.isSuccess()) {
      throw new IllegalStateException(answer.status() + " " + answer.text());
    }
    return answer;
  }

  private Answer send(String method, String path, BodyPublisher body, @Nullable String type) {
    return send(method, path, body, type, Map.of());
  }

  private Answer send(
      String method,
      String path,
      BodyPublisher body,
      @Nullable String type,
      Map<String, String> headers) {
    var request = request(method, "/api/v1" + path, body);
    if (type != null) {
      request.header("Content-Type", type);
    }
    headers.forEach(request::header);
    return send(request);
  }

  private HttpRequest.Builder request(String method, String path, BodyPublisher body) {
    return HttpRequest.newBuilder(server.resolve(path))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + key)
        .method(method, body);
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      var answer = http.send(request.build(), BodyHandlers.ofByteArray());
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
