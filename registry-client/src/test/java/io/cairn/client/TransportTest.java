// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.cairn.client.CairnException.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransportTest {
  private static final String WHOAMI = "/api/v1/whoami";

  @ParameterizedTest
  @CsvSource({"429", "502", "503", "504"})
  void a_read_is_repeated_while_the_server_asks_for_time(int status) {
    var calls = new AtomicInteger();
    try (var server =
            new TinyServer()
                .on(
                    WHOAMI,
                    exchange -> {
                      var isFirst = calls.incrementAndGet() < 3;
                      TinyServer.send(exchange, isFirst ? status : 200, "{\"user\":\"ada\"}");
                    });
        var cairn = server.client()) {

      var who = cairn.whoAmI();

      assertThat(who.path("user").asText()).isEqualTo("ada");
      assertThat(calls).hasValue(3);
    }
  }

  @Test
  void an_upload_that_ran_longer_than_the_patience_is_sent_again() throws Exception {
    var patience = Duration.ofMillis(200);
    var hasty = new RetryPolicy(patience, patience, Duration.ofMillis(1), Duration.ofMillis(2));
    var calls = new AtomicInteger();
    try (var server = new TinyServer();
        var transport = new Transport(server.url(), "key", hasty)) {
      server.on(
          "/api/v1/long",
          exchange -> {
            if (calls.incrementAndGet() == 1) {
              LockSupport.parkNanos(patience.multipliedBy(3).toNanos());
            } else {
              TinyServer.send(exchange, 200, "{}");
            }
          });

      transport.json(
          Call.bytes(Route.of("long"), "application/octet-stream", BodyPublishers::noBody));

      assertThat(calls).hasValue(2);
    }
  }

  @Test
  void patience_begins_anew_for_long_attempts_a_few_times_only() {
    var trouble = new Trouble();
    var patience = Duration.ofSeconds(45);
    var hour = Duration.ofHours(1).toNanos();
    var isOver = new ArrayList<Boolean>();

    for (var i = 0; i < 7; i++) {
      isOver.add(trouble.isOver(i * hour, (i + 1) * hour, false, patience, Duration.ZERO));
    }

    assertThat(isOver).containsExactly(false, false, false, false, false, false, true);
  }

  @Test
  void a_write_whose_answer_shows_a_secret_is_not_repeated() {
    var keys = new CopyOnWriteArrayList<String>();
    try (var server =
            new TinyServer()
                .on(
                    "/api/v1/keys",
                    exchange -> {
                      keys.add(keyOf(exchange));
                      TinyServer.send(exchange, 503, "{}");
                    });
        var cairn = server.client()) {

      assertThatThrownBy(() ->
              cairn
                  .admin()
                  .createKey(Optional.empty(), Optional.empty(), List.of(), Optional.empty()))
          .isInstanceOfSatisfying(
              CairnException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TRY_AGAIN));
      assertThat(keys).containsExactly("none");
    }
  }

  @Test
  void a_write_whose_answer_was_lost_is_repeated_under_its_key() {
    var keys = new CopyOnWriteArrayList<String>();
    try (var server =
            new TinyServer()
                .on(
                    "/api/v1/teams",
                    exchange -> {
                      keys.add(keyOf(exchange));
                      switch (keys.size()) {
                        case 1 -> dropAnswer(exchange);
                        case 2 -> TinyServer.send(exchange, 503, "{}");
                        case 3 ->
                            TinyServer.send(
                                exchange, 409, "{\"code\":\"idempotency.in-progress\"}");
                        case 4 -> cutAnswer(exchange);
                        default -> TinyServer.send(exchange, 201, "{\"name\":\"t\"}");
                      }
                    });
        var cairn = server.client()) {

      var team = cairn.admin().createTeam("t", Optional.empty());
      cairn.admin().createTeam("u", Optional.empty());

      assertThat(team.path("name").asText()).isEqualTo("t");
      assertThat(keys).hasSize(6).doesNotContain("none");
      assertThat(keys.subList(0, 5)).containsOnly(keys.getFirst());
      assertThat(keys.getLast()).as("another call, another key").isNotEqualTo(keys.getFirst());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"idempotency.unknown", "idempotency.reused", "team.taken"})
  void a_write_of_unknown_end_is_left_to_people(String code) {
    var calls = new AtomicInteger();
    try (var server =
            new TinyServer()
                .on(
                    "/api/v1/teams",
                    exchange -> {
                      calls.incrementAndGet();
                      TinyServer.send(exchange, 409, "{\"code\":\"" + code + "\"}");
                    });
        var cairn = server.client()) {

      assertThatThrownBy(() -> cairn.admin().createTeam("t", Optional.empty()))
          .isInstanceOfSatisfying(CairnException.class, e -> assertThat(e.code()).isEqualTo(code));
      assertThat(calls).hasValue(1);
    }
  }

  @Test
  void a_write_of_unknown_end_that_does_no_harm_twice_is_sent_anew() {
    var keys = new CopyOnWriteArrayList<String>();
    try (var server =
            new TinyServer()
                .on(
                    "/api/v1/teams/t/projects/p/runs/r/finish",
                    exchange -> {
                      keys.add(keyOf(exchange));
                      if (keys.size() == 1) {
                        TinyServer.send(exchange, 409, "{\"code\":\"idempotency.unknown\"}");
                      } else {
                        TinyServer.send(exchange, 200, "{\"path\":\"t/p/runs/r\"}");
                      }
                    });
        var cairn = server.client()) {

      cairn.runs().finish("t/p/runs/r", false, OptionalInt.of(0));

      assertThat(keys).hasSize(2).doesNotHaveDuplicates().doesNotContain("none");
    }
  }

  private static String keyOf(HttpExchange exchange) {
    var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    return key == null ? "none" : key;
  }

  /// Takes the request, and closes the connection.
  private static void dropAnswer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    throw new IOException("the connection is closed without an answer");
  }

  /// Says that an answer comes, and closes the connection in it.
  private static void cutAnswer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(201, 100);
    exchange.getResponseBody().write('{');
    exchange.getResponseBody().flush();
    throw new IOException("the connection is closed within the answer");
  }

  @ParameterizedTest
  @CsvSource({
    "400,REFUSED,1",
    "401,REFUSED,1",
    "403,REFUSED,1",
    "404,NOT_FOUND,3",
    "409,REFUSED,1",
    "410,NOT_FOUND,3",
    "412,REFUSED,1",
    "422,INTEGRITY,4",
    "500,TRY_AGAIN,5"
  })
  void a_status_tells_the_kind_and_the_exit_code(int status, Kind kind, int exitCode) {
    try (var server =
            new TinyServer().on(WHOAMI, exchange -> TinyServer.send(exchange, status, ""));
        var cairn = server.client()) {
      assertThatThrownBy(cairn::whoAmI)
          .isInstanceOfSatisfying(
              CairnException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(kind);
                assertThat(e.exitCode()).isEqualTo(exitCode);
                assertThat(e.status()).isEqualTo(status);
              });
    }
  }

  @Test
  void a_problem_is_read_member_by_member() {
    var problem =
        """
        {"type":"about:blank","title":"Conflict","status":409,"detail":"alias moved",
         "code":"alias.expected","field":"expected","rule":"alias.stale","actual":"v4",
         "requestId":"r-1","missing":["sha256:00"]}\
        """;
    try (var server =
            new TinyServer().on(WHOAMI, exchange -> TinyServer.send(exchange, 409, problem));
        var cairn = server.client()) {
      assertThatThrownBy(cairn::whoAmI)
          .hasMessage("alias moved")
          .isInstanceOfSatisfying(
              CairnException.class,
              e -> {
                assertThat(e.code()).isEqualTo("alias.expected");
                assertThat(e.field()).contains("expected");
                assertThat(e.rule()).contains("alias.stale");
                assertThat(e.actual()).contains("v4");
                assertThat(e.requestId()).contains("r-1");
                assertThat(e.missing()).containsExactly("sha256:00");
              });
    }
  }

  @Test
  void rotten_bytes_on_the_server_are_an_integrity_failure() {
    try (var server =
            new TinyServer()
                .on(
                    WHOAMI,
                    exchange -> TinyServer.send(exchange, 500, "{\"code\":\"blob.corrupt\"}"));
        var cairn = server.client()) {
      assertThatThrownBy(cairn::whoAmI)
          .isInstanceOfSatisfying(
              CairnException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INTEGRITY));
    }
  }

  @Test
  void a_redirect_to_another_host_does_not_get_the_key() {
    var keySeen = new AtomicReference<Optional<String>>();
    try (var other =
            new TinyServer()
                .on(
                    "/elsewhere",
                    exchange -> {
                      keySeen.set(
                          Optional.ofNullable(
                              exchange.getRequestHeaders().getFirst("Authorization")));
                      TinyServer.send(exchange, 200, "{}");
                    });
        var server =
            new TinyServer()
                .on(
                    WHOAMI,
                    exchange -> {
                      exchange.getResponseHeaders().add("Location", other.url() + "/elsewhere");
                      TinyServer.send(exchange, 307, "");
                    });
        var cairn = server.client()) {

      cairn.whoAmI();

      assertThat(keySeen.get()).isEmpty();
    }
  }

  @Test
  void a_redirect_within_the_server_keeps_the_key() {
    var keySeen = new AtomicReference<Optional<String>>();
    try (var server = new TinyServer();
        var cairn = server.client()) {
      server
          .on(
              WHOAMI,
              exchange -> {
                exchange.getResponseHeaders().add("Location", "/api/v1/renamed");
                TinyServer.send(exchange, 308, "");
              })
          .on(
              "/api/v1/renamed",
              exchange -> {
                keySeen.set(
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")));
                TinyServer.send(exchange, 200, "{}");
              });

      cairn.whoAmI();

      assertThat(keySeen.get()).contains("Bearer crn_p_test");
    }
  }

  @Test
  void a_server_that_is_not_there_says_how_to_name_one() {
    try (var cairn =
        CairnClient.connect(URI.create("http://127.0.0.1:1"), Optional.empty(), TinyServer.HASTY)) {
      assertThatThrownBy(cairn::whoAmI)
          .hasMessageContaining("connection refused")
          .hasMessageContaining("CAIRN_URL")
          .isInstanceOfSatisfying(CairnException.class, e -> assertThat(e.exitCode()).isEqualTo(5));
    }
  }

  @Test
  void an_unknown_host_is_told_at_once() {
    try (var cairn =
        CairnClient.connect(
            URI.create("http://cairn.invalid"), Optional.empty(), RetryPolicy.DEFAULT)) {
      assertThatThrownBy(cairn::whoAmI)
          .hasMessageContaining("host name is not known")
          .isInstanceOfSatisfying(CairnException.class, e -> assertThat(e.exitCode()).isEqualTo(5));
    }
  }

  @Test
  void an_answer_that_is_no_json_is_explained() {
    try (var server =
            new TinyServer().on(WHOAMI, exchange -> TinyServer.send(exchange, 200, "<html>"));
        var cairn = server.client()) {
      assertThatThrownBy(cairn::whoAmI).hasMessageContaining("is this the URL of a Cairn server");
    }
  }

  @ParameterizedTest
  @CsvSource({"ftp://host", "host:80", "http:///path"})
  void an_address_that_is_none_is_refused_as_usage(URI url) {
    assertThatThrownBy(() -> CairnClient.connect(url, "key"))
        .isInstanceOfSatisfying(
            CairnException.class, e -> assertThat(e.kind()).isEqualTo(Kind.USAGE));
  }
}
