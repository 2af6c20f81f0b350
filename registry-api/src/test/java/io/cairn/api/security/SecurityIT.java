// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.Answer;
import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where a key may come from, and what is answered without a right one.
@QuarkusTest
class SecurityIT extends ServerTest {
  @Test
  void a_key_is_taken_as_bearer_token_and_as_basic_password() {
    var key = admin().key();

    assertThat(whoami("Authorization", "Bearer " + key).status()).isEqualTo(200);
    assertThat(whoami("Authorization", "bearer hf_" + key).status()).isEqualTo(200);
    assertThat(whoami("Authorization", "Basic " + base64("api:" + key)).status()).isEqualTo(200);
    assertThat(whoami("Authorization", "Basic " + base64("anyone:" + key)).status()).isEqualTo(200);
  }

  @Test
  void a_key_in_the_url_or_in_a_cookie_is_not_looked_at() {
    var key = admin().key();

    anonymous().get("/whoami?api_key=" + key).expectProblem(401, "unauthenticated");
    anonymous().get("/whoami?access_token=" + key).expectProblem(401, "unauthenticated");
    whoami("Cookie", "key=" + key).expectProblem(401, "unauthenticated");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer",
        "Bearer ",
        "Bearer x",
        "Basic",
        "Basic !!!",
        "Basic eA==",
        "Digest a=b",
        "x",
        "Bearer crn_p_0000000000000000000000000000000000_000000"
      })
  void what_is_no_key_is_refused_with_one_and_the_same_text(String header) {
    var refused = whoami("Authorization", header).expectProblem(401, "unauthenticated");

    assertThat(refused.header("WWW-Authenticate")).startsWith("Bearer");
    assertThat(withoutId(refused)).isEqualTo(withoutId(anonymous().get("/whoami")));
  }

  @Test
  void a_key_with_one_changed_character_is_refused() {
    var key = admin().key();
    var last = key.charAt(key.length() - 1);
    var changed = key.substring(0, key.length() - 1) + (last == 'a' ? 'b' : 'a');

    api(changed).get("/whoami").expectProblem(401, "unauthenticated");
  }

  /// Other spellings of a protected path, by which path-based guards have been by-passed (security
  /// rule Z9).
  @ParameterizedTest
  @ValueSource(
      strings = {
        "//api/v1/whoami",
        "/api//v1/whoami",
        "/api/./v1/whoami",
        "/api/v1/whoami;x",
        "/api/v1;x/whoami",
        "/api/v1/whoami%3Bx",
        "/api%2Fv1/whoami",
        "/api%5Cv1/whoami",
        "/api/v1/whoami/",
        "/api/v1/whoami/.",
        "/API/V1/WHOAMI",
        "/api/v1/whoami%00",
        "/api/v1/%2e/whoami"
      })
  void no_spelling_of_a_path_leads_past_the_guard(String path) {
    var answer = anonymous().send("GET", path, BodyPublishers.noBody());

    assertThat(answer.status()).isIn(400, 401, 404);
  }

  private Answer whoami(String... headers) {
    return anonymous().get("/whoami", headers);
  }

  private static String withoutId(Answer answer) {
    return answer.text().replace(answer.at("/requestId"), "");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
