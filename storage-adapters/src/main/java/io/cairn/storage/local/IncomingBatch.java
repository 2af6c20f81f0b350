// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.local;

import io.cairn.core.content.Digest;
import io.cairn.core.content.SmallBlob;
import io.cairn.core.failure.Failure;
import io.cairn.storage.local.IncomingFiles.IncomingFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/// Many small files on their way in together. Their forces run side by side, so the file system
/// writes its journal once for several of them. Closing removes what was not renamed. For one
/// thread.
final class IncomingBatch implements AutoCloseable {
  /// Files that are open at a time: an operating system may allow few.
  private static final int GROUP = 128;

  /// Forces that wait for the disk at a time.
  private static final int WIDTH = 16;

  private final IncomingFiles incoming;
  private final List<Arrived> arrived = new ArrayList<>();

  IncomingBatch(IncomingFiles incoming) {
    this.incoming = incoming;
  }

  private record Arrived(IncomingFile file, Path target) {}

  @FunctionalInterface
  private interface Step<T> {
    void run(T item) throws IOException;
  }

  /// Writes and forces all, under temporary names.
  void write(List<SmallBlob> blobs, Function<Digest, Path> target) throws IOException {
    for (var from = 0; from < blobs.size(); from += GROUP) {
      var group = new ArrayList<Arrived>();
      for (var blob : blobs.subList(from, Math.min(blobs.size(), from + GROUP))) {
        var file = new Arrived(incoming.create(), target.apply(blob.digest()));
        arrived.add(file);
        group.add(file);
        var bytes = blob.open().readAllBytes();
        file.file().write(bytes, 0, bytes.length);
      }
      each(group, file -> file.file().forceAndRelease());
    }
  }

  /// Gives all their names.
  void rename() throws InterruptedIOException {
    for (var file : arrived) {
      file.file().renameTo(file.target());
    }
  }

  /// Makes the names durable.
  void forceFolders(List<Path> folders) throws IOException {
    each(folders, incoming::forceFolder);
  }

  @Override
  public void close() {
    arrived.forEach(file -> file.file().close());
  }

  /// Returns when all are done; throws the first failure then.
  private static <T> void each(List<T> items, Step<T> step) throws IOException {
    var results = new ArrayList<Future<?>>();
    try (var threads =
        Executors.newFixedThreadPool(
            Math.clamp(items.size(), 1, WIDTH),
            Thread.ofPlatform().daemon().name("cairn-force-", 0).factory())) {
      for (var item : items) {
        results.add(
            threads.submit(() -> {
              step.run(item);
              return item;
            }));
      }
    }
    for (var result : results) {
      try {
        result.get();
      } catch (ExecutionException e) {
        throw thrown(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while blobs were forced");
      }
    }
  }

  private static IOException thrown(ExecutionException e) {
    return switch (e.getCause()) {
      case Failure failure -> throw failure;
      case IOException io -> io;
      case null, default -> throw new IllegalStateException("a force ended unexpectedly", e);
    };
  }
}
