// SPDX-License-Identifier: Apache-2.0
package io.cairn.acceptance.crash;

import io.cairn.acceptance.server.ServerProcess;
import io.cairn.acceptance.server.Session;
import io.cairn.acceptance.server.Session.Answer;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// A client that logs versions and moves its alias one after another, and does not give up: what is
/// answered by 5xx it sends again, under the same key where there is one, until it is done.
final class StubbornWriter implements AutoCloseable {
  private static final String ALIAS = "w0";
  private static final long PAUSE_MILLIS = 20;

  // A small disk must not be full by itself.
  private static final long REST_MILLIS = 100;

  private final Session session;
  private final Acknowledged acknowledged;
  private final AtomicBoolean isStopped = new AtomicBoolean();
  private final Map<String, AtomicInteger> refusals = new ConcurrentSkipListMap<>();
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Future<?> running;

  private StubbornWriter(ServerProcess server, Acknowledged acknowledged, long firstSeed) {
    this.session = server.admin();
    this.acknowledged = acknowledged;
    this.running = thread.submit(() -> write(firstSeed));
  }

  static StubbornWriter start(ServerProcess server, Acknowledged acknowledged, long firstSeed) {
    return new StubbornWriter(server, acknowledged, firstSeed);
  }

  /// The codes of refusals so far, and how often each came.
  Map<String, AtomicInteger> refusals() {
    return refusals;
  }

  int refused() {
    return refusals.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  /// Throws what it met that it could not explain.
  void requireWell() throws ExecutionException, InterruptedException {
    if (running.isDone()) {
      running.get();
    }
  }

  /// Ends what it is at, and returns when that is done.
  void stop() throws ExecutionException, InterruptedException {
    isStopped.set(true);
    running.get();
  }

  private void write(long firstSeed) {
    var previous = "";
    for (var seed = firstSeed; !isStopped.get(); seed++) {
      var content = Content.of(seed);
      log(content, seed);
      if (!previous.isEmpty()) {
        move(previous);
        move(content.digest());
      }
      previous = content.digest();
      rest(REST_MILLIS);
    }
  }

  private void log(Content content, long seed) {
    var draftKey = UUID.randomUUID().toString();
    var draft =
        until(() ->
                session.post(
                    Writer.PROJECT + "/collections/c0/drafts", Map.of("type", "model"), draftKey))
            .json()
            .get("id")
            .asText();
    var frames = content.smallFrames();
    until(() ->
        session.bytes(
            "POST", "/drafts/" + draft + "/blobs", frames, "application/vnd.cairn.blobs"));
    var large = content.large();
    var name = "sha256:" + Content.sha256(large);
    until(() -> session.bytes("PUT", "/drafts/" + draft + "/blobs/" + name, large));
    until(() -> session.bytes("PUT", "/drafts/" + draft + "/manifest", content.manifest()));
    acknowledged.attempt(ALIAS, content.digest());
    var commitKey = UUID.randomUUID().toString();
    until(() ->
        session.post("/drafts/" + draft + "/commit", Map.of("aliases", List.of(ALIAS)), commitKey));
    acknowledged.version(content.digest(), seed);
    acknowledged.moved(ALIAS, content.digest());
  }

  private void move(String digest) {
    acknowledged.attempt(ALIAS, digest);
    until(() ->
        session.json(
            "PUT", Writer.PROJECT + "/collections/c0/aliases/" + ALIAS, Map.of("version", digest)));
    acknowledged.moved(ALIAS, digest);
  }

  /// Sends it until it succeeds. Only an answer that says 'try again' is taken for a refusal.
  private Answer until(Supplier<Answer> request) {
    while (true) {
      var code = "no-connection";
      try {
        var answer = request.get();
        if (answer.isSuccess()) {
          return answer;
        }
        code = answer.status() + " " + answer.json().path("code").asText();
        if (answer.status() != 503 && answer.status() != 507) {
          throw new AssertionError("it was answered " + answer.status() + " " + answer.text());
        }
      } catch (UncheckedIOException _) {
        // Too many open files: the server cannot even take a connection.
      }
      refusals.computeIfAbsent(code, _ -> new AtomicInteger()).incrementAndGet();
      rest(PAUSE_MILLIS);
    }
  }

  private static void rest(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    isStopped.set(true);
    thread.shutdownNow();
    session.close();
  }
}
