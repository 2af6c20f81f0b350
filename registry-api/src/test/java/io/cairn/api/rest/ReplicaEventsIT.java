// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.Api;
import io.cairn.api.testing.ServerTest;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.fact.FactsSettings;
import io.cairn.core.fact.Tx;
import io.cairn.core.json.JsonObject;
import io.cairn.core.time.Timeline;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Events that another replica writes: what shares nothing with the server under test but the data
/// base.
@QuarkusTest
@NullUnmarked
class ReplicaEventsIT extends ServerTest {
  private static final String KIND = "team.told";

  private final Events events = new Events(Timeline.system());
  private Facts replica;
  private String name;
  private UUID team;
  private Api ada;

  @BeforeEach
  void a_team_and_a_replica() {
    var config = ConfigProvider.getConfig();
    replica =
        Facts.open(
            new FactsSettings(
                config.getValue("cairn.db.url", String.class),
                config.getOptionalValue("cairn.db.user", String.class).orElse(""),
                config.getOptionalValue("cairn.db.password", String.class).orElse(""),
                4));
    name = newTeam();
    team = UUID.fromString(admin().get("/teams/" + name).at("/id"));
    ada = newTeamPerson(name, "member").api();
  }

  @AfterEach
  void close() {
    replica.close();
  }

  @Test
  void what_one_writes_the_follower_of_the_other_hears_once_and_in_order() throws Exception {
    try (var reader = new EventReader(ada, "?in=" + name);
        var writers = Executors.newFixedThreadPool(3)) {
      reader.awaitComment();
      for (var writer = 0; writer < 2; writer++) {
        writers.submit(() -> IntStream.range(0, 40).forEach(this::tell));
      }
      var here =
          writers.submit(() ->
              IntStream.range(0, 40)
                  .forEach(i ->
                      ada.post("/teams/" + name + "/projects/p/runs", Map.of("id", "r" + i))
                          .expect(201)));
      here.get(60, TimeUnit.SECONDS);

      // Each first run also makes the project.
      var heard = reader.await(121).stream().map(EventReader.Received::id).toList();

      assertThat(heard).isEqualTo(listed());
      assertThat(heard).doesNotHaveDuplicates();
    }
  }

  @Test
  void a_transaction_that_is_held_open_delays_nobody_and_is_heard_when_it_ends() throws Exception {
    try (var reader = new EventReader(ada, "?in=" + name + "&kind=" + KIND)) {
      reader.awaitComment();
      var isWritten = new CountDownLatch(1);
      var mayEnd = new CountDownLatch(1);
      var held = CompletableFuture.runAsync(() -> hold(isWritten, mayEnd));
      await(isWritten);
      tell(2);
      tell(3);

      var before = reader.await(2);
      assertThat(numbers(before)).containsExactly(2, 3);
      var page = listed();
      mayEnd.countDown();
      held.get(20, TimeUnit.SECONDS);
      tell(4);
      var after = reader.await(2);

      assertThat(numbers(after)).containsExactly(1, 4);
      assertThat(listed()).startsWith(page.toArray(String[]::new));
      assertThat(listed()).endsWith(after.getFirst().id(), after.getLast().id());
    }
  }

  /// Event 1, in a transaction that others overtake. SQLite has one writer at a time: there it is a
  /// reading that is held open, and the event comes after it.
  private void hold(CountDownLatch isHeld, CountDownLatch mayEnd) {
    switch (replica.engine()) {
      case POSTGRESQL ->
          replica.write(tx -> {
            append(tx, 1);
            isHeld.countDown();
            return await(mayEnd);
          });
      case SQLITE -> {
        replica.snapshot(_ -> {
          isHeld.countDown();
          return await(mayEnd);
        });
        tell(1);
      }
    }
  }

  private void tell(int number) {
    replica.write(tx -> {
      append(tx, number);
      return number;
    });
  }

  private void append(Tx tx, int number) {
    var data = JsonObject.of("data", Map.of("n", number));
    events.append(tx, Events.Origin.SYSTEM, KIND, team, "team", team, data);
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static List<Integer> numbers(List<EventReader.Received> received) {
    return received.stream().map(event -> event.data().at("/data/n").asInt()).toList();
  }

  /// The places of what the stream has since the team was made and joined.
  private List<String> listed() {
    var items = ada.get("/events?limit=1000&in=" + name).expect(200).json().at("/items");
    var places = new ArrayList<String>();
    StreamSupport.stream(items.spliterator(), false)
        .filter(event -> !event.path("kind").asText().matches("team\\.created|team\\.member-set"))
        .forEach(event -> places.add(event.path("seq").asText()));
    return places;
  }
}
