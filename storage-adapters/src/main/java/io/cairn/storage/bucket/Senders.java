// SPDX-License-Identifier: Apache-2.0
package io.cairn.storage.bucket;

import io.cairn.core.failure.Failure;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/// Virtual threads that wait for the bucket.
public final class Senders implements Executor, AutoCloseable {
  private static final int MAX_AT_ONCE = 16;

  private final ExecutorService threads;

  /// @param name what the names of the threads begin with
  public Senders(String name) {
    threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name, 0).factory());
  }

  @Override
  public void execute(Runnable task) {
    threads.execute(task);
  }

  /// Does it for all, some at a time, and returns when all are done.
  ///
  /// @throws Failure of the first that failed
  public <T> void each(Collection<T> items, Consumer<T> action) {
    var turns = new Semaphore(MAX_AT_ONCE);
    var all =
        items.stream()
            .map(item -> {
              turns.acquireUninterruptibly();
              return CompletableFuture.runAsync(
                  () -> {
                    try {
                      action.accept(item);
                    } finally {
                      turns.release();
                    }
                  },
                  threads);
            })
            .toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(all).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof Failure failure
          ? failure
          : new Failure.Unavailable("the blob store", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
