// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.client.CairnException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An error answer: `application/problem+json` (RFC 9457) with the members that Cairn adds.
record Problem(
    int status,
    String code,
    @Nullable String detail,
    @Nullable String field,
    @Nullable String rule,
    @Nullable String actual,
    @Nullable String requestId,
    List<String> missing) {
  private static final int MAX_BYTES = 256 << 10;

  static Problem local(String code) {
    return new Problem(0, code, null, null, null, null, null, List.of());
  }

  /// Reads and closes the body. An answer of another make (a proxy's page) gives its status alone.
  static Problem read(HttpResponse<InputStream> response) {
    try (var body = response.body()) {
      var node = Json.parse(body.readNBytes(MAX_BYTES));
      return of(response.statusCode(), node);
    } catch (IOException | CairnException e) {
      return of(response.statusCode(), Json.object());
    }
  }

  private static Problem of(int status, JsonNode node) {
    return new Problem(
        status,
        Json.text(node, "code", "http." + status),
        Json.textOrNull(node, "detail"),
        Json.textOrNull(node, "field"),
        Json.textOrNull(node, "rule"),
        Json.textOrNull(node, "actual"),
        Json.textOrNull(node, "requestId"),
        Json.texts(node, "missing"));
  }

  CairnException exception() {
    return new CairnException(kind(), message(), this, null);
  }

  private Kind kind() {
    if (code.equals("blob.corrupt") || status == 422) {
      return Kind.INTEGRITY;
    }
    return switch (status) {
      case 404, 410 -> Kind.NOT_FOUND;
      case 408, 425, 429 -> Kind.TRY_AGAIN;
      default -> status >= 500 ? Kind.TRY_AGAIN : Kind.REFUSED;
    };
  }

  private String message() {
    var said = detail == null ? null : detail.strip();
    return switch (status) {
      case 401 ->
          (said == null ? "the server does not accept this key" : said)
              + "; log in with 'cairn login', or set CAIRN_API_KEY";
      case 429, 503 -> (said == null ? "the server is busy" : said) + "; try again later";
      default -> said == null ? "the server answered " + status : said;
    };
  }
}
