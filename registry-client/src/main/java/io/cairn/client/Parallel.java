// SPDX-License-Identifier: Apache-2.0
package io.cairn.client;

import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/// Does one task for each item, `width` at a time; the first failure stops the others.
final class Parallel {
  private Parallel() {}

  /// What to do with one item.
  interface Task<T> {
    void run(T item) throws IOException;
  }

  /// Where items come from; `next` throws [NoSuchElementException] at the end.
  interface Source<T> {
    T next() throws IOException;

    static <T> Source<T> of(Iterable<T> items) {
      Iterator<T> iterator = items.iterator();
      return iterator::next;
    }
  }

  /// Work that waits for the network: virtual threads.
  static final ThreadFactory WAITING = Thread.ofVirtual().name("cairn-transfer-", 0).factory();

  /// Work of the processor: platform threads that do not keep the program alive.
  static final ThreadFactory COMPUTING =
      Thread.ofPlatform().daemon().name("cairn-hash-", 0).factory();

  static <T> void each(Source<T> items, int width, ThreadFactory threads, Task<T> task)
      throws IOException {
    var pool = Executors.newFixedThreadPool(width, threads);
    var lock = new Object();
    try {
      var workers = new ExecutorCompletionService<Boolean>(pool);
      for (var i = 0; i < width; i++) {
        workers.submit(() -> work(items, lock, task));
      }
      for (var i = 0; i < width; i++) {
        workers.take().get();
      }
    } catch (ExecutionException e) {
      throw cause(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CairnException.of(
          CairnException.Kind.TRY_AGAIN, "interrupted", "stopped before it was done", e);
    } finally {
      pool.shutdownNow();
      awaitEnd(pool);
    }
  }

  private static <T> boolean work(Source<T> items, Object lock, Task<T> task) throws IOException {
    while (!Thread.currentThread().isInterrupted()) {
      T item;
      synchronized (lock) {
        try {
          item = items.next();
        } catch (NoSuchElementException e) {
          return true;
        }
      }
      task.run(item);
    }
    return false;
  }

  private static IOException cause(ExecutionException e) {
    return switch (e.getCause()) {
      case RuntimeException unchecked -> throw unchecked;
      case Error error -> throw error;
      case IOException io -> io;
      case null, default -> new IOException(e.getMessage(), e);
    };
  }

  /// Nobody may still write into a folder that the caller is about to remove.
  private static void awaitEnd(ExecutorService pool) {
    try {
      pool.awaitTermination(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
