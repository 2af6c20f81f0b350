// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.alias;

import io.cairn.acceptance.alias.Operation.Action;
import io.cairn.acceptance.alias.Operation.Read;
import io.cairn.acceptance.alias.Operation.Refused;
import io.cairn.acceptance.alias.Operation.Swap;
import io.cairn.acceptance.alias.Operation.Write;
import io.cairn.acceptance.server.ServerProcess;
import io.cairn.acceptance.server.Session;
import io.cairn.acceptance.server.Session.Answer;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/// Sixteen clients that read, set and compare-and-set one alias as fast as they can, and write down
/// what they did. A server that is gone makes them wait.
final class AliasClients implements AutoCloseable {
  private static final int CLIENTS = 16;

  private final String alias;
  private final String reference;
  private final int versions;
  private final ConcurrentLinkedQueue<Operation> operations = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isStopped = new AtomicBoolean();
  private final ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
  private final List<Future<?>> running = new ArrayList<>();

  /// @param alias its path
  /// @param reference where it is resolved
  /// @param versions it may point at `v0` and so many less one
  AliasClients(ServerProcess server, String alias, String reference, int versions, long seed) {
    this(List.of(server), alias, reference, versions, seed);
  }

  /// As above, the clients dealt out to several servers of one installation.
  AliasClients(
      List<ServerProcess> servers, String alias, String reference, int versions, long seed) {
    this.alias = alias;
    this.reference = reference;
    this.versions = versions;
    var random = new SplittableRandom(seed);
    for (var i = 0; i < CLIENTS; i++) {
      var own = random.split();
      var server = servers.get(i % servers.size());
      running.add(threads.submit(() -> work(server, own)));
    }
  }

  int count() {
    return operations.size();
  }

  /// Ends all, and tells what they did.
  List<Operation> stop() throws ExecutionException, InterruptedException {
    isStopped.set(true);
    for (var client : running) {
      client.get();
    }
    return List.copyOf(operations);
  }

  private void work(ServerProcess server, SplittableRandom random) {
    try (var session = server.admin()) {
      var seen = "none";
      while (!isStopped.get()) {
        seen = once(session, random, seen);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// @return where the alias was last seen
  private String once(Session session, SplittableRandom random, String seen)
      throws InterruptedException {
    var target = "v" + random.nextInt(versions);
    return switch (random.nextInt(10)) {
      case 0 -> did(session, alias, new Write(target)).orElse(seen);
      case 1, 2, 3, 4, 5 -> did(session, alias, new Swap(seen, target)).orElse(seen);
      case 6, 7 -> did(session, alias, new Read("")).orElse(seen);
      default -> did(session, reference, new Read("")).orElse(seen);
    };
  }

  private Optional<String> did(Session session, String path, Action asked)
      throws InterruptedException {
    var calledAt = System.nanoTime();
    try {
      var answer = send(session, path, asked);
      var returnedAt = System.nanoTime();
      var done = done(asked, answer);
      if (answer.status() >= 500) {
        add(asked, calledAt, Operation.NEVER);
        return Optional.empty();
      }
      add(done, calledAt, returnedAt);
      return Optional.ofNullable(
          switch (done) {
            case Read(var value) -> value;
            case Write(var value) -> value;
            case Swap(_, var value) -> value;
            case Refused(_, var actual) -> actual;
          });
    } catch (UncheckedIOException e) {
      if (!(e.getCause() instanceof ConnectException)) {
        add(asked, calledAt, Operation.NEVER);
      }
      // The server is gone; it comes again.
      Thread.sleep(20);
      return Optional.empty();
    }
  }

  private void add(Action action, long calledAt, long returnedAt) {
    // A read without an answer says nothing.
    if (!(action instanceof Read && returnedAt == Operation.NEVER)) {
      operations.add(new Operation(action, calledAt, returnedAt));
    }
  }

  private static Answer send(Session session, String path, Action asked) {
    return switch (asked) {
      case Read _ -> session.get(path);
      case Write(var value) -> session.json("PUT", path, Map.of("version", value));
      case Swap(var expected, var value) ->
          session.json("PUT", path, Map.of("version", value, "expected", expected));
      case Refused _ -> throw new IllegalArgumentException("nobody asks to be refused");
    };
  }

  private static Action done(Action asked, Answer answer) {
    if (answer.status() >= 500) {
      return asked;
    }
    var isThere = answer.isSuccess();
    return switch (asked) {
      case Read _ when isThere -> new Read(answer.json().get("version").asText());
      case Read _ when answer.status() == 404 -> new Read("none");
      case Write _ when isThere -> asked;
      case Swap _ when isThere -> asked;
      case Swap(var expected, _) when answer.status() == 409 ->
          new Refused(expected, answer.json().get("actual").asText());
      default -> throw new AssertionError(asked + " was answered " + answer.text());
    };
  }

  @Override
  public void close() {
    isStopped.set(true);
    threads.shutdownNow();
  }
}
