// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.wandb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cairn.api.testing.Answer;
import io.cairn.api.testing.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Talks as the SDK does: its documents, Basic with the user `api`, bytes by signed URLs.
record Sdk(Api api) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path DOCUMENTS = Path.of("src/test/resources/io/cairn/api/wandb/documents");

  /// One of the SDK's own documents, by the name of its file.
  Answer run(String document, Map<String, ?> variables) {
    try {
      return query(Files.readString(DOCUMENTS.resolve(document + ".graphql")), variables);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answer query(String query, Map<String, ?> variables) {
    var body = new HashMap<String, Object>();
    body.put("query", query);
    body.put("variables", variables);
    body.put("operationName", null);
    return post("/graphql", body);
  }

  /// A request of the stream of a run; the path is `team/project/run`.
  Answer stream(String run, Map<String, ?> body) {
    return post("/files/" + run + "/file_stream", body);
  }

  static Map<String, Object> lines(String file, int offset, String... lines) {
    return Map.of("files", Map.of(file, Map.of("offset", offset, "content", List.of(lines))));
  }

  /// Sends bytes by a URL that the server gave.
  Answer put(String url, byte[] bytes) {
    return api.as("").send("PUT", local(url), BodyPublishers.ofByteArray(bytes));
  }

  Answer get(String url) {
    return api.as("").send("GET", local(url), BodyPublishers.noBody());
  }

  private String local(String url) {
    assertThat(url).startsWith(api.server().toString());
    return url.substring(api.server().toString().length());
  }

  private Answer post(String path, Object body) {
    var pair = ("api:" + api.key()).getBytes(StandardCharsets.US_ASCII);
    try {
      return api.as("")
          .send(
              "POST",
              path,
              BodyPublishers.ofString(JSON.writeValueAsString(body)),
              "Content-Type",
              "application/json",
              "Authorization",
              "Basic " + Base64.getEncoder().encodeToString(pair));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
