// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.crash;

import io.cairn.acceptance.server.ServerProcess;
import io.cairn.acceptance.server.Session;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/// Eight writers on one server, each on a thread of its own.
final class Workload implements AutoCloseable {
  private static final int WRITERS = 8;

  private final ServerProcess server;
  private final AtomicBoolean isStopped = new AtomicBoolean();
  private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
  private final List<Future<?>> running = new ArrayList<>();

  private Workload(ServerProcess server) {
    this.server = server;
  }

  /// The team and registry that the writers use; once for each data folder.
  static void prepare(ServerProcess server) {
    try (var admin = server.admin()) {
      Session.ok(admin.json("POST", "/teams", Map.of("name", "crash")));
      Session.ok(admin.json("POST", "/registries", Map.of("name", "models")));
      for (var collection : List.of("c0", "c1", "c2")) {
        Session.ok(
            admin.json(
                "POST",
                Writer.PROJECT + "/collections/" + collection + "/drafts",
                Map.of("type", "model")));
      }
    }
  }

  static Workload start(ServerProcess server, long round, Acknowledged acknowledged) {
    var workload = new Workload(server);
    for (var number = 0; number < WRITERS; number++) {
      var mine = number;
      workload.running.add(
          workload.threads.submit(() -> workload.write(mine, round, acknowledged)));
    }
    return workload;
  }

  private void write(int number, long round, Acknowledged acknowledged) {
    try (var session = server.admin()) {
      var writer = new Writer(session, number, round, acknowledged);
      while (!isStopped.get()) {
        writer.writeOnce();
      }
    } catch (UncheckedIOException e) {
      // The line broke: right if the server was killed, and only then.
      if (!isGone()) {
        throw e;
      }
    }
  }

  private boolean isGone() {
    try {
      return server.awaitEnd(Duration.ofSeconds(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Lets each writer end what it is at, and returns when all have. Throws what one of them saw
  /// that no kill explains.
  void stop() throws InterruptedException, ExecutionException {
    isStopped.set(true);
    for (var writer : running) {
      writer.get();
    }
  }

  @Override
  public void close() {
    isStopped.set(true);
    threads.shutdownNow();
  }
}
