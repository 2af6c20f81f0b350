// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every answer of the server has, and what anybody may ask.
@QuarkusTest
class DoorIT extends ServerTest {
  @Test
  void health_says_up_and_no_more_to_anybody() {
    var ready = anonymous().send("GET", "/q/health/ready", BodyPublishers.noBody());
    var live = anonymous().send("GET", "/q/health/live", BodyPublishers.noBody());

    assertThat(ready.expect(200).text()).isEqualTo("{\"status\":\"UP\"}");
    assertThat(live.expect(200).text()).isEqualTo("{\"status\":\"UP\"}");
  }

  @Test
  void every_answer_has_a_request_id_and_the_headers_for_browsers() {
    var answer = anonymous().get("/no-such-route");

    answer.expectProblem(404, "http.404");
    assertThat(answer.header("X-Request-Id")).isEqualTo(answer.at("/requestId"));
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
  }

  /// A small deletion must not become one of what stands above.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/teams/%s/..",
        "/api/v1/teams/%s/members/..",
        "/api/v1/teams/%s/%%2e%%2E/x"
      })
  void a_path_with_dot_segments_is_no_route(String path) {
    var team = newTeam();

    var refused = admin().send("DELETE", path.formatted(team), BodyPublishers.noBody()).expect(404);

    assertThat(refused.at("/code")).isEqualTo("http.404");
    admin().get("/teams/" + team).expect(200);
  }

  @Test
  void a_broken_escape_in_a_query_is_the_callers_mistake() {
    var answer = raw("GET /api/v1/resolve?ref=%zz HTTP/1.1");

    assertThat(answer).startsWith("HTTP/1.1 400");
  }

  /// An HTTP client would refuse to send it.
  private String raw(String requestLine) {
    var server = admin().server();
    try (var socket = new Socket(server.getHost(), server.getPort())) {
      var request =
          requestLine
              + "\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
              + admin().key()
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
