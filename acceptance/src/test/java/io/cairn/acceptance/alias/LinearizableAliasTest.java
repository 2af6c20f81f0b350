// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.alias;

import static org.assertj.core.api.Assertions.assertThat;

import io.cairn.acceptance.server.Planted;
import io.cairn.acceptance.server.ServerProcess;
import io.cairn.acceptance.server.ServerProcess.Start;
import io.cairn.acceptance.server.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sixteen clients move one alias while the server is killed again and again; their history must be
/// linearizable. What had no answer may have taken effect at any time since, or never.
class LinearizableAliasTest {
  private static final boolean IS_LONG = Boolean.getBoolean("testing.long");
  private static final int KILLS = IS_LONG ? 12 : 1;
  private static final int BETWEEN_KILLS = IS_LONG ? 2_000 : 400;
  // Many where many outcomes stay unknown: a value that was asked for once can be explained in one
  // way, and the search for an order has little to try.
  private static final int VERSIONS = IS_LONG ? 2_000 : 60;
  private static final String COLLECTION = "/teams/race/projects/p/collections/c";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final long seed = Long.getLong("testing.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void moves_of_an_alias_are_linearizable_also_over_kills()
      throws ExecutionException, InterruptedException {
    var history = history(new Start(folder.resolve("data")), KILLS);

    try (var w =
        new java.io.PrintWriter("/tmp/history.txt", java.nio.charset.StandardCharsets.UTF_8)) {
      history.forEach(o -> w.println(o.calledAt() + " " + o.returnedAt() + " " + o.action()));
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
    assertThat(new AliasHistory(history).isLinearizable("none")).as("seed %d", seed).isTrue();
    System.out.printf(
        "alias: seed %d, %d kills, %d operations of 16 clients, %d of unknown outcome,"
            + " linearizable%n",
        seed,
        KILLS,
        history.size(),
        history.stream().filter(operation -> !operation.isKnown()).count());
  }

  @Test
  void a_comparison_outside_of_the_transaction_is_found_out()
      throws ExecutionException, InterruptedException {
    var set = "registry-core/src/main/java/io/cairn/core/artifact/SetAlias.java";
    var planted =
        new Planted()
            .replace(
                set,
                "      command.expected().check(command.alias(), present);\n",
                "      java.util.Objects.requireNonNull(present);\n")
            .before(
                set,
                "    return facts.write(tx -> {",
                """
                    facts.read(reading -> {
                      var before =
                          collections.require(reading, actor, command.path(), Permission.WRITE);
                      command
                          .expected()
                          .check(
                              command.alias(),
                              AliasRows.find(reading, before.id(), command.alias(), Set.of()));
                      return before;
                    });
                """);
    var classes = planted.compile(folder.resolve("planted"));

    var history = history(new Start(folder.resolve("data")).classPath(classes), 0);

    assertThat(new AliasHistory(history).isLinearizable("none")).as("seed %d", seed).isFalse();
  }

  /// What the clients did, with so many kills in between.
  private List<Operation> history(Start start, int kills)
      throws ExecutionException, InterruptedException {
    var server = ServerProcess.start(start);
    try {
      prepare(server);
      try (var clients =
          new AliasClients(
              server,
              COLLECTION + "/aliases/best",
              "/resolve?ref=race/p/c:best",
              VERSIONS,
              random.nextLong())) {
        for (var kill = 1; kill <= kills; kill++) {
          await(clients, kill * BETWEEN_KILLS + random.nextInt(50));
          server.kill();
          server = ServerProcess.start(start.port(server.port()));
        }
        await(clients, (kills + 1) * BETWEEN_KILLS);
        return clients.stop();
      }
    } finally {
      server.close();
    }
  }

  private static void await(AliasClients clients, int operations) throws InterruptedException {
    var until = System.nanoTime() + PATIENCE.toNanos();
    while (clients.count() < operations) {
      assertThat(System.nanoTime()).as("%d operations", clients.count()).isLessThan(until);
      Thread.sleep(5);
    }
  }

  private static void prepare(ServerProcess server) {
    try (var admin = server.admin()) {
      Session.ok(admin.json("POST", "/teams", Map.of("name", "race")));
      for (var i = 0; i < VERSIONS; i++) {
        var draft =
            Session.ok(admin.json("POST", COLLECTION + "/drafts", Map.of("type", "model")))
                .json()
                .get("id")
                .asText();
        var manifest =
            "{\"cairn\":\"manifest/1\"}\n{\"path\":\"a\",\"size\":1,\"ref\":\"s3://b/%d\"}\n"
                .formatted(i)
                .getBytes(StandardCharsets.UTF_8);
        Session.ok(admin.bytes("PUT", "/drafts/" + draft + "/manifest", manifest));
        Session.ok(admin.json("POST", "/drafts/" + draft + "/commit", Map.of()));
      }
    }
  }
}
