// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/// What the server answered, as it came.
public record Answer(HttpResponse<byte[]> response) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public int status() {
    return response.statusCode();
  }

  public byte[] bytes() {
    return response.body();
  }

  public String text() {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  /// The value of a header; empty if the answer has none.
  public String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /// The body as JSON; a missing node if it is empty.
  public JsonNode json() {
    if (response.body().length == 0) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(text(), e);
    }
  }

  /// The text at `/a/b/0` in the body (RFC 6901).
  public String at(String pointer) {
    return json().at(pointer).asText();
  }

  /// Fails with the body in the message unless the status is the one given.
  public Answer expect(int status) {
    assertThat(status()).as("%s", text()).isEqualTo(status);
    return this;
  }

  /// Expects a refusal as problem+json with that status and code.
  public Answer expectProblem(int status, String code) {
    expect(status);
    assertThat(header("Content-Type")).startsWith("application/problem+json");
    assertThat(at("/code")).as("%s", text()).isEqualTo(code);
    assertThat(at("/requestId")).isNotEmpty();
    return this;
  }

  /// Expects a 400 that names the field and the rule.
  public Answer expectInvalid(String field, String rule) {
    expect(400);
    assertThat(at("/field")).as("%s", text()).isEqualTo(field);
    assertThat(at("/rule")).as("%s", text()).isEqualTo(rule);
    return this;
  }
}
