// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/// One request: what to send, and whether sending it twice does no harm.
///
/// @param body made anew for each attempt
record Call(
    String method,
    Route route,
    Supplier<BodyPublisher> body,
    Map<String, String> headers,
    boolean isRepeatable) {
  static Call get(Route route) {
    return new Call("GET", route, BodyPublishers::noBody, Map.of(), true);
  }

  static Call delete(Route route) {
    return new Call("DELETE", route, BodyPublishers::noBody, Map.of(), true);
  }

  static Call post(Route route, JsonNode body) {
    return json("POST", route, body, false);
  }

  static Call put(Route route, JsonNode body) {
    return json("PUT", route, body, true);
  }

  static Call patch(Route route, JsonNode body) {
    return json("PATCH", route, body, true);
  }

  static Call bytes(Route route, String type, Supplier<BodyPublisher> body) {
    return new Call("PUT", route, body, Map.of("Content-Type", type), true);
  }

  /// Bytes that may be posted again.
  static Call postBytes(Route route, String type, Supplier<BodyPublisher> body) {
    return new Call("POST", route, body, Map.of("Content-Type", type), true);
  }

  private static Call json(String method, Route route, JsonNode body, boolean isRepeatable) {
    var bytes = Json.bytes(body);
    return new Call(
        method,
        route,
        () -> BodyPublishers.ofByteArray(bytes),
        Map.of("Content-Type", "application/json"),
        isRepeatable);
  }

  Call repeatable() {
    return new Call(method, route, body, headers, true);
  }

  /// For calls with a compare-and-set: a repetition would be answered as stale.
  Call once() {
    return new Call(method, route, body, headers, false);
  }

  Call header(String name, String value) {
    var more = new TreeMap<>(headers);
    more.put(name, value);
    return new Call(method, route, body, more, isRepeatable);
  }
}
