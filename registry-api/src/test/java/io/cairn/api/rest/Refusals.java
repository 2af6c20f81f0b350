// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import io.cairn.api.http.RequestId;
import io.cairn.api.testing.Answer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Compares refusals: what one may not see must answer exactly as what is not there.
final class Refusals {
  private Refusals() {}

  /// Whether status, body and headers are the same but for the id of the request.
  static boolean sameButForId(Answer one, Answer other) {
    return one.status() == other.status()
        && body(one).equals(body(other))
        && headers(one).equals(headers(other));
  }

  private static String body(Answer answer) {
    return answer.text().replace(answer.header(RequestId.HEADER), "<id>");
  }

  private static Map<String, List<String>> headers(Answer answer) {
    var headers = new TreeMap<>(answer.response().headers().map());
    headers.remove(RequestId.HEADER.toLowerCase(Locale.ROOT));
    return headers;
  }
}
