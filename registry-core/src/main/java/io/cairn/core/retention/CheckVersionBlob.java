// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.retention;

import io.cairn.core.access.Principal;
import io.cairn.core.artifact.ReadVersionFiles;
import io.cairn.core.artifact.VersionId;
import io.cairn.core.content.CheckBlob;
import io.cairn.core.content.CheckBlob.Pace;
import io.cairn.core.content.CheckBlob.Verdict;
import io.cairn.core.content.Digest;
import io.cairn.core.failure.Failure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Reads a blob of a version again since a reader says that it got wrong bytes. However many say
/// so, a blob is read once at a time.
public final class CheckVersionBlob {
  private static final int MAX_WAITING = 100;

  private final ReadVersionFiles files;
  private final CheckBlob checkBlob;
  private final Executor worker;
  private final Duration patience;
  private final ConcurrentHashMap<Digest, CompletableFuture<Verdict>> running =
      new ConcurrentHashMap<>();

  /// @param worker reads one blob after the other
  /// @param patience how long an answer is waited for
  public CheckVersionBlob(
      ReadVersionFiles files, CheckBlob checkBlob, Executor worker, Duration patience) {
    this.files = files;
    this.checkBlob = checkBlob;
    this.worker = worker;
    this.patience = patience;
  }

  /// What was found; empty if it is still being read.
  ///
  /// @throws Failure.NotFound if the version does not hold it, or the actor may not read the
  ///   version
  /// @throws Failure.Busy if many blobs wait to be read
  public Optional<Verdict> run(Principal actor, VersionId version, Digest digest) {
    try {
      files.blob(actor, version, digest);
    } catch (Failure.Corrupt _) {
      return Optional.of(Verdict.DAMAGED);
    }
    if (running.size() >= MAX_WAITING && !running.containsKey(digest)) {
      throw new Failure.Busy("many blobs wait to be read; report again", Duration.ofSeconds(30));
    }
    try {
      return Optional.of(check(digest).get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException _) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure.Unavailable("reading of blobs (it was interrupted)", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Failure failure
          ? failure
          : new Failure.Unavailable("reading of blobs", e);
    }
  }

  private CompletableFuture<Verdict> check(Digest digest) {
    return running.computeIfAbsent(
        digest,
        _ -> {
          var check =
              CompletableFuture.supplyAsync(() -> checkBlob.run(digest, Pace.UNBOUNDED), worker);
          var unused = check.whenCompleteAsync((_, _) -> running.remove(digest), worker);
          return check;
        });
  }
}
