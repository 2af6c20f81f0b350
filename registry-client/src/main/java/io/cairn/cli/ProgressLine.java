// SPDX-License-Identifier: Apache-2.0
package io.cairn.cli;

import io.cairn.client.Progress;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// Draws how far a transfer is: one line redrawn in place where somebody watches, else a plain line
/// now and then.
final class ProgressLine implements Progress {
  private static final int BAR_WIDTH = 24;
  private static final long REDRAW_MILLIS = 100;
  private static final long PLAIN_MILLIS = 10_000;
  private static final String CLEAR = "\r\033[K";

  private final PrintStream err;
  private final boolean isInteractive;
  private @Nullable Step step;
  private @Nullable ScheduledExecutorService clock;

  ProgressLine(PrintStream err, boolean isInteractive) {
    this.err = err;
    this.isInteractive = isInteractive;
  }

  /// One step's totals and how far it is.
  ///
  /// @param had those of the bytes done that were there before: they have no speed
  record Step(
      String name,
      long files,
      long bytes,
      long began,
      LongAdder doneFiles,
      LongAdder done,
      LongAdder had) {
    static Step of(String name, long files, long bytes) {
      return new Step(name, files, bytes, System.nanoTime(), new LongAdder(), new LongAdder());
    }

    Step(String name, long files, long bytes, long began, LongAdder doneFiles, LongAdder done) {
      this(name, files, bytes, began, doneFiles, done, new LongAdder());
    }

    private long rate(long now) {
      var seconds = Math.max(1e-3, (now - began) / 1e9);
      return (long) (Math.max(0, done.sum() - had.sum()) / seconds);
    }

    /// One line, for example `uploading [####····] 52 % 12/300 files 1.2/2.3 GB 85.0 MB/s 0:12
    /// left`.
    String text(long now) {
      if (files == UNKNOWN) {
        return counted();
      }
      var sent = done.sum();
      var rate = rate(now);
      var text = new StringBuilder();
      text.append(String.format(Locale.ROOT, "%-12s", name));
      var share = bytes > 0 ? Math.min(1.0, (double) sent / bytes) : fileShare();
      var full = (int) Math.round(share * BAR_WIDTH);
      text.append('[').append("#".repeat(full)).append("·".repeat(BAR_WIDTH - full)).append(']');
      text.append(String.format(Locale.ROOT, " %3.0f %%", Math.floor(share * 100)));
      text.append("  ").append(Units.count(doneFiles.sum())).append('/');
      text.append(Units.count(files, "file"));
      text.append("  ").append(Units.bytes(sent)).append(" of ").append(Units.bytes(bytes));
      text.append("  ").append(Units.bytes(rate)).append("/s");
      if (rate > 0 && sent < bytes) {
        text.append("  ").append(Units.duration((bytes - sent) / rate)).append(" left");
      }
      return text.toString();
    }

    /// Nothing came: what ends here failed, and the error says why.
    boolean isUntouched() {
      return doneFiles.sum() == 0 && done.sum() == 0;
    }

    private double fileShare() {
      return files > 0 ? (double) doneFiles.sum() / files : 1.0;
    }

    private String counted() {
      return String.format(Locale.ROOT, "%-12s%s", name, Units.count(doneFiles.sum(), "object"));
    }

    String summary(long now) {
      if (files == UNKNOWN) {
        return counted();
      }
      var seconds = Math.max(1e-3, (now - began) / 1e9);
      var speed = rate(now);
      return String.format(
          Locale.ROOT,
          "%-12s%s, %s in %.1f s%s",
          name,
          Units.count(doneFiles.sum(), "file"),
          Units.bytes(done.sum()),
          seconds,
          speed > 0 ? " (" + Units.bytes(speed) + "/s)" : "");
    }
  }

  @Override
  public void begin(String name, long files, long bytes) {
    if (files == 0) {
      return;
    }
    var begun = Step.of(name, files, bytes);
    step = begun;
    var ticker =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("cairn-progress").factory());
    clock = ticker;
    var period = isInteractive ? REDRAW_MILLIS : PLAIN_MILLIS;
    var unused =
        ticker.scheduleAtFixedRate(() -> draw(begun), period, period, TimeUnit.MILLISECONDS);
  }

  @Override
  public void bytes(long count) {
    if (step != null) {
      step.done().add(count);
    }
  }

  @Override
  public void already(long count) {
    if (step != null) {
      step.had().add(count);
      step.done().add(count);
    }
  }

  @Override
  public void file() {
    if (step != null) {
      step.doneFiles().increment();
    }
  }

  @Override
  public void end() {
    if (step == null || clock == null) {
      return;
    }
    clock.shutdownNow();
    var summary = step.isUntouched() ? "" : step.summary(System.nanoTime());
    err.print(isInteractive ? CLEAR : "");
    if (!summary.isEmpty()) {
      err.println(summary);
    }
    err.flush();
    step = null;
    clock = null;
  }

  private void draw(Step begun) {
    var text = begun.text(System.nanoTime());
    if (isInteractive) {
      err.print(CLEAR + text);
    } else {
      err.println(text);
    }
    err.flush();
  }
}
