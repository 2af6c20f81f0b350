// SPDX-License-Identifier: Apache-2.0
package io.cairn.client.capture;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// What happens again and again while a program runs: unfinished lines are written down, its file
/// of metrics is read, its use of the machine is noted.
final class Ticks implements AutoCloseable {
  private static final long FIRST_SAMPLE_MILLIS = 1_000;

  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(2, task -> Thread.ofPlatform().daemon().unstarted(task));
  private final Spool spool;
  private long samples;

  Ticks(
      CaptureRequest request,
      WrappedProgram program,
      Probe probe,
      Spool spool,
      ConsoleLog console,
      Optional<MetricsFile> file) {
    this.spool = spool;
    timer.scheduleWithFixedDelay(
        () -> {
          console.tellUnfinished();
          file.ifPresent(MetricsFile::poll);
        },
        ConsoleLog.periodMillis(),
        ConsoleLog.periodMillis(),
        TimeUnit.MILLISECONDS);
    var every = request.options().sampleEvery().toMillis();
    if (every > 0) {
      var sampler = new Sampler(program.process(), probe, request.folder());
      timer.scheduleAtFixedRate(
          () -> note(sampler), Math.min(every, FIRST_SAMPLE_MILLIS), every, TimeUnit.MILLISECONDS);
    }
  }

  private void note(Sampler sampler) {
    var entry = JsonNodeFactory.instance.objectNode();
    entry.put("at", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    entry.set("values", sampler.sample());
    spool.system(samples++, entry);
  }

  /// Waits for what is at work.
  @Override
  public void close() {
    timer.shutdownNow();
    try {
      timer.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
