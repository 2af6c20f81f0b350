// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// `docs/openapi.json` is the description that the server gives of itself. To renew it, run this
/// test and copy the file that it names.
@QuarkusTest
class OpenApiIT extends ServerTest {
  private static final Path DOCUMENT = Path.of("../docs/openapi.json");
  private static final Path FRESH = Path.of("target/openapi.json");
  private static final Set<String> WITH_BODY = Set.of("post", "put", "patch");

  @Test
  void the_committed_description_is_what_the_server_answers() throws IOException {
    var answer = description();

    var fresh = answer.toPrettyString() + "\n";

    Files.writeString(FRESH, fresh);
    assertThat(Files.exists(DOCUMENT) ? Files.readString(DOCUMENT) : "")
        .as("copy registry-api/%s to docs/", FRESH)
        .isEqualTo(fresh);
  }

  @Test
  void every_operation_says_what_it_does_and_every_json_body_has_an_example() {
    var description = description();

    var gaps = new ArrayList<String>();
    description
        .at("/paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(operation ->
                    gaps.addAll(
                        gaps(
                            description,
                            path.getKey(),
                            operation.getKey(),
                            operation.getValue()))));

    assertThat(gaps).isEmpty();
  }

  private JsonNode description() {
    return anonymous()
        .send("GET", "/q/openapi?format=json", BodyPublishers.noBody())
        .expect(200)
        .json();
  }

  private static List<String> gaps(
      JsonNode description, String path, String method, JsonNode operation) {
    var gaps = new ArrayList<String>();
    var name = method.toUpperCase(Locale.ROOT) + " " + path;
    if (operation.at("/summary").asText().isBlank()) {
      gaps.add(name + " has no summary");
    }
    if (operation.at("/description").asText().isBlank()) {
      gaps.add(name + " has no description");
    }
    var body = operation.at("/requestBody/content/application~1json");
    if (WITH_BODY.contains(method) && !body.isMissingNode() && !hasExample(body, description)) {
      gaps.add(name + " has no example of its body");
    }
    return gaps;
  }

  /// An example of the body, or of a field of it.
  private static boolean hasExample(JsonNode body, JsonNode description) {
    var reference = body.at("/schema/$ref").asText();
    var schema = reference.isEmpty() ? body.at("/schema") : description.at(reference.substring(1));
    return body.has("example") || body.has("examples") || !schema.findValues("examples").isEmpty();
  }
}
