// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.export;

import io.cairn.core.access.Access;
import io.cairn.core.access.Principal;
import io.cairn.core.access.RecognisedKeys;
import io.cairn.core.content.BlobStore;
import io.cairn.core.content.Digest;
import io.cairn.core.event.Events;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import io.cairn.core.time.Timeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Makes the facts of an import true, at once. That takes as long as there are many of them, so a
/// call answers after some seconds how far it is; the work goes on, and who calls again is told.
public final class CommitImport {
  private final ReentrantLock lock = new ReentrantLock();
  private final Facts facts;
  private final BlobStore store;
  private final Access access;
  private final RecognisedKeys recognised;
  private final Events events;
  private final Timeline timeline;
  private final Executor background;
  private final Duration patience;
  private @Nullable Work work;

  /// @param recognised is cleared, as users may have changed
  /// @param background does the work
  /// @param patience how long a call waits for its end
  public CommitImport(Parts parts, Executor background, Duration patience) {
    this.facts = parts.facts();
    this.store = parts.store();
    this.access = parts.access();
    this.recognised = parts.recognised();
    this.events = parts.events();
    this.timeline = parts.timeline();
    this.background = background;
    this.patience = patience;
  }

  /// What a commit uses.
  public record Parts(
      Facts facts,
      BlobStore store,
      Access access,
      RecognisedKeys recognised,
      Events events,
      Timeline timeline) {}

  /// @param isDone false: call again
  /// @param rows added by this import; so far, if it is not done
  public record Progress(boolean isDone, long rows) {}

  private record Work(Digest export, WriteImport writing, CompletableFuture<Long> end) {}

  /// Imported before: done, with 0 rows.
  ///
  /// @throws Failure.NotFound if no such import was begun
  /// @throws Failure.Conflict `import.missing-blobs` with the first 100 digests that were not sent;
  ///   `import.not-empty` if the server got other content since
  /// @throws Failure.Invalid naming the file and line that breaks a rule; nothing was imported
  /// @throws Failure.Busy if another import is at work
  public Progress run(Principal actor, Digest export) {
    access.requireInstallationAdmin(actor);
    var begun = facts.read(reading -> ImportRows.require(reading, export));
    var present = begin(actor, export, begun);
    if (present == null) {
      return new Progress(true, 0);
    }
    try {
      var rows = present.end().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      forget(present);
      return new Progress(true, rows);
    } catch (TimeoutException _) {
      return new Progress(false, present.writing().written());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure.Unavailable("the import", e);
    } catch (ExecutionException e) {
      forget(present);
      throw failure(e.getCause());
    }
  }

  private @Nullable Work begin(Principal actor, Digest export, ImportRows.Begun begun) {
    lock.lock();
    try {
      if (work != null && work.export().equals(export)) {
        return work;
      }
      if (begun.importedAt().isPresent()) {
        return null;
      }
      if (work != null && !work.end().isDone()) {
        throw new Failure.Busy("another import is at work", Duration.ofSeconds(30));
      }
      requireFiles(begun.description());
      var writing = new WriteImport(facts, store, events, timeline, actor, begun.description());
      var end = CompletableFuture.supplyAsync(() -> write(writing), background);
      var begunWork = new Work(export, writing, end);
      work = begunWork;
      return begunWork;
    } finally {
      lock.unlock();
    }
  }

  private long write(WriteImport writing) {
    var rows = writing.run();
    recognised.clear();
    return rows;
  }

  private void requireFiles(ExportDescription description) {
    var missing = new ArrayList<String>();
    var digests = description.files().stream().map(FactFile::digest).toList();
    var sizes = facts.read(reading -> ReceiveImport.sizes(reading, digests));
    digests.stream()
        .filter(digest -> !sizes.containsKey(digest))
        .forEach(digest -> missing.add(digest.toString()));
    if (!missing.isEmpty()) {
      throw new Failure.Conflict(
          "import.missing-blobs", "files of facts were not sent", List.copyOf(missing));
    }
  }

  private void forget(Work ended) {
    lock.lock();
    try {
      if (work != null && work.export().equals(ended.export())) {
        work = null;
      }
    } finally {
      lock.unlock();
    }
  }

  private static RuntimeException failure(@Nullable Throwable cause) {
    return switch (cause) {
      case CompletionException e when e.getCause() instanceof RuntimeException inner -> inner;
      case RuntimeException e -> e;
      case null, default -> new IllegalStateException("the import failed", cause);
    };
  }
}
