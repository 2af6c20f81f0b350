// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.ServerTest;
import io.cairn.client.CairnClient;
import io.cairn.client.LogRequest;
import io.cairn.client.RetryPolicy;
import io.cairn.client.RunRequest;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A client whose every POST is carried out, and whose first answer never arrives.
@QuarkusTest
class LostAnswersIT extends ServerTest {
  private static final RetryPolicy HASTY =
      new RetryPolicy(
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofMillis(5),
          Duration.ofMillis(50));

  @Test
  void every_kind_of_post_is_repeated_and_makes_nothing_twice(@TempDir Path folder)
      throws IOException {
    var team = fresh("team");
    var registry = fresh("registry");
    var user = fresh("user");
    var before = lastPlace();
    Trees.write(folder, "weights.bin", new Random(3), 4_000);
    try (var proxy = new LosingProxy(admin().server());
        var cairn = CairnClient.connect(proxy.url(), Optional.of(admin().key()), HASTY)) {
      cairn.admin().createUser(user, Optional.empty(), Optional.empty());
      cairn.admin().createTeam(team, Optional.empty());
      cairn.admin().createRegistry(registry, Optional.empty(), false);
      cairn.catalog().createProject(team, "digits");
      cairn.catalog().createModel(registry, "digits", "model");
      var run = cairn.runs().create(team + "/digits", RunRequest.of().title("lost")).path();
      var lines = cairn.runs().log(run, OptionalLong.of(1), Map.of("loss", 0.5));
      cairn.runs().heartbeat(run);
      var request = LogRequest.of(folder, team + "/digits/classifier").type("model").run(run);
      var logged = cairn.artifacts().log(request.aliases(List.of("best")));
      cairn.runs().input(run, team + "/digits/classifier:v0", Optional.of("base"));
      cairn.runs().finish(run, false, OptionalInt.of(0));
      cairn
          .links()
          .link(
              team + "/digits/classifier:v0",
              registry + "/digits",
              List.of("staging"),
              Optional.empty());
      cairn.versions().delete(registry + "/digits:v0");
      cairn.versions().undelete(registry + "/digits:v0");

      assertThat(proxy.lost()).hasSizeGreaterThanOrEqualTo(14);
      assertThat(lines).isEqualTo(1);
      assertThat(logged.version().version()).isEqualTo("v0");
      assertThat(cairn.runs().list(team + "/digits", 10)).hasSize(1);
      assertThat(cairn.runs().history(run, 10)).hasSize(1);
      assertThat(cairn.versions().list(team + "/digits/classifier", 10)).hasSize(1);
      assertThat(cairn.versions().list(registry + "/digits", 10)).hasSize(1);
      assertThat(kindsSince(before))
          .containsOnlyOnce("user.created", "team.created", "registry.created", "run.created")
          .containsOnlyOnce("run.input-recorded", "run.ended", "version.created", "version.linked")
          .containsOnlyOnce("project.created", "version.undeleted");
    }
  }

  private List<String> kindsSince(long place) {
    var items = admin().get("/events?limit=1000&after=" + place).expect(200).json().at("/items");
    return StreamSupport.stream(items.spliterator(), false)
        .map(event -> event.path("kind").asText())
        .toList();
  }

  private long lastPlace() {
    var place = 0L;
    while (true) {
      var page = admin().get("/events?limit=1000&after=" + place).expect(200).json();
      var items = page.path("items");
      if (items.isEmpty()) {
        return place;
      }
      place = items.get(items.size() - 1).path("seq").asLong();
    }
  }
}
