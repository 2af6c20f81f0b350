// SPDX-License-Identifier: Apache-2.0
package io.cairn.core.backup;

import io.cairn.core.access.Principal;
import io.cairn.core.content.Digest;
import io.cairn.core.fact.Engine;
import io.cairn.core.fact.Facts;
import io.cairn.core.failure.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Makes a copy of the embedded data base, of one instant, while others write: a file that can take
/// its place. One is made at a time; a backup has one.
public final class CopyFacts {
  private static final int BUFFER_BYTES = 256 << 10;

  private final Facts facts;
  private final HoldBackup holdBackup;
  private final Path scratch;
  private final Executor worker;
  private final Duration patience;
  private final ConcurrentHashMap<UUID, CompletableFuture<Copy>> copies = new ConcurrentHashMap<>();

  /// @param scratch an existing folder, emptied when a server starts
  /// @param patience how long an answer is waited for
  public CopyFacts(
      Facts facts, HoldBackup holdBackup, Path scratch, Executor worker, Duration patience) {
    this.facts = facts;
    this.holdBackup = holdBackup;
    this.scratch = scratch;
    this.worker = worker;
    this.patience = patience;
  }

  /// A file that stays until it is discarded.
  public record Copy(Path file, long sizeBytes, Digest digest) {}

  /// Which data base holds the facts: `sqlite` or `postgresql`.
  public Engine engine() {
    return facts.engine();
  }

  /// The copy for a backup that is held; empty if it is still being made.
  ///
  /// @throws Failure.Conflict `backup.engine` if the facts are in PostgreSQL, which has a program
  ///   for it; `backup.lapsed` as [HoldBackup#run]
  public Optional<Copy> run(Principal actor, UUID backup) {
    holdBackup.require(actor, backup);
    if (facts.engine() != Engine.SQLITE) {
      throw new Failure.Conflict(
          "backup.engine", "the facts are in PostgreSQL; pg_dump makes the copy of them");
    }
    var copy =
        copies.computeIfAbsent(backup, id -> CompletableFuture.supplyAsync(() -> copy(id), worker));
    try {
      return Optional.of(copy.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException _) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure.Unavailable("the copy of the facts", e);
    } catch (ExecutionException e) {
      discard(backup);
      throw e.getCause() instanceof RuntimeException unchecked
          ? unchecked
          : new IllegalStateException(e.getCause());
    }
  }

  /// Removes the file, if there is one.
  public void discard(UUID backup) {
    copies.remove(backup);
    delete(file(backup));
  }

  private Path file(UUID backup) {
    return scratch.resolve("backup-" + backup + ".db");
  }

  private Copy copy(UUID backup) {
    // Of those whose maker never came back.
    copies.keySet().stream()
        .filter(other -> !other.equals(backup) && !holdBackup.isHeld(other))
        .forEach(this::discard);
    var file = file(backup);
    delete(file);
    facts.copyTo(file);
    try {
      return new Copy(file, Files.size(file), hash(file));
    } catch (IOException e) {
      throw new Failure.Unavailable("the copy of the facts", e);
    }
  }

  private static Digest hash(Path file) throws IOException {
    var hasher = new Digest.Hasher();
    var buffer = new byte[BUFFER_BYTES];
    try (var in = Files.newInputStream(file)) {
      for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        hasher.update(buffer, 0, count);
      }
    }
    return hasher.finish();
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
