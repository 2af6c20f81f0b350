// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/// One request: what to send, and whether sending it twice does no harm.
///
/// A POST has an `Idempotency-Key` of its own, the same in all its attempts: the server carries it
/// out once, however often it comes.
///
/// @param body made anew for each attempt
/// @param isRepeatable whether the server may carry it out twice without harm
record Call(
    String method,
    Route route,
    Supplier<BodyPublisher> body,
    Map<String, String> headers,
    boolean isRepeatable) {
  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  static Call get(Route route) {
    return new Call("GET", route, BodyPublishers::noBody, Map.of(), true);
  }

  static Call delete(Route route) {
    return new Call("DELETE", route, BodyPublishers::noBody, Map.of(), true);
  }

  /// Under a key of its own.
  static Call post(Route route, JsonNode body) {
    return postOnce(route, body).underNewKey();
  }

  /// For an answer that holds a secret: the server keeps none, so there is no second attempt.
  static Call postOnce(Route route, JsonNode body) {
    return json("POST", route, body, false);
  }

  /// For what does no harm twice, and is not worth a key.
  static Call postAgain(Route route, JsonNode body) {
    return json("POST", route, body, true);
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

  /// As a request that the server has not seen.
  Call underNewKey() {
    return header(IDEMPOTENCY_KEY, UUID.randomUUID().toString());
  }

  /// Whether it may be sent again after an attempt that nobody knows the end of.
  boolean maySendAgain() {
    return isRepeatable || headers.containsKey(IDEMPOTENCY_KEY);
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
