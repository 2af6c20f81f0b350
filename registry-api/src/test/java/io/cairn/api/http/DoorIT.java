// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;

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
}
