// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cairn.client.CairnClient;
import io.cairn.client.CairnException;
import io.cairn.client.CairnException.Kind;
import io.cairn.client.PullRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs a program as a run: what it is, what it says and what it uses is written down and sent in
/// the background. From the moment the program has begun, nothing that happens to the server or to
/// us ends it.
public final class CaptureRun {
  private static final Duration TO_BEGIN = Duration.ofSeconds(8);
  private static final Duration TO_LOOK = Duration.ofSeconds(25);

  /// A server that was there before may just be starting again; one that never was is waited for as
  /// long as it takes to be sure.
  private static final Duration SILENT = Duration.ofSeconds(30);

  private static final Duration NEVER_THERE = Duration.ofSeconds(5);
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final CairnClient client;
  private final CairnClient sendingClient;
  private final Streams streams;
  private final Secrets secrets;
  private final Path spools;
  private final InstantSource clock;

  /// @param client for what the program needs before it begins; may be patient
  /// @param sendingClient for all else; must try once only
  /// @param spools folder for what was not sent yet
  public CaptureRun(
      CairnClient client,
      CairnClient sendingClient,
      Streams streams,
      Secrets secrets,
      Path spools,
      InstantSource clock) {
    this.client = client;
    this.sendingClient = sendingClient;
    this.streams = streams;
    this.secrets = secrets;
    this.spools = spools;
    this.clock = clock;
  }

  /// @throws CairnException if the program was not begun: it is not there, or the server refuses
  public CaptureOutcome run(CaptureRequest request) throws InterruptedException {
    var probe = new Probe(request.environment());
    var program = WrappedProgram.find(request.command().getFirst(), request.folder(), probe);
    secrets.learn(request.environment());
    var members = members(request);
    var facts = new Facts(request, probe, secrets);
    members.set("environment", facts.before(program));
    var folder = spools.resolve(request.id() + "-" + UUID.randomUUID().toString().substring(0, 8));
    try (var spool = open(folder)) {
      var head =
          SpoolHead.create(
              folder,
              client.url().toString(),
              request.project(),
              request.id(),
              members,
              UUID.randomUUID().toString());
      var sender = new Sender(sendingClient, head, spool);
      try {
        begin(sender, request, folder);
      } catch (CairnException e) {
        spool.delete();
        throw e;
      }
      return run(request, probe, facts, spool, head, sender);
    } catch (IOException e) {
      throw Spool.unreadable(folder, e);
    }
  }

  private Spool open(Path folder) {
    try {
      return Spool.create(folder);
    } catch (IOException e) {
      throw CairnException.of(
          Kind.REFUSED,
          "spool.io",
          "cannot write to "
              + folder.getParent()
              + " ("
              + e.getMessage()
              + "); set XDG_STATE_HOME to a folder that you may write to",
          e);
    }
  }

  /// What begins the run, all secrets masked; and learnt, so that they are found elsewhere.
  private ObjectNode members(CaptureRequest request) {
    var members =
        secrets.value("", request.members()) instanceof ObjectNode masked
            ? masked
            : JSON.objectNode();
    return members.put("id", request.id());
  }

  private void begin(Sender sender, CaptureRequest request, Path folder)
      throws InterruptedException {
    var begun =
        CompletableFuture.runAsync(
            () -> {
              try {
                sender.begin();
                // From now on it can be seen to have crashed.
                sender.heartbeat();
              } catch (IOException e) {
                throw Spool.unreadable(folder, e);
              }
            },
            task -> Thread.ofVirtual().start(task));
    Optional<CairnException> trouble;
    try {
      begun.get(TO_BEGIN.toMillis(), TimeUnit.MILLISECONDS);
      streams.remarks().accept("run " + request.project() + "/runs/" + request.id());
      return;
    } catch (TimeoutException e) {
      trouble = Optional.empty();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof CairnException known)) {
        throw new IllegalStateException("the run could not begin", e);
      }
      trouble = Optional.of(known);
    }
    if (trouble.filter(e -> !Courier.isPassing(e)).isPresent()) {
      throw trouble.get();
    }
    if (!request.uses().isEmpty()) {
      throw trouble.orElseGet(() -> silent());
    }
    streams
        .remarks()
        .accept(
            "run "
                + request.project()
                + "/runs/"
                + request.id()
                + " ("
                + client.url()
                + " is not reachable: the program runs, and all is sent when it is back)");
  }

  private CairnException silent() {
    return CairnException.of(
        Kind.TRY_AGAIN, "unreachable", client.url() + " gives no answer, and --use needs one");
  }

  private CaptureOutcome run(
      CaptureRequest request, Probe probe, Facts facts, Spool spool, SpoolHead head, Sender sender)
      throws InterruptedException, IOException {
    try {
      use(request, spool);
    } catch (CairnException e) {
      giveUp(sender, spool);
      throw e;
    }
    var metrics = new Metrics(secrets, spool, clock);
    var console = new ConsoleLog(secrets, spool, metrics, clock);
    var courier = new Courier(sender, spool);
    // Before the program begins: what it finds in the file is not its own.
    var file =
        request
            .options()
            .metricsFile()
            .map(path -> new MetricsFile(request.folder().resolve(path), metrics));
    int exitCode;
    try (var program = start(request, head, console, probe, sender, spool)) {
      courier.start();
      var looking =
          CompletableFuture.runAsync(
              () -> look(facts, spool), task -> Thread.ofPlatform().daemon().start(task));
      try (var _ = new Ticks(request, program, probe, spool, console, file)) {
        exitCode = program.await();
      }
      console.end();
      file.ifPresent(MetricsFile::end);
      await(looking);
      spool.end(exitCode != 0, exitCode);
      spool.flush();
      var me = Thread.currentThread();
      program.onSignalAfterEnd(me::interrupt);
      return outcome(request, exitCode, console, spool, sender, courier);
    }
  }

  private WrappedProgram start(
      CaptureRequest request,
      SpoolHead head,
      ConsoleLog console,
      Probe probe,
      Sender sender,
      Spool spool)
      throws IOException {
    var log = request.options().hasConsole() ? Optional.of(console) : Optional.<ConsoleLog>empty();
    try {
      return WrappedProgram.start(request, environment(request, head), streams, log, probe);
    } catch (CairnException e) {
      giveUp(sender, spool);
      throw e;
    }
  }

  /// The run was begun, and its program was not.
  private static void giveUp(Sender sender, Spool spool) throws IOException {
    spool.end(true, 126);
    spool.flush();
    try {
      while (sender.sendSome()) {
        // All of it: it is little.
      }
      spool.delete();
    } catch (CairnException e) {
      // The next 'run sync' sends it.
    }
  }

  private Map<String, String> environment(CaptureRequest request, SpoolHead head) {
    var environment = new LinkedHashMap<>(request.environment());
    environment.put("CAIRN_URL", client.url().toString());
    environment.put("CAIRN_PROJECT", request.project());
    environment.put("CAIRN_RUN", head.run());
    environment.put("CAIRN_RUN_WRITER", sendingClient.writer());
    environment.putIfAbsent("PYTHONUNBUFFERED", "1");
    return environment;
  }

  /// Inputs are pinned, pulled and written down before the program begins.
  private void use(CaptureRequest request, Spool spool) {
    var inputs = JSON.arrayNode();
    for (var use : request.uses()) {
      var version = client.versions().resolve(use.ref());
      use.folder()
          .ifPresent(folder -> {
            var target = request.folder().resolve(folder);
            client.artifacts().pull(PullRequest.of(version.ref(), target));
          });
      var input = inputs.addObject().put("asked", use.ref()).put("ref", version.ref());
      input.put("digest", version.digest());
      use.folder().ifPresent(folder -> input.put("folder", GitState.slashes(folder)));
      spool.input(version.ref());
    }
    if (!inputs.isEmpty()) {
      var facts = JSON.objectNode();
      facts.set("inputs", inputs);
      spool.environment(facts);
    }
  }

  private static void look(Facts facts, Spool spool) {
    var found = facts.beside();
    facts.files().forEach(spool::file);
    spool.environment(found);
  }

  /// What is not found by then is told to be missing.
  private void await(CompletableFuture<Void> looking) throws InterruptedException {
    try {
      looking.get(TO_LOOK.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      streams.remarks().accept("runtime and packages were not found out in time");
    } catch (ExecutionException e) {
      streams.remarks().accept("runtime and packages were not found out: " + e.getCause());
    }
  }

  private CaptureOutcome outcome(
      CaptureRequest request,
      int exitCode,
      ConsoleLog console,
      Spool spool,
      Sender sender,
      Courier courier)
      throws IOException {
    var run = request.project() + "/runs/" + request.id();
    boolean isSent;
    try {
      isSent = courier.finish(SILENT, NEVER_THERE, request.options().flushWait());
    } catch (InterruptedException e) {
      isSent = false;
    }
    sender.refusal().ifPresent(streams.remarks());
    spool
        .trouble()
        .ifPresent(text -> streams.remarks().accept("not all was written down: " + text));
    if (isSent) {
      spool.delete();
      streams.remarks().accept("run " + run + " ended with exit code " + exitCode);
      return new CaptureOutcome(run, exitCode, console.lines(), Optional.empty());
    }
    var why = courier.trouble().map(CairnException::text).orElse("there was no time");
    streams.remarks().accept("not all of " + run + " was sent: " + why);
    streams.remarks().accept("send the rest with: cairn run sync " + spool.folder());
    return new CaptureOutcome(run, exitCode, console.lines(), Optional.of(spool.folder()));
  }
}
