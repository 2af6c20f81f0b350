// SPDX-License-Identifier: Apache-2.0
package io.cairn.api.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.api.testing.Api;
import io.cairn.api.testing.ServerTest;
import io.cairn.core.event.Events;
import io.cairn.core.event.Events.Told;
import io.cairn.core.fact.Facts;
import io.cairn.core.json.JsonObject;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Readers that open a stream and do not read, beside one that does.
@QuarkusTest
@NullUnmarked
class SlowReaderIT extends ServerTest {
  private static final int EVENTS = 4_000;
  private static final int SLOW = 8;
  private static final String LONG = "x".repeat(8_000);
  // All that the slow ones have not taken is 250 MB, and several times that as objects.
  private static final long MAX_GROWTH_BYTES = 100L << 20;

  @Inject Facts facts;
  @Inject Events events;

  private UUID team;
  private String route;
  private Api ada;

  @BeforeEach
  void a_team() {
    var name = newTeam();
    team = UUID.fromString(admin().get("/teams/" + name).at("/id"));
    ada = newTeamPerson(name, "member").api();
    var through = ada.get("/events?limit=1000&in=" + name).expect(200).at("/through");
    route = "/api/v1/events/stream?kind=team.told&in=" + name + "&after=" + through;
  }

  @Test
  void they_hold_no_thread_and_no_events_and_miss_nothing_when_they_read_on() throws Exception {
    var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    try {
      var slow = new ArrayList<InputStream>();
      for (var i = 0; i < SLOW; i++) {
        slow.add(open(http, ""));
      }
      var quick = CompletableFuture.supplyAsync(() -> numbers(open(http, ""), EVENTS));
      var before = usedBytes();

      tell();

      var all = quick.get(240, TimeUnit.SECONDS);
      assertThat(all).hasSize(EVENTS).doesNotHaveDuplicates().isSorted();
      assertThat(usedBytes() - before).isLessThan(MAX_GROWTH_BYTES);
      assertThat(threadsThatSend()).isZero();
      // The next event comes as quickly as if nobody were slow.
      tell(1);
      var began = System.nanoTime();
      assertThat(numbers(open(http, last(all)), 1)).hasSize(1);
      assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(20));

      assertThat(numbers(slow.getFirst(), EVENTS)).isEqualTo(all);
      var half = numbers(slow.get(1), EVENTS / 2);
      slow.get(1).close();
      var rest = numbers(open(http, last(half)), EVENTS - half.size());
      half.addAll(rest);
      assertThat(half).isEqualTo(all);
    } finally {
      http.shutdownNow();
    }
  }

  private static String last(List<Long> numbers) {
    return numbers.getLast().toString();
  }

  private void tell() {
    for (var i = 0; i < 10; i++) {
      tell(EVENTS / 10);
    }
  }

  private void tell(int count) {
    var told =
        IntStream.range(0, count)
            .mapToObj(i ->
                new Told(
                    team,
                    "team.told",
                    team,
                    "team",
                    team,
                    JsonObject.of("data", Map.of("n", i, "text", LONG))))
            .toList();
    facts.write(tx -> {
      events.appendAll(tx, Events.Origin.SYSTEM, told);
      return told;
    });
  }

  private InputStream open(HttpClient http, String lastEventId) {
    var request =
        HttpRequest.newBuilder(URI.create(ada.server() + route))
            .header("Authorization", "Bearer " + ada.key());
    if (!lastEventId.isEmpty()) {
      request.header("Last-Event-ID", lastEventId);
    }
    try {
      var answer = http.send(request.build(), BodyHandlers.ofInputStream());
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// The places of so many events.
  private static List<Long> numbers(InputStream in, int count) {
    var numbers = new ArrayList<Long>();
    var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 10);
    var id = -1L;
    try {
      while (numbers.size() < count) {
        var line = lines.readLine();
        if (line == null) {
          throw new IOException("the stream ended after " + numbers.size());
        }
        if (line.startsWith("id:")) {
          id = Long.parseLong(line.substring(3).strip());
        } else if (line.startsWith("data:")) {
          numbers.add(id);
        }
      }
      return numbers;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long usedBytes() throws InterruptedException {
    for (var i = 0; i < 3; i++) {
      System.gc();
      TimeUnit.MILLISECONDS.sleep(100);
    }
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /// Threads that stand in the code of streams and wait.
  private static long threadsThatSend() {
    return Thread.getAllStackTraces().values().stream()
        .filter(stack ->
            stack.length > 0
                && stack[0].getMethodName().startsWith("wait")
                && IntStream.range(0, stack.length)
                    .anyMatch(i -> stack[i].getClassName().contains("rest.EventStream")))
        .count();
  }
}
