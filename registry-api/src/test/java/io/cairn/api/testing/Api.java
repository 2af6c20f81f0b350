// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/// Calls the server with one key (or none, if empty). Paths begin with `/` and are relative to
/// `/api/v1`; a body that is no `String` or `byte[]` is sent as JSON. Headers are pairs.
public final class Api {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI server;
  private final String key;

  public Api(URI server, String key) {
    this.server = server;
    this.key = key;
  }

  public String key() {
    return key;
  }

  public URI server() {
    return server;
  }

  /// The same server, seen by another key.
  public Api as(String otherKey) {
    return new Api(server, otherKey);
  }

  public Answer get(String path, String... headers) {
    return send("GET", "/api/v1" + path, BodyPublishers.noBody(), headers);
  }

  public Answer delete(String path, String... headers) {
    return send("DELETE", "/api/v1" + path, BodyPublishers.noBody(), headers);
  }

  public Answer post(String path, Object body, String... headers) {
    return withBody("POST", path, body, headers);
  }

  public Answer put(String path, Object body, String... headers) {
    return withBody("PUT", path, body, headers);
  }

  public Answer patch(String path, Object body, String... headers) {
    return withBody("PATCH", path, body, headers);
  }

  /// Sends bytes as `application/octet-stream`.
  public Answer putBytes(String path, byte[] body, String... headers) {
    return send(
        "PUT",
        "/api/v1" + path,
        BodyPublishers.ofByteArray(body),
        with(headers, "Content-Type", "application/octet-stream"));
  }

  private Answer withBody(String method, String path, Object body, String... headers) {
    return send(
        method,
        "/api/v1" + path,
        BodyPublishers.ofString(text(body)),
        with(headers, "Content-Type", "application/json"));
  }

  /// Any method on any path of the server.
  public Answer send(String method, String path, BodyPublisher body, String... headers) {
    var request = HttpRequest.newBuilder(URI.create(server + path)).method(method, body);
    if (!key.isEmpty()) {
      request.header("Authorization", "Bearer " + key);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return new Answer(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String text(Object body) {
    if (body instanceof String text) {
      return text;
    }
    try {
      return JSON.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String[] with(String[] headers, String name, String value) {
    var all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 0, headers.length);
    all[headers.length] = name;
    all[headers.length + 1] = value;
    return all;
  }
}
