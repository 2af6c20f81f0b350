// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.cairn.api.testing.Api;
import io.cairn.api.testing.ServerTest;
import io.cairn.client.CairnClient;
import io.cairn.client.RunRequest;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two programs that were given one run.
@QuarkusTest
class TwoWritersIT extends ServerTest {
  @TempDir Path home = Path.of("");

  private Api member = new Api(URI.create("http://127.0.0.1"), "");
  private String project = "";

  @BeforeEach
  void join() {
    var team = newTeam();
    member = newTeamPerson(team, "member").api();
    project = team + "/digits";
  }

  @Test
  void the_last_wins_a_line_and_a_person_can_see_that_there_were_two() {
    var shell = new Shell(member.server(), member.key(), home);
    try (var one = CairnClient.connect(member.server(), member.key());
        var other = CairnClient.connect(member.server(), member.key())) {
      var run = one.runs().create(project, RunRequest.of().id("t1")).path();
      one.runs().heartbeat(run);
      assertThat(shell.json("run", "show", run).path("warnings")).isEmpty();

      put(one, run, 1);
      put(other, run, 2);
      one.runs().log(run, OptionalLong.of(5), Map.of("loss", 3));
      other.runs().heartbeat(run);

      assertThat(one.runs().history(run, 10).getFirst().at("/values/loss").asInt()).isEqualTo(2);
      var warning = shell.json("run", "show", run).at("/warnings/0");
      assertThat(warning.path("code").asText()).isEqualTo("run.two-writers");
      assertThat(List.of(warning.at("/writers/0").asText(), warning.at("/writers/1").asText()))
          .containsExactlyInAnyOrder(one.writer(), other.writer());
      assertThat(shell.cairn("run", "show", run).expect(0).out())
          .contains("two processes wrote this run at once", one.writer(), other.writer());
      assertThat(member.get("/events?kind=run.two-writers&in=" + run).json().at("/items"))
          .hasSize(1);
    }
  }

  @Test
  void a_program_and_what_it_begins_are_one_writer() {
    var run = member.post(runs(), Map.of("id", "t2")).expect(201).at("/path");
    for (var turn = 0; turn < 3; turn++) {
      for (var thread = 0; thread < 2; thread++) {
        member
            .post(
                runs() + "/t2/history",
                Map.of("records", List.of(Map.of("values", Map.of("loss", turn)))),
                "Cairn-Writer",
                "wrapper-and-child")
            .expect(200);
      }
      member.post(runs() + "/t2/heartbeat", Map.of()).expect(200);
    }

    assertThat(member.get(runs() + "/t2").json().at("/warnings")).isEmpty();
    assertThat(run).endsWith("/t2");
    member
        .post(runs() + "/t2/heartbeat", Map.of(), "Cairn-Writer", "two words")
        .expectInvalid("Cairn-Writer", "writer.text");
  }

  private String runs() {
    var names = project.split("/", -1);
    return "/teams/" + names[0] + "/projects/" + names[1] + "/runs";
  }

  private static void put(CairnClient client, String run, int loss) {
    var records = JsonNodeFactory.instance.arrayNode();
    records.addObject().put("line", 0).putObject("values").put("loss", loss);
    client.runs().append(run, "metrics", records, Optional.empty());
  }
}
