// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.cairn.client.CairnException.Kind;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Deletes whose answer is lost on its way.
class DeleteTest {
  private static final String VERSIONS = "/api/v1/registries/m/models/d/versions/";

  @ParameterizedTest
  @ValueSource(strings = {"m/d:latest", "m/d@sha256:00"})
  void what_moves_is_deleted_by_its_index_however_often_it_is_asked(String ref) {
    var calls = new AtomicInteger();
    try (var server = new TinyServer();
        var cairn = server.client()) {
      server
          .on("/api/v1/resolve", exchange -> TinyServer.send(exchange, 200, "{\"version\":\"v7\"}"))
          .on(VERSIONS, exchange -> loseFirst(calls, exchange));

      cairn.versions().delete(ref);

      assertThat(server.requests().stream().skip(1))
          .containsExactly("DELETE " + VERSIONS + "v7", "DELETE " + VERSIONS + "v7");
    }
  }

  @Test
  void a_link_is_taken_out_by_its_index() {
    var calls = new AtomicInteger();
    try (var server = new TinyServer();
        var cairn = server.client()) {
      server
          .on("/api/v1/resolve", exchange -> TinyServer.send(exchange, 200, "{\"version\":\"v2\"}"))
          .on(VERSIONS, exchange -> loseFirst(calls, exchange));

      cairn.links().unlink("m/d:production");

      assertThat(server.requests().getLast()).isEqualTo("DELETE " + VERSIONS + "v2");
    }
  }

  @Test
  void what_was_never_there_is_not_found() {
    try (var server = new TinyServer();
        var cairn = server.client()) {
      server.on(VERSIONS, exchange -> TinyServer.send(exchange, 404, "{}"));

      assertThatThrownBy(() -> cairn.versions().delete("m/d:v0"))
          .isInstanceOfSatisfying(
              CairnException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND));
    }
  }

  @Test
  void an_alias_with_an_expectation_is_removed_once() {
    var calls = new AtomicInteger();
    try (var server = new TinyServer();
        var cairn = server.client()) {
      server.on("/api/v1/registries/m/models/d/aliases/", exchange -> loseFirst(calls, exchange));

      assertThatThrownBy(() -> cairn.aliases().remove("m/d", "best", Optional.of("v1")))
          .isInstanceOfSatisfying(
              CairnException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TRY_AGAIN));
      assertThat(calls).hasValue(1);
    }
  }

  /// The first call is done, but nobody hears of it; later ones find nothing.
  private static void loseFirst(AtomicInteger calls, HttpExchange exchange) throws IOException {
    if (calls.incrementAndGet() > 1) {
      TinyServer.send(exchange, 404, "{}");
    }
  }
}
