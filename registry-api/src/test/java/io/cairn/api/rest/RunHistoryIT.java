// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cairn.api.testing.Api;
import io.cairn.api.testing.ServerTest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// History sampled, as lines, and the console.
@QuarkusTest
@NullUnmarked
class RunHistoryIT extends ServerTest {
  private String team;
  private Api member;
  private String run;

  @BeforeEach
  void a_run() {
    team = newTeam();
    member = newTeamPerson(team, "member").api();
    var runs = "/teams/" + team + "/projects/digits/runs";
    member.post(runs, Map.of("id", "first")).expect(201);
    run = runs + "/first";
  }

  @Test
  void metrics_are_answered_as_few_points_with_every_spike() {
    metrics(3_000);
    member
        .post(
            run + "/history",
            "{\"records\":[{\"line\":1500,\"step\":1500,\"values\":{\"loss\":1e6,\"acc\":NaN}}]}")
        .expect(200);

    var few = member.get(run + "/history?samples=100&keys=loss,acc").expect(200).json();
    var lttb = member.get(run + "/history?samples=50&keys=loss&method=lttb").expect(200).json();
    var part = member.get(run + "/history?samples=50&keys=loss&from=10&to=12").expect(200).json();

    assertThat(few.at("/series")).hasSize(2);
    assertThat(few.at("/series/0/key").asText()).isEqualTo("loss");
    assertThat(few.at("/series/0/count").asLong()).isEqualTo(3_000);
    assertThat(few.at("/series/0/x").size()).isBetween(50, 100);
    assertThat(few.at("/series/0/y").toString()).contains("1000000.0");
    assertThat(few.at("/series/1/notFinite").asLong()).isEqualTo(1);
    assertThat(few.at("/series/1/firstNotFinite/x").asLong()).isEqualTo(1_500);
    assertThat(few.at("/series/1/firstNotFinite/value").asText()).isEqualTo("NaN");
    assertThat(lttb.at("/series/0/x")).hasSize(50);
    assertThat(lttb.at("/series/0/x/0").asLong()).isZero();
    assertThat(part.at("/series/0/x").toString()).isEqualTo("[10,11,12]");
  }

  @Test
  void all_records_come_as_lines() throws IOException {
    metrics(2_500);

    var answer = member.get(run + "/history?keys=loss", "Accept", "application/x-ndjson");
    var plain = member.get(run + "/history?limit=3", "Accept", "*/*").expect(200);

    answer.expect(200);
    assertThat(answer.header("Content-Type")).startsWith("application/x-ndjson");
    var lines = answer.text().lines().toList();
    assertThat(lines).hasSize(2_500);
    var last = new ObjectMapper().readTree(lines.getLast());
    assertThat(last.at("/line").asLong()).isEqualTo(2_499);
    assertThat(last.at("/values").toString()).isEqualTo("{\"loss\":2499.0}");
    assertThat(last.at("/at").asText()).isNotEmpty();
    assertThat(plain.json().at("/items")).hasSize(3);
    member
        .get(run + "/history?cursor=!", "Accept", "application/x-ndjson")
        .expectInvalid("cursor", "cursor.opaque");
    assertThat(newPerson().api().get(run + "/history", "Accept", "application/x-ndjson").status())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "samples=1, samples, samples.range",
    "samples=x, samples, samples.range",
    "samples=10001, samples, samples.range",
    "samples=5&method=mean, method, sample.method",
    "samples=5&x=epoch, x, history.axis",
    "samples=5&from=a, from, history.range",
    "samples=5&from=5&to=4, to, history.range",
    "samples=5&x=time&from=2026, from, history.range",
    "stream=..%2Fx, stream, name.grammar",
    "from=b, from, history.range"
  })
  void what_makes_no_sense_is_refused(String query, String field, String rule) {
    member.get(run + "/history?" + query).expectInvalid(field, rule);
  }

  @Test
  void the_console_is_read_as_lines_and_as_text() {
    var records =
        IntStream.range(0, 30)
            .mapToObj(i ->
                Map.of(
                    "values",
                    Map.of("text", "zeile ä " + i, "stream", i == 7 ? "stderr" : "stdout")))
            .toList();
    member.post(run + "/history", Map.of("stream", "console", "records", records)).expect(200);
    var replaced =
        List.of(Map.of("line", 29, "values", Map.of("text", "100 %", "stream", "stdout")));
    member.post(run + "/history", Map.of("stream", "console", "records", replaced)).expect(200);

    var page = member.get(run + "/console?after=5&limit=2").expect(200).json();
    var tail = member.get(run + "/console?tail=2").expect(200).json();
    var text = member.get(run + "/console?download", "Accept", "text/plain").expect(200);

    assertThat(page.at("/items").findValuesAsText("line")).containsExactly("6", "7");
    assertThat(page.at("/items").findValuesAsText("stream")).containsExactly("stdout", "stderr");
    assertThat(page.at("/next").asText()).isNotEmpty();
    assertThat(tail.at("/items").findValuesAsText("text")).containsExactly("zeile ä 28", "100 %");
    assertThat(text.text().lines()).hasSize(30).endsWith("100 %");
    assertThat(text.header("Content-Type")).isEqualToIgnoringCase("text/plain;charset=UTF-8");
    assertThat(text.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(text.header("Content-Disposition")).startsWith("attachment; filename=\"first.log\"");
    assertThat(member.get(run + "/console", "Accept", "*/*").header("Content-Type"))
        .startsWith("application/json");
    member.get(run + "/console?tail=0").expectInvalid("tail", "tail.range");
    member.get(run + "/console?tail=10001").expectInvalid("tail", "tail.range");
    member.get(run + "/console?after=x").expectInvalid("after", "after.range");
    assertThat(newPerson().api().get(run + "/console").status()).isEqualTo(404);
    assertThat(newTeamPerson(team, "viewer").api().get(run + "/console").status()).isEqualTo(200);
  }

  private void metrics(int count) {
    var records =
        IntStream.range(0, count)
            .mapToObj(i -> Map.of("values", Map.of("loss", (double) i, "acc", i / 2.0)))
            .toList();
    member.post(run + "/history", Map.of("records", records)).expect(200);
  }
}
